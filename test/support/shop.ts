import { QueryCommand } from "@aws-sdk/lib-dynamodb";
import type { SQSRecord } from "aws-lambda";
import type { Words } from "../../lambdas/channels/words.ts";
import type { Campaign } from "../../lambdas/domain/campaign.ts";
import { withEdited } from "../../lambdas/domain/edit-campaign.ts";
import type { CustomerEvent } from "../../lambdas/domain/event.ts";
import type { Message } from "../../lambdas/domain/message.ts";
import type { Profile } from "../../lambdas/domain/profile.ts";
import { type SettingsInput, settingsSchema } from "../../lambdas/domain/settings.ts";
import type { TickPart } from "../../lambdas/handlers/tick/tick-part.ts";
import type { TickSummary } from "../../lambdas/handlers/tick.ts";
import type { Runtime, RuntimeOverrides } from "../../lambdas/shared/runtime.ts";
import { createCampaignStore } from "../../lambdas/store/campaign-store.ts";
import { createCustomerStore } from "../../lambdas/store/customer-store.ts";
import { createEventStore } from "../../lambdas/store/event-store.ts";
import { createMessageStore } from "../../lambdas/store/message-store.ts";
import { createReportStore } from "../../lambdas/store/report-store.ts";
import { type StandIns, startStandIns } from "../../lib/local/stand-ins/start.ts";
import { wordsWith } from "./message-samples.ts";
import { hastyRuntime } from "./provider-clients.ts";
import { allDone, createDelivery, type Delivery, startFunctions } from "./shop-delivery.ts";
import { startTables, type Tables, type TablesOptions } from "./tables.ts";

/** All handlers on the real tables and the stand-ins, for tests that decide themselves what is delivered, and when. */
export interface TestShop extends Delivery {
  readonly tables: Tables;
  readonly standIns: StandIns;
  readonly customers: ReturnType<typeof createCustomerStore>;
  readonly messages: ReturnType<typeof createMessageStore>;
  readonly reports: ReturnType<typeof createReportStore>;
  /** Makes campaigns live with words for their steps, and starts every function anew, so that nobody remembers old rules. */
  open(q: {
    readonly campaigns: readonly Campaign[];
    readonly settings?: SettingsInput;
    readonly paused?: boolean;
    readonly withoutWords?: boolean;
  }): Promise<void>;
  /** Puts another version of a campaign live, as an editor does; everybody who remembers the rules goes on remembering. */
  edit(campaign: Campaign, inside: "finish" | "move"): Promise<void>;
  /** Stores events and hands them on to the profiles, no further. */
  tell(events: readonly CustomerEvent[]): Promise<void>;
  /** All of it, or one of parts that run side by side. */
  tick(part?: TickPart): Promise<TickSummary>;
  /** A runtime on these tables and stand-ins, for a function of the test's own. */
  runtime(overrides?: RuntimeOverrides): Runtime;
  profile(customerId: string): Promise<Profile>;
  messagesOf(customerId: string): Promise<readonly Message[]>;
  stop(): Promise<void>;
}

/** Words on every channel for every sending step. */
const wordsFor = (campaign: Campaign): Words => {
  const email = {
    subject: "Hello {{ customer.firstName }}",
    preheader: "A word from us",
    html: '<p>Hello {{ customer.firstName }}</p><a href="{{ unsubscribeUrl }}">Stop</a>',
    text: "Hello {{ customer.firstName }} {{ unsubscribeUrl }}",
  };
  const push = { title: "Hello {{ customer.firstName }}", body: "A word from {{ shop.name }}" };
  const words = { email, sms: { text: "Hello {{ customer.firstName }}" }, push };
  return { ...wordsWith(words), steps: Object.fromEntries(campaign.steps.map(({ id }) => [id, words])) };
};

interface ShopOptions extends Pick<TablesOptions, "dueShards" | "engine"> {
  /** The stand-ins' own events reach nobody, because the test makes them itself. */
  readonly isDeaf?: boolean;
}

export const startShop = async (now?: number, { isDeaf = false, ...options }: ShopOptions = {}): Promise<TestShop> => {
  const tables = await startTables({ ...options, ...(now !== undefined && { now }) });
  const heard: SQSRecord[] = [];
  const standIns = await startStandIns({
    clock: tables.clock,
    onEvent: (record) => {
      if (!isDeaf) heard.push(record);
    },
  });
  const providers = hastyRuntime(standIns);
  const runtime = tables.runtime(providers);
  const campaigns = createCampaignStore(runtime);
  const events = createEventStore(runtime);
  const customers = createCustomerStore(runtime);

  let running = startFunctions(runtime);

  const delivery = createDelivery({ tables, providers, standIns, heard, running: () => running });

  return {
    tables,
    standIns,
    customers,
    messages: createMessageStore(runtime),
    reports: createReportStore(runtime),
    open: async ({ campaigns: live, settings = {}, paused = false, withoutWords = false }) => {
      const parsed = settingsSchema.parse({ caps: [], quietHours: { default: "none" }, ...settings });
      await campaigns.publish(() => ({ paused, settings: parsed, campaigns: live }));
      for (const campaign of withoutWords ? [] : live)
        await campaigns.saveWords({ campaignId: campaign.id, version: campaign.version, words: wordsFor(campaign) });
      running = startFunctions(runtime);
    },
    edit: async (campaign, inside) => {
      await campaigns.saveWords({ campaignId: campaign.id, version: campaign.version, words: wordsFor(campaign) });
      await campaigns.publish((current) => {
        if (current === undefined) throw new Error("Nothing is live yet");
        return withEdited(current, campaign, inside);
      });
    },
    tell: async (told) => {
      await events.append(told);
      allDone(await delivery.refresh(await delivery.take("EVENTS_TABLE")));
    },
    tick: (part) => running.tick(part),
    runtime: (overrides) => tables.runtime({ ...providers, ...overrides }),
    ...delivery,
    profile: async (customerId) => {
      const profile = await customers.loadOne(customerId, { consistent: true });
      if (profile === undefined) throw new Error(`There is no customer ${customerId}`);
      return profile;
    },
    messagesOf: async (customerId) => {
      const { Items: items = [] } = await runtime.dynamo.send(
        new QueryCommand({
          TableName: tables.variables.MESSAGES_TABLE,
          KeyConditionExpression: "customerId = :id",
          ExpressionAttributeValues: { ":id": customerId },
          ConsistentRead: true,
        }),
      );
      return items as Message[];
    },
    stop: async () => {
      delivery.close();
      await standIns.stop();
      await tables.stop();
    },
  };
};
