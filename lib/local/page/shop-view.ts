import { DescribeTableCommand } from "@aws-sdk/client-dynamodb";
import { isOpen } from "../../../lambdas/domain/breaker.ts";
import type { Campaign } from "../../../lambdas/domain/campaign.ts";
import type { Counts } from "../../../lambdas/domain/funnel-counts.ts";
import type { Message, MessageStatus } from "../../../lambdas/domain/message.ts";
import { defaultSettings } from "../../../lambdas/domain/parse-settings.ts";
import { required, type VariableName } from "../../../lambdas/shared/environment.ts";
import type { Runtime } from "../../../lambdas/shared/runtime.ts";
import { createCampaignStore } from "../../../lambdas/store/campaign-store.ts";
import { createMessageStore } from "../../../lambdas/store/message-store.ts";
import { createReportStore } from "../../../lambdas/store/report-store.ts";
import { listMessages } from "../list-messages.ts";
import type { LocalRuntime } from "../runtime.ts";
import { type CampaignNames, createCampaignNames } from "./campaign-names.ts";
import { createShownReader } from "./read-shown.ts";
import { happenedAt, type ShownMessage } from "./shown-message.ts";

export interface MessageFilter {
  /** A status, `sent` for everything the provider accepted, or `all`. */
  readonly status: MessageStatus | "sent" | "all";
  readonly campaignId?: string;
  /** Counts from 0. */
  readonly page: number;
}

export interface CampaignFunnel {
  readonly campaignId: string;
  readonly counts: Counts;
}

/** Everything the overview shows, read at one moment. */
export interface ShopView {
  readonly now: number;
  readonly timeZone: string;
  readonly paused: boolean;
  readonly isBreakerOpen: boolean;
  readonly campaigns: readonly Campaign[];
  readonly funnels: readonly CampaignFunnel[];
  readonly figures: {
    readonly customers: number;
    readonly events: number;
    readonly sent: number;
    readonly underWay: number;
    readonly notSent: number;
    readonly needPerson: number;
    readonly deadLetters: number;
  };
  /** One page, newest first, and how many match in all. */
  readonly messages: readonly ShownMessage[];
  readonly matching: number;
  readonly names: CampaignNames;
}

export interface MessageView {
  readonly shown: ShownMessage;
  readonly names: CampaignNames;
  readonly timeZone: string;
}

export interface ShopReader {
  overview(filter: MessageFilter): Promise<ShopView>;
  message(customerId: string, messageKey: string): Promise<MessageView | undefined>;
}

export const messagesPerPage = 50;
export const sentStatuses: readonly MessageStatus[] = ["accepted", "delivered", "bounced", "complained"];
const underWayStatuses: readonly MessageStatus[] = ["submitting", "released"];
const personStatuses: readonly MessageStatus[] = ["in-doubt", "parked"];
const endedStatuses: readonly MessageStatus[] = ["held-out", "failed", "expired", "withdrawn"];
const allDays = { from: "0000-01-01", to: "9999-12-31" } as const;

const byNewest = (a: Message, b: Message): number =>
  happenedAt(b) - happenedAt(a) || (a.messageKey < b.messageKey ? -1 : 1);

const matches = (filter: MessageFilter) => (message: Message) => {
  if (filter.campaignId !== undefined && message.campaignId !== filter.campaignId) return false;
  if (filter.status === "all") return true;
  return filter.status === "sent" ? sentStatuses.includes(message.status) : message.status === filter.status;
};

const countOf = (messages: readonly Message[], statuses: readonly MessageStatus[]): number =>
  messages.filter(({ status }) => statuses.includes(status)).length;

/** Messages the provider accepted so far, and from how many campaigns they are. */
export const countSent = async (runtime: Runtime) => {
  const sent = (await listMessages(runtime)).filter(({ status }) => sentStatuses.includes(status));
  return { sent: sent.length, campaigns: new Set(sent.map(({ campaignId }) => campaignId)).size };
};

export const createShopReader = (local: LocalRuntime): ShopReader => {
  const { runtime, deadLetters } = local;
  const campaignStore = createCampaignStore(runtime);
  const reports = createReportStore(runtime);
  const messageStore = createMessageStore(runtime);
  const readNames = createCampaignNames();
  const shownOf = createShownReader(local);

  const itemCount = async (table: VariableName): Promise<number> => {
    const TableName = required(runtime.environment, table);
    return (await runtime.dynamo.send(new DescribeTableCommand({ TableName }))).Table?.ItemCount ?? 0;
  };
  const rules = async () => {
    const snapshot = await campaignStore.snapshot();
    const settings = snapshot?.settings ?? defaultSettings;
    return {
      campaigns: snapshot?.campaigns ?? [],
      paused: snapshot?.paused ?? false,
      isBreakerOpen: isOpen(snapshot?.breaker),
      timeZone: settings.shop.timeZone,
    };
  };
  const figuresOf = async (messages: readonly Message[]) => {
    return {
      customers: await itemCount("CUSTOMERS_TABLE"),
      events: await itemCount("EVENTS_TABLE"),
      sent: countOf(messages, sentStatuses),
      underWay: countOf(messages, underWayStatuses),
      notSent: countOf(messages, endedStatuses),
      needPerson: countOf(messages, personStatuses),
      deadLetters: deadLetters.count(),
    };
  };

  return {
    overview: async (filter) => {
      const { campaigns, paused, isBreakerOpen, timeZone } = await rules();
      const everything = await listMessages(runtime);
      const matching = everything.filter(matches(filter)).sort(byNewest);
      const messages = matching.slice(filter.page * messagesPerPage, (filter.page + 1) * messagesPerPage);
      const funnels = await Promise.all(
        campaigns.map(async ({ id }) => ({ campaignId: id, counts: await reports.funnel(id, allDays) })),
      );
      return {
        now: local.clock.now(),
        timeZone,
        paused,
        isBreakerOpen,
        campaigns,
        funnels,
        figures: await figuresOf(everything),
        messages: await shownOf(messages),
        matching: matching.length,
        names: await readNames([...campaigns.map(({ id }) => id), ...messages.map(({ campaignId }) => campaignId)]),
      };
    },
    message: async (customerId, messageKey) => {
      const message = await messageStore.get(customerId, messageKey, { consistent: true });
      if (message === undefined) return undefined;
      const [shown] = await shownOf([message]);
      const { timeZone } = await rules();
      return shown && { shown, timeZone, names: await readNames([message.campaignId]) };
    },
  };
};
