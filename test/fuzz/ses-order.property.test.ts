import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { CustomerEvent } from "../../lambdas/domain/event.ts";
import { createHandler as createFeedback } from "../../lambdas/handlers/feedback.ts";
import { createEventStore } from "../../lambdas/store/event-store.ts";
import type { EmailEntry } from "../../lib/local/stand-ins/inbox.ts";
import { dormantCampaign, sendStep } from "../support/campaigns.ts";
import { customerWith } from "../support/customer-with.ts";
import { fuzzed } from "../support/fuzz.ts";
import { hastyRuntime } from "../support/provider-clients.ts";
import { about, queued } from "../support/ses-events.ts";
import { type Events, guideEvents, ownEvents, type Story, stories } from "../support/ses-stories.ts";
import { startShop, type TestShop } from "../support/shop.ts";

// Messages leave through the real sender. What SES tells of them reaches the real feedback handler in any order, doubled, in
// batches of any size, before and after the sender has written its own result. Whatever the order, each story ends the same.

const start = Date.parse("2026-03-02T10:00:00Z");
const acceptingFaults = ["accept", "server-error-after-accept", "drop-after-accept"] as const;

let shop: TestShop;
beforeAll(async () => {
  shop = await startShop(start, { isDeaf: true });
  const steps = [sendStep({ channels: ["email"] })];
  await shop.open({ campaigns: [dormantCampaign({ steps })], settings: { importing: { settleMinutes: 0 } } });
});
afterAll(() => shop.stop());

/** How one story is told. */
interface Telling {
  readonly story: Story;
  /** Every event of the story once or more, in the order of arrival. */
  readonly told: readonly Story["told"][number][];
  /** So many arrive before the sender's own result is written. */
  readonly early: number;
  readonly batchSize: number;
  readonly fault: (typeof acceptingFaults)[number];
}

const telling: fc.Arbitrary<Telling> = fc.constantFrom(...stories).chain((story) =>
  fc
    .array(fc.constantFrom(...story.told), { maxLength: 3 })
    .chain((again) => {
      const all = [...story.told, ...again];
      return fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length });
    })
    .chain((told) =>
      fc.record({
        story: fc.constant(story),
        told: fc.constant(told),
        early: fc.nat({ max: told.length }),
        batchSize: fc.integer({ min: 1, max: 4 }),
        fault: fc.constantFrom(...acceptingFaults),
      }),
    ),
);

let runs = 0;

const hear = async (
  entry: EmailEntry,
  told: Telling["told"],
  { batchSize }: Telling,
  events: Events,
): Promise<void> => {
  const message = { providerId: entry.providerId, address: entry.to[0] ?? "", tags: entry.tags };
  const records = told.map((kind, at) => queued(about(message, events[kind]), `${entry.providerId}-${at}`));
  for (let from = 0; from < records.length; from += batchSize) {
    const Records = records.slice(from, from + batchSize);
    const { batchItemFailures } = await createFeedback(shop.tables.runtime())({ Records });
    expect(batchItemFailures).toEqual([]);
  }
};

const entryTo = (customerId: string): EmailEntry => {
  const found = shop.standIns.inbox().find(({ to }) => to[0] === `${customerId}@example.com`);
  if (found?.channel !== "email") throw new Error(`Nothing was accepted for ${customerId}`);
  return found;
};

/** A client whose answers are late: what SES tells meanwhile is heard before the sender learns of its own call. */
const lateSes = (heardMeanwhile: (address: string) => Promise<void>) => {
  const { ses } = hastyRuntime(shop.standIns);
  ses().middlewareStack.add(
    (next) => async (args) => {
      const input = args.input as { readonly Destination?: { readonly ToAddresses?: readonly string[] } };
      try {
        return await next(args);
      } finally {
        await heardMeanwhile(input.Destination?.ToAddresses?.[0] ?? "");
      }
    },
    { step: "initialize", name: "late" },
  );
  return { ses };
};

const countStatuses = async (): Promise<Readonly<Record<string, number>>> => {
  const counts = await shop.reports.funnel("dormant", { from: "2026-01-01", to: "2026-12-31" });
  return Object.fromEntries(Object.entries(counts).filter(([name]) => name.startsWith("status:")));
};

const kinds = (events: readonly CustomerEvent[], kind: CustomerEvent["kind"]) =>
  events.filter((event) => event.kind === kind && event.eventId !== "consent");

/** What is stored and folded of one customer, as the story says it must be. */
const expectTold = async (customerId: string, { story }: Telling): Promise<void> => {
  const [message] = await shop.messagesOf(customerId);
  const { events } = await createEventStore(shop.tables.runtime()).list({ customerId, limit: 100 });
  const profile = await shop.profile(customerId);

  expect(message?.status, story.title).toBe(story.ends);
  expect(message?.providerId).toBe(entryTo(customerId).providerId);
  expect(kinds(events, "suppressed")).toHaveLength(story.suppressed === undefined ? 0 : 1);
  expect(profile.suppressions.email?.map(({ cause }) => cause) ?? []).toEqual(
    story.suppressed ? [story.suppressed] : [],
  );
  expect(kinds(events, "message-clicked")).toHaveLength(story.clicks ?? 0);
  expect(profile.engagement.email?.clicked ?? 0).toBe(story.clicks ?? 0);
  expect(kinds(events, "consent-withdrawn")).toHaveLength(story.optsOut ? 1 : 0);
  expect(kinds(events, "message-dropped")).toHaveLength(story.ends === "failed" ? 1 : 0);
  expect(profile.contacts).toHaveLength(story.ends === "failed" ? 0 : 1);
};

const tellAll = async (tellings: readonly Telling[], events: Events): Promise<void> => {
  runs += 1;
  const byCustomer = new Map(tellings.map((each, at) => [`r${runs}-m${at}`, each]));
  const customers = [...byCustomer.keys()];
  const before = await countStatuses();
  await shop.tell(customers.flatMap((id) => customerWith({ customerId: id, now: start, daysSinceOrder: 180 })));
  await shop.tick();
  const faultOf = (address: string) => byCustomer.get(address.split("@")[0] ?? "")?.fault ?? "accept";
  shop.standIns.scriptEmail((_, { to }) => faultOf(to[0] ?? ""));

  const late = lateSes(async (address) => {
    const customerId = address.split("@")[0] ?? "";
    const each = byCustomer.get(customerId);
    if (each !== undefined) await hear(entryTo(customerId), each.told.slice(0, each.early), each, events);
  });
  await shop.send(await shop.takeReserved(), late);
  for (const [id, each] of byCustomer) await hear(entryTo(id), each.told.slice(each.early), each, events);
  await shop.drain();

  for (const [id, each] of byCustomer) await expectTold(id, each);
  const after = await countStatuses();
  const expected: Record<string, number> = { ...before };
  for (const { story } of tellings) expected[`status:${story.ends}`] = (expected[`status:${story.ends}`] ?? 0) + 1;
  expect(after).toEqual(expected);
};

describe("what SES tells of a message, in any order and more than once", () => {
  const guide = guideEvents();
  const sources = [ownEvents, ...(guide === undefined ? [] : [guide])];

  test("ends in the state its story has, with one suppression, one click and the same counters", async () => {
    const tellings = fc.array(telling, { minLength: 3, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(tellings, fc.constantFrom(...sources), (drawn, events) => tellAll(drawn, events)),
      fuzzed(8),
    );
  });

  test("does so for every story, told forwards and backwards", async () => {
    const plain = { batchSize: 2, fault: "accept" } as const;
    const forwards = stories.map((story): Telling => ({ ...plain, story, told: story.told, early: 0 }));
    const backwards = stories.map(
      (story): Telling => ({ ...plain, story, told: story.told.toReversed(), early: story.told.length }),
    );

    for (const events of sources) await tellAll([...forwards, ...backwards], events);
  });
});
