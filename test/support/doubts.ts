import { afterAll, afterEach, beforeAll, beforeEach } from "vitest";
import type { Campaign } from "../../lambdas/domain/campaign.ts";
import type { Message } from "../../lambdas/domain/message.ts";
import { createApiApp } from "../../lambdas/handlers/api.ts";
import { dormantCampaign, sendStep } from "./campaigns.ts";
import { customerWith } from "./customer-with.ts";
import { startShop, type TestShop } from "./shop.ts";

const hourMs = 3_600_000;
export const settings = { importing: { settleMinutes: 0 } };
export const campaign = dormantCampaign();
export const byEmailOnly = dormantCampaign({ steps: [sendStep({ channels: ["email"] })] });

export interface Answer {
  readonly status: number;
  readonly body: {
    readonly message?: Record<string, unknown>;
    readonly messages?: readonly Record<string, unknown>[];
    readonly problems?: readonly Record<string, unknown>[];
    readonly cursor?: string;
  };
}

/** One customer's message in doubt, and the API by which a person looks at it and decides. */
export const doubtOf = (shop: TestShop, customerId: string) => {
  const request = async (path: string, init: RequestInit = {}): Promise<Answer> => {
    const response = await createApiApp(shop.tables.runtime()).request(`/api${path}`, init);
    return { status: response.status, body: (await response.json()) as Answer["body"] };
  };
  const onlyMessage = async (): Promise<Message> => {
    const [message, ...more] = await shop.messagesOf(customerId);
    if (message === undefined || more.length > 0) throw new Error(`There are ${more.length} more messages or none`);
    return message;
  };
  const list = async (status: string) => (await request(`/messages?status=${status}`)).body.messages ?? [];
  /** A message of which the sender does not know. `script` is what goes wrong with the first call. */
  const doubt = async (script: "hang" | "drop-after-accept" = "hang", live: Campaign = campaign): Promise<void> => {
    const now = shop.tables.clock.now();
    await shop.open({ campaigns: [live], settings });
    await shop.tell(customerWith({ customerId, now, daysSinceOrder: 180, phone: "+447700900123" }));
    shop.standIns.scriptEmail([script]);
    await shop.send(await shop.takeReserved());
  };
  return {
    request,
    onlyMessage,
    list,
    doubt,
    keysIn: async (status: string) => (await list(status)).map((message) => message.customerId),
    post: async (body: string, contentType = "application/json"): Promise<Answer> => {
      const { messageKey } = await onlyMessage();
      const path = `/messages/${encodeURIComponent(customerId)}/${messageKey}/decision`;
      return request(path, { method: "POST", headers: { "content-type": contentType }, body });
    },
    decide(decision: string, more: object = {}): Promise<Answer> {
      return this.post(JSON.stringify({ decision, ...more }));
    },
    /** In doubt, and no evidence came in time. */
    park: async (live: Campaign = campaign): Promise<void> => {
      await doubt("hang", live);
      shop.tables.clock.advance(6 * hourMs);
      await shop.tick();
    },
  };
};

export type Doubt = ReturnType<typeof doubtOf>;

/** For a test file about doubts: one shop, and in every test a new customer and an empty table. */
export const doubtfulShop = (start: number) => {
  let shop: TestShop;
  let id = "";
  let counter = 0;
  beforeAll(async () => {
    shop = await startShop(start);
  });
  afterAll(() => shop.stop());
  beforeEach(() => {
    counter += 1;
    // Whatever a shop calls its customers: letters of any script, and a slash.
    id = `客户/${counter}`;
    shop.tables.clock.set(start);
  });
  afterEach(async () => {
    shop.standIns.scriptEmail([]);
    await shop.drain();
    await shop.tables.clear();
  });
  return { shop: () => shop, id: () => id, one: () => doubtOf(shop, id) };
};
