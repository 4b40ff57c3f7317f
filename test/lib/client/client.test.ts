// The client against the functions of a shop on this machine, over HTTP.
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { getRequestListener } from "@hono/node-server";
import { transform } from "esbuild";
import { createClient } from "rekindle/client";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { createCustomerStore } from "../../../lambdas/store/customer-store.ts";
import { createEventStore } from "../../../lambdas/store/event-store.ts";
import { type Story, startStory, writeKey } from "../../support/story.ts";

let story: Story;
let url: string;
/** What happens to the next requests before they arrive, or to their answers; then everything goes through. */
const faults: ("lost-answer" | "busy" | "cut")[] = [];
let calls = 0;
const server = createServer();

beforeAll(async () => {
  story = await startStory({ playbooks: [], startsAt: new Date().toISOString().slice(0, 16).replace("T", " ") });
  const answer = async (request: Request): Promise<Response> => {
    calls += 1;
    const fault = faults.shift();
    if (fault === "busy") return Response.json({ message: "Too Many Requests" }, { status: 429 });
    if (fault === "cut") throw new Error("The line is cut.");
    const response = (await story.local.dispatch(request)) ?? new Response(null, { status: 404 });
    // The shop has stored it, and nobody hears so.
    return fault === "lost-answer" ? new Response("Bad Gateway", { status: 502 }) : response;
  };
  const listen = getRequestListener(answer, { errorHandler: () => new Response("Bad Gateway", { status: 502 }) });
  server.on("request", (request, response) => void listen(request, response)).listen(0, "127.0.0.1");
  await once(server, "listening");
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.close();
  await story.stop();
});
afterEach(() => {
  faults.length = 0;
  calls = 0;
});

const client = (change: Partial<Parameters<typeof createClient>[0]> = {}) =>
  createClient({ url, writeKey, firstPauseMs: 1, ...change });

const profileOf = async (customerId: string) => {
  await story.local.drain();
  return createCustomerStore(story.local.runtime).loadOne(customerId, { consistent: true });
};
const eventsOf = async (customerId: string) =>
  (await createEventStore(story.local.runtime).list({ customerId, limit: 100 })).events;

const done = { rejected: [], notes: [], unsent: [] };

describe("the client", () => {
  it("tells who a customer is and what they bought", async () => {
    const rekindle = client();

    const sent = [
      await rekindle.identify({
        userId: "ann",
        traits: { email: "ann@example.com", consents: { email: true }, level: "gold" },
      }),
      await rekindle.track({ userId: "ann", event: "Order Completed", properties: { order_id: "1", total: 12.5 } }),
    ];

    expect(sent).toEqual([
      { accepted: 1, ...done },
      { accepted: 1, ...done },
    ]);
    expect(await profileOf("ann")).toMatchObject({
      traits: { email: "ann@example.com" },
      orders: { count: 1, revenue: 12.5 },
      consents: { email: { all: { granted: true } } },
    });
  });

  it.each(["lost-answer", "busy", "cut"] as const)(
    "stores a message once when the call before it ended in %s",
    async (fault) => {
      faults.push(fault, fault);

      const sent = await client().track({
        userId: fault,
        event: "Order Completed",
        properties: { order_id: "1", total: 10 },
      });

      const orders = (await eventsOf(fault)).filter(({ kind }) => kind === "order-placed");
      expect(sent).toEqual({ accepted: 1, ...done });
      expect(calls).toBe(3);
      expect(orders).toHaveLength(1);
      expect((await profileOf(fault))?.orders).toMatchObject({ count: 1, revenue: 10 });
    },
  );

  it("hands back what nobody answered for, which can be sent later as it is and is stored once", async () => {
    faults.push("lost-answer", "busy");
    const rekindle = client({ attempts: 2 });

    const failed = await rekindle.track({
      userId: "late",
      event: "Order Completed",
      properties: { order_id: "1", total: 10 },
    });
    const later = await rekindle.batch(failed.unsent);

    expect(failed).toMatchObject({ accepted: 0, unsent: [{ type: "track", userId: "late" }] });
    expect(later).toEqual({ accepted: 1, ...done });
    expect(await eventsOf("late")).toHaveLength(1);
  });

  it("keeps the good ones of a batch and says what is wrong with the others", async () => {
    const sent = await client().batch([
      { type: "track", userId: "bob", event: "Product Viewed", properties: { product_id: "tea" } },
      { type: "track", userId: "", event: "Product Viewed" },
    ]);

    expect(sent).toMatchObject({ accepted: 1, notes: [], unsent: [] });
    expect(sent.rejected).toEqual([expect.objectContaining({ where: "batch[1].userId" })]);
    expect(calls).toBe(1);
  });

  it("does not try again with a key that nobody knows, and hands the messages back", async () => {
    const sent = await client({ writeKey: "stranger" }).track({ userId: "cyd", event: "Visited" });

    expect(calls).toBe(1);
    expect(sent).toMatchObject({ accepted: 0, unsent: [{ userId: "cyd" }] });
    expect(sent.rejected).toEqual([expect.objectContaining({ where: "Authorization" })]);
  });

  it("splits what is more than a call may hold, and keeps the order", async () => {
    const messages = Array.from({ length: 1201 }, (_, at) => ({
      ...{ type: "track" as const, userId: `many-${at % 7}`, event: "Looked" },
      properties: { at, words: "x".repeat(400) },
    }));

    const sent = await client().batch(messages);

    expect(sent).toEqual({ accepted: 1201, ...done });
    expect(calls).toBe(3);
  });

  it("lets nothing overtake what could not be sent", async () => {
    const messages = Array.from({ length: 600 }, (_, at) => ({
      type: "track" as const,
      userId: "slow",
      event: `Step ${at}`,
    }));
    faults.push("busy", "busy");

    const sent = await client({ attempts: 2 }).batch(messages);

    expect(calls).toBe(2);
    expect(sent.unsent.map((one) => "event" in one && one.event)).toEqual(messages.map(({ event }) => event));
    expect(await eventsOf("slow")).toEqual([]);
  });
});

/** The program on the page, as a shop's developer would copy it. */
const programOf = async (page: string): Promise<string> => {
  const blocks = [...page.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, code = ""]) => code);
  const source = blocks.join("\n").replace(/^import .*\n/, "");
  const { code } = await transform(source, { loader: "ts" });
  return code;
};

it("does what docs/client.md shows", async () => {
  const page = readFileSync(new URL("../../../docs/client.md", import.meta.url), "utf8");
  const program = await programOf(page);
  const run = Object.getPrototypeOf(async () => {}).constructor("createClient", "process", "console", program);
  const errors: unknown[] = [];

  await run(
    createClient,
    { env: { REKINDLE_URL: url, REKINDLE_KEY: writeKey } },
    { error: (error: unknown) => errors.push(error) },
  );

  expect(errors).toEqual([]);
  expect((await profileOf("c-1017"))?.traits).toMatchObject({ email: "ada@example.com", timeZone: "Europe/London" });
  expect((await eventsOf("c-1017")).map(({ kind }) => kind)).toContain("order-placed");
  expect((await eventsOf("c-1018")).map(({ kind }) => kind)).toEqual(
    expect.arrayContaining(["identified", "product-viewed"]),
  );
});
