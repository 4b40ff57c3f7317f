import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createApiApp } from "../../../lambdas/handlers/api.ts";
import { createCampaignsApp } from "../../../lambdas/handlers/campaigns-api.ts";
import { createMessageListStore } from "../../../lambdas/store/message-list-store.ts";
import { dormantCampaign } from "../../support/campaigns.ts";
import { customerWith } from "../../support/customer-with.ts";
import { startShop, type TestShop } from "../../support/shop.ts";
import { followStream } from "../../support/stream-follower.ts";

/** Already the next day in the shop's zone. */
const start = Date.parse("2026-03-02T20:00:00Z");
const today = "2026-03-03";
const settings = { shop: { timeZone: "Asia/Shanghai" }, importing: { settleMinutes: 0 } } as const;
const names = ["list/1", "list-2", "list-3", "list-4"];

interface Listed {
  readonly day?: string;
  readonly messages: readonly { readonly customerId: string; readonly messageKey: string; readonly status: string }[];
  readonly cursor?: string;
  readonly problems?: readonly { readonly where: string }[];
}

let shop: TestShop;
let api: ReturnType<typeof createApiApp>;
let campaignsApi: ReturnType<typeof createCampaignsApp>;

const list = async (query: Readonly<Record<string, string>> = {}): Promise<Listed> => {
  const answer = await api.request(`/api/message-list?${new URLSearchParams(query)}`);
  return (await answer.json()) as Listed;
};
const customersOf = ({ messages }: Listed): readonly string[] => messages.map(({ customerId }) => customerId);

/** All pages of a list, as somebody reads them who asks on. */
const everything = async (query: Readonly<Record<string, string>>): Promise<readonly Listed[]> => {
  const pages = [await list(query)];
  for (let cursor = pages[0]?.cursor; cursor !== undefined; cursor = pages.at(-1)?.cursor)
    pages.push(await list({ ...query, cursor }));
  return pages;
};

beforeAll(async () => {
  shop = await startShop(start);
  await shop.open({ campaigns: [dormantCampaign()], settings });
  await shop.tell(names.flatMap((customerId) => customerWith({ customerId, now: start, daysSinceOrder: 180 })));
  await shop.drain();
  api = createApiApp(shop.tables.runtime());
  campaignsApi = createCampaignsApp(shop.tables.runtime());
});
afterAll(() => shop.stop());

describe("the list of messages", () => {
  it("shows today's of the shop, with where each stands now, and no address", async () => {
    const listed = await list();

    expect(listed.day).toBe(today);
    expect(customersOf(listed).toSorted()).toEqual(names.toSorted());
    expect(new Set(listed.messages.map(({ status }) => status))).toEqual(new Set(["delivered"]));
    expect(listed.cursor).toBeUndefined();
    expect(JSON.stringify(listed)).not.toMatch(/@|\+44/);
  });

  it("is read page by page, each message once", async () => {
    const pages = await everything({ limit: "3" });

    expect(pages.map(({ messages }) => messages.length)).toEqual([3, 1]);
    expect(pages.flatMap(customersOf).toSorted()).toEqual(names.toSorted());
  });

  it("is empty on another day, and of another campaign, channel or status", async () => {
    const others = [{ day: "2026-03-02" }, { campaignId: "other" }, { channel: "sms" }, { status: "bounced" }];

    for (const query of others) expect((await list(query)).messages).toEqual([]);
    expect(
      (await list({ day: today, campaignId: "dormant", channel: "email", status: "delivered" })).messages,
    ).toHaveLength(4);
  });

  it("finds a customer's on whatever day, also one whose id has a slash", async () => {
    expect(customersOf(await list({ customerId: "list/1" }))).toEqual(["list/1"]);
    expect(customersOf(await list({ customerId: "nobody" }))).toEqual([]);
  });

  it("finds the few that came to trouble without going through all", async () => {
    const [one] = (await list({ customerId: "list-2" })).messages;
    if (one === undefined) throw new Error("There is no message.");
    await shop.messages.settle({
      ...one,
      expected: { statuses: ["delivered"] },
      next: { status: "bounced", reason: "bounce-permanent" },
      now: start + 1_000,
    });
    await shop.drain();

    const bounced = await list({ status: "bounced" });

    expect(customersOf(bounced)).toEqual(["list-2"]);
    const lines = await createMessageListStore(shop.tables.runtime()).pages({
      day: today,
      list: "troubled",
      limit: 10,
    });
    expect(lines.flatMap((page) => page.lines)).toHaveLength(1);
  });

  it.each([
    [{ day: "yesterday" }, "day"],
    [{ limit: "1000" }, "limit"],
    [{ cursor: "made-up" }, "cursor"],
    [{ status: "lost" }, "status"],
    [{ colour: "red" }, "colour"],
  ])("refuses %j and says where", async (query, where) => {
    const { problems } = await list(query as Record<string, string>);

    expect(JSON.stringify(problems)).toContain(where);
  });
});

describe("one message", () => {
  const one = async (customerId: string) => {
    const [message] = (await list({ customerId })).messages;
    const answer = await api.request(`/api/messages/${encodeURIComponent(customerId)}/${message?.messageKey}`);
    return (await answer.json()) as {
      readonly message: { readonly status: string; readonly campaignVersion: number; readonly stepId: string };
      readonly moments: readonly { readonly at: string; readonly what: string; readonly status?: string }[];
      readonly filling: Readonly<Record<string, unknown>>;
    };
  };

  it("tells its life in order", async () => {
    const { message, moments } = await one("list/1");

    expect(message.status).toBe("delivered");
    expect(moments.map(({ what }) => what)).toEqual(["reserved", "submitted", "stands"]);
    expect(moments.map(({ at }) => at)).toEqual(moments.map(({ at }) => at).toSorted());
  });

  it("ends where it stands", async () => {
    const { moments } = await one("list-2");

    expect(moments.at(-1)).toMatchObject({ what: "stands", status: "bounced" });
  });

  it("is filled in again from the version of the words that it was sent with", async () => {
    const { message, filling } = await one("list/1");
    const { campaignVersion: version, stepId } = message;

    const answer = await campaignsApi.request("/api/campaigns/dormant/rendering", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({
        version,
        stepId,
        channel: "email",
        category: "promotion",
        filling: { ...filling, firstName: "Ada" },
      }),
    });

    expect(await answer.json()).toMatchObject({
      language: "en",
      message: { channel: "email", subject: "Hello Ada", html: expect.stringContaining("<p>Hello Ada</p>") },
    });
    expect(JSON.stringify(filling)).not.toMatch(/@|\+44/);
  });

  it("says when its words cannot be filled in any more", async () => {
    const { filling } = await one("list/1");

    const answer = await campaignsApi.request("/api/campaigns/dormant/rendering", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ version: 1, stepId: "gone", channel: "email", category: "promotion", filling }),
    });

    expect(await answer.json()).toMatchObject({ problem: expect.stringContaining("gone") });
  });

  it("is refused when nobody knows it", async () => {
    const answer = await api.request(`/api/messages/list-2/${"a".repeat(26)}`);

    expect(answer.status).toBe(404);
  });
});

describe("an erased customer", () => {
  it("is in no list any more, once the report has heard of it, and comes into none when it hears all again", async () => {
    const messages = followStream(shop.tables, "MESSAGES_TABLE");
    const answer = await api.request("/api/customers/list-3/erase", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ reason: "requested", confirm: "list-3" }),
    });

    expect(answer.status).toBe(200);
    expect(customersOf(await list())).not.toContain("list-3");
    // All that the stream has held since the beginning, and the removal at its end.
    const records = await messages.next();
    expect(records.map(({ eventName }) => eventName)).toContain("REMOVE");
    for (let time = 1; time <= 2; time += 1) await shop.report(records);
    expect(customersOf(await list()).toSorted()).toEqual(["list-2", "list-4", "list/1"]);
    const pages = await createMessageListStore(shop.tables.runtime()).pages({ day: today, list: "all", limit: 10 });
    expect(JSON.stringify(pages)).not.toContain("list-3");
  });
});
