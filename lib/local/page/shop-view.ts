import { DescribeTableCommand } from "@aws-sdk/client-dynamodb";
import type { Campaign } from "../../../lambdas/domain/campaign.ts";
import type { Counts } from "../../../lambdas/domain/funnel-counts.ts";
import type { Message, MessageStatus } from "../../../lambdas/domain/message.ts";
import { defaultSettings } from "../../../lambdas/domain/parse-settings.ts";
import type { Profile } from "../../../lambdas/domain/profile.ts";
import { required, type VariableName } from "../../../lambdas/shared/environment.ts";
import { createCampaignStore } from "../../../lambdas/store/campaign-store.ts";
import { createCustomerStore } from "../../../lambdas/store/customer-store.ts";
import { createMessageStore } from "../../../lambdas/store/message-store.ts";
import { createReportStore } from "../../../lambdas/store/report-store.ts";
import { listMessages } from "../list-messages.ts";
import type { LocalRuntime } from "../runtime.ts";
import type { InboxEntry } from "../stand-ins/inbox.ts";

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
  readonly campaigns: readonly Campaign[];
  readonly funnels: readonly CampaignFunnel[];
  readonly figures: {
    readonly customers: number;
    readonly events: number;
    readonly sent: number;
    readonly notSent: number;
    readonly needPerson: number;
    readonly deadLetters: number;
  };
  /** One page, newest first, and how many match in all. */
  readonly messages: readonly Message[];
  readonly matching: number;
  readonly addresses: ReadonlyMap<string, string>;
}

export interface MessageView {
  readonly message: Message;
  readonly content?: InboxEntry;
  readonly campaigns: readonly Campaign[];
  readonly timeZone: string;
}

export interface ShopReader {
  overview(filter: MessageFilter): Promise<ShopView>;
  message(customerId: string, messageKey: string): Promise<MessageView | undefined>;
}

export const messagesPerPage = 50;
export const sentStatuses: readonly MessageStatus[] = ["accepted", "delivered", "bounced", "complained"];
const personStatuses: readonly MessageStatus[] = ["in-doubt", "parked"];
const endedStatuses: readonly MessageStatus[] = ["held-out", "failed", "expired", "withdrawn"];
const allDays = { from: "0000-01-01", to: "9999-12-31" } as const;

export const happenedAt = (message: Message): number => message.submittedAt ?? message.reservedAt;

const byNewest = (a: Message, b: Message): number =>
  happenedAt(b) - happenedAt(a) || (a.messageKey < b.messageKey ? -1 : 1);

const matches = (filter: MessageFilter) => (message: Message) => {
  if (filter.campaignId !== undefined && message.campaignId !== filter.campaignId) return false;
  if (filter.status === "all") return true;
  return filter.status === "sent" ? sentStatuses.includes(message.status) : message.status === filter.status;
};

const countOf = (messages: readonly Message[], statuses: readonly MessageStatus[]): number =>
  messages.filter(({ status }) => statuses.includes(status)).length;

/** The customer's name, else the address written to, else the id. */
const nameOf = (message: Message, profiles: ReadonlyMap<string, Profile>, content: InboxEntry | undefined): string => {
  const { firstName, lastName } = profiles.get(message.customerId)?.traits ?? {};
  const full = [firstName, lastName].filter((part) => part !== undefined).join(" ");
  return full || (content?.to[0] ?? message.customerId);
};

export const createShopReader = (local: LocalRuntime): ShopReader => {
  const { runtime, standIns, deadLetters } = local;
  const campaignStore = createCampaignStore(runtime);
  const reports = createReportStore(runtime);
  const customers = createCustomerStore(runtime);
  const messageStore = createMessageStore(runtime);

  const itemCount = async (table: VariableName): Promise<number> => {
    const TableName = required(runtime.environment, table);
    return (await runtime.dynamo.send(new DescribeTableCommand({ TableName }))).Table?.ItemCount ?? 0;
  };
  const contentOf = (message: Message) =>
    message.providerId === undefined
      ? undefined
      : standIns.inbox().find(({ providerId }) => providerId === message.providerId);
  const rules = async () => {
    const snapshot = await campaignStore.snapshot();
    const settings = snapshot?.settings ?? defaultSettings;
    return {
      campaigns: snapshot?.campaigns ?? [],
      paused: snapshot?.paused ?? false,
      timeZone: settings.shop.timeZone,
    };
  };
  const figuresOf = async (messages: readonly Message[]) => {
    return {
      customers: await itemCount("CUSTOMERS_TABLE"),
      events: await itemCount("EVENTS_TABLE"),
      sent: countOf(messages, sentStatuses),
      notSent: countOf(messages, endedStatuses),
      needPerson: countOf(messages, personStatuses),
      deadLetters: deadLetters.count(),
    };
  };
  const namesOf = async (messages: readonly Message[]) => {
    const profiles = await customers.load([...new Set(messages.map(({ customerId }) => customerId))]);
    return new Map(messages.map((each) => [each.messageKey, nameOf(each, profiles, contentOf(each))]));
  };

  return {
    overview: async (filter) => {
      const { campaigns, paused, timeZone } = await rules();
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
        campaigns,
        funnels,
        figures: await figuresOf(everything),
        messages,
        matching: matching.length,
        addresses: await namesOf(messages),
      };
    },
    message: async (customerId, messageKey) => {
      const message = await messageStore.get(customerId, messageKey, { consistent: true });
      if (message === undefined) return undefined;
      const content = contentOf(message);
      const { campaigns, timeZone } = await rules();
      return { message, campaigns, timeZone, ...(content && { content }) };
    },
  };
};
