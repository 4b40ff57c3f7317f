// The official Segment client for Node, with its host set to the local runtime: what a shop's developer does first.
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { getRequestListener } from "@hono/node-server";
import { Analytics } from "@segment/analytics-node";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createCustomerStore } from "../../lambdas/store/customer-store.ts";
import { createEventStore } from "../../lambdas/store/event-store.ts";
import { type Story, startStory, writeKey } from "../support/story.ts";

let story: Story;
const server = createServer();
beforeAll(async () => {
  // The client stamps what it sends with the clock of the machine.
  const startsAt = new Date().toISOString().slice(0, 16).replace("T", " ");
  story = await startStory({ playbooks: [], startsAt });
  const answer = async (request: Request) =>
    (await story.local.dispatch(request)) ?? new Response(null, { status: 404 });
  const listen = getRequestListener(answer);
  server.on("request", (request, response) => void listen(request, response)).listen(0, "127.0.0.1");
  await once(server, "listening");
}, 60_000);
afterAll(async () => {
  server.close();
  await story.stop();
});

/** The same messages each time: the ids are the caller's. */
const report = async (): Promise<void> => {
  const { port } = server.address() as AddressInfo;
  const analytics = new Analytics({ writeKey, host: `http://127.0.0.1:${port}`, flushInterval: 10, maxRetries: 0 });
  const failures: unknown[] = [];
  analytics.on("error", (failure) => failures.push(failure));
  const timestamp = new Date(story.local.clock.now()).toISOString();
  const told = { userId: "ann", timestamp };

  analytics.identify({
    ...told,
    messageId: "s-1",
    traits: { email: "ann@example.com", birthday: "1990-05-17", consents: { email: true } },
  });
  analytics.track({
    ...told,
    messageId: "s-2",
    event: "Product Viewed",
    properties: { product_id: "tea", category: "drinks" },
  });
  analytics.track({
    ...told,
    messageId: "s-3",
    event: "Order Completed",
    properties: { order_id: "1", total: 12.5, coupon: "TEA" },
  });
  analytics.page({ ...told, messageId: "s-4", name: "Home" });
  await analytics.closeAndFlush();
  expect(failures).toEqual([]);
  await story.local.drain();
};

it("identify, track and page arrive in batches, and a repeat changes nothing", async () => {
  const customers = createCustomerStore(story.local.runtime);
  const stored = async () =>
    (await createEventStore(story.local.runtime).list({ customerId: "ann", limit: 100 })).events.length;

  await report();
  const first = await customers.loadOne("ann", { consistent: true });
  const events = await stored();
  await report();

  expect(first).toMatchObject({
    traits: { email: "ann@example.com" },
    attributes: { birthday: "1990-05-17" },
    orders: { count: 1, revenue: 12.5, discounted: 1 },
    visits: { count: 2 },
    activities: [{ name: "product-viewed", key: "drinks" }],
  });
  expect(await customers.loadOne("ann", { consistent: true })).toEqual(first);
  expect(await stored()).toBe(events);
});
