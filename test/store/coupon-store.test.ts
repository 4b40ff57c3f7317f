import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type CouponStore, createCouponStore, type TakeQuestion } from "../../lambdas/store/coupon-store.ts";
import { createPoolUpload } from "../../lambdas/store/pool-upload.ts";
import { type BreakPoint, BrokenOff, breakingDynamo } from "../support/breaking-dynamo.ts";
import { startTables, type Tables } from "../support/tables.ts";

const now = Date.parse("2026-03-02T10:00:00Z");
const couponId = "welcome-back";

let tables: Tables;
let store: CouponStore;

beforeAll(async () => {
  tables = await startTables();
});
afterAll(() => tables.stop());
beforeEach(async () => {
  await tables.clear();
  store = createCouponStore(tables.runtime());
});

const numbered = (count: number): readonly string[] => Array.from({ length: count }, (_, index) => `CODE-${index + 1}`);
const fill = (codes: readonly string[]) => createPoolUpload(tables.runtime()).add(couponId, codes);

const journeyOf = (customerId: string) => ({ couponId, customerId, campaignId: "dormant", occurrence: "order-1" });
const asked = (customerId: string, change: Partial<TakeQuestion> = {}): TakeQuestion => ({
  ...journeyOf(customerId),
  carrier: { messageKey: `gift-${customerId}`, attempt: 1 },
  now,
  mayHave: false,
  ...change,
});
const codeFor = async (customerId: string, change?: Partial<TakeQuestion>) =>
  (await store.take(asked(customerId, change)))?.code;
const people = (count: number) => Array.from({ length: count }, (_, index) => `customer-${index + 1}`);

describe("codes of a pool", () => {
  it("are given in the order of upload until none is left, and the stock is exact all the time", async () => {
    await fill(["A1", "B2"]);

    expect(await codeFor("ann")).toBe("A1");
    expect(await store.stock(couponId)).toEqual({ left: 1, given: 1, uploaded: 2 });
    expect(await codeFor("bob")).toBe("B2");
    expect(await codeFor("cyd")).toBeUndefined();
    expect(await store.stock(couponId)).toEqual({ left: 0, given: 2, uploaded: 2 });
  });

  it("lie in a pool that nobody filled as in an empty one", async () => {
    expect(await codeFor("ann")).toBeUndefined();
    expect(await store.stock(couponId)).toEqual({ left: 0, given: 0, uploaded: 0 });
  });

  it("go on over many sheets", async () => {
    const codes = numbered(200);
    await fill(codes);

    const given = [];
    for (const customer of people(200)) given.push(await codeFor(customer));

    expect(given).toEqual(codes);
  });

  it("are the same for every message of a journey, whether or not the asker knows that it has one", async () => {
    await fill(numbered(5));
    const first = await codeFor("ann");

    expect(await codeFor("ann", { carrier: { messageKey: "later", attempt: 1 }, mayHave: true })).toBe(first);
    expect(await codeFor("ann", { carrier: { messageKey: "last", attempt: 1 }, mayHave: false })).toBe(first);
    expect(await codeFor("ann", { carrier: { messageKey: "later", attempt: 2 }, mayHave: true })).toBe(first);
    expect(await store.stock(couponId)).toEqual({ left: 4, given: 1, uploaded: 5 });
    expect(await codeFor("ann", { occurrence: "order-2" })).not.toBe(first);
  });

  it("keep the instant at which they were first given, and their end", async () => {
    await fill(numbered(1));
    await store.take(asked("ann", { expiresAt: now + 1000 }));

    const again = await store.take(asked("ann", { now: now + 500, expiresAt: now + 1500, mayHave: true }));

    expect(again).toMatchObject({ at: now, expiresAt: now + 1000 });
  });
});

describe("many senders at once", () => {
  it("never get one code twice and lose none, although there are more of them than codes", async () => {
    await fill(numbered(40));
    const senders = people(4).map(() => createCouponStore(tables.runtime()));

    const given = await Promise.all(
      people(60).map((customer, index) => senders[index % 4]?.take(asked(customer)).then((claim) => claim?.code)),
    );

    const codes = given.filter((code) => code !== undefined);
    expect(codes.toSorted()).toEqual(numbered(40).toSorted());
    expect(await store.stock(couponId)).toEqual({ left: 0, given: 40, uploaded: 40 });
  });

  it("give one journey one code, and put back what was drawn besides", async () => {
    await fill(numbered(20));

    const given = await Promise.all(
      people(8).map((message) => codeFor("ann", { carrier: { messageKey: message, attempt: 1 } })),
    );

    expect(new Set(given).size).toBe(1);
    expect(await store.stock(couponId)).toEqual({ left: 19, given: 1, uploaded: 20 });
  });

  it("go on while codes are uploaded and given back", async () => {
    await fill(numbered(30));
    const taking = people(40).map((customer) => store.take(asked(customer)));
    const filling = fill(numbered(60));
    const claims = (await Promise.all(taking)).filter((claim) => claim !== undefined);
    await filling;

    await Promise.all(
      claims.slice(0, 10).map((claim) => store.release({ ...claim, carrier: claim.carriers[0] ?? never() })),
    );

    const kept = claims.slice(10).map(({ code }) => code);
    const rest = [];
    for (const customer of people(60)) {
      const code = await codeFor(customer, { occurrence: "later" });
      if (code !== undefined) rest.push(code);
    }
    expect([...kept, ...rest].toSorted()).toEqual(numbered(60).toSorted());
  });
});

const never = (): never => {
  throw new Error("A claim always has a carrier");
};

describe("a message that never went out", () => {
  it("gives its code back, and the next customer gets it", async () => {
    await fill(["ONLY"]);
    await codeFor("ann");

    expect(await store.release(asked("ann"))).toBe(true);

    expect(await store.stock(couponId)).toEqual({ left: 1, given: 0, uploaded: 1 });
    expect(await store.find(journeyOf("ann"))).toBeUndefined();
    expect(await codeFor("bob")).toBe("ONLY");
    expect(await store.release(asked("ann"))).toBe(false);
  });

  it("gives nothing back while another message of the journey carries the code", async () => {
    await fill(["ONLY"]);
    await codeFor("ann");
    await codeFor("ann", { carrier: { messageKey: "second", attempt: 1 }, mayHave: true });

    expect(await store.release(asked("ann"))).toBe(false);
    expect(await codeFor("bob")).toBeUndefined();
    expect(await store.release(asked("ann", { carrier: { messageKey: "second", attempt: 1 } }))).toBe(true);
    expect(await codeFor("bob")).toBe("ONLY");
  });

  it("gives nothing back late, when a further attempt of it carries the code", async () => {
    await fill(["ONLY"]);
    await codeFor("ann");
    await codeFor("ann", { carrier: { messageKey: "gift-ann", attempt: 2 }, mayHave: true });

    expect(await store.release(asked("ann"))).toBe(false);

    expect((await store.find(journeyOf("ann")))?.code).toBe("ONLY");
  });

  it("gives its code back once, however many say so at once", async () => {
    await fill(["ONLY"]);
    await codeFor("ann");

    const said = await Promise.all(people(6).map(() => store.release(asked("ann"))));

    expect(said.filter((isFree) => isFree)).toHaveLength(1);
    expect(await store.stock(couponId)).toEqual({ left: 1, given: 0, uploaded: 1 });
  });
});

/** Draws what is left for others and says who holds which code. */
const everythingGiven = async (journeys: readonly ReturnType<typeof journeyOf>[]) => {
  const rest: string[] = [];
  for (;;) {
    const code = await codeFor(`rest-${rest.length}`);
    if (code === undefined) break;
    rest.push(code);
  }
  const held = [];
  for (const journey of journeys) held.push((await store.find(journey))?.code);
  return [...rest, ...held.filter((code) => code !== undefined)].toSorted();
};

const breakPoints: readonly BreakPoint[] = [1, 2, 3, 4, 5].flatMap((call) => [
  { call, when: "before" as const },
  { call, when: "after" as const },
]);

const broken = async (point: BreakPoint, work: (store: CouponStore) => Promise<unknown>): Promise<void> => {
  const runtime = tables.runtime();
  const doing = work(createCouponStore({ ...runtime, dynamo: breakingDynamo(runtime.dynamo, point) }));
  await doing.catch((error) => {
    if (!(error instanceof BrokenOff)) throw error;
  });
};

describe("a sender that breaks off", () => {
  it.each(breakPoints)("loses no code and doubles none: $when its call $call of taking one", async (point) => {
    await fill(numbered(6));
    await broken(point, (breaking) => breaking.take(asked("ann")));

    const again = await codeFor("ann", { carrier: { messageKey: "gift-ann", attempt: 2 }, mayHave: true });
    await store.settleDraws(couponId);

    expect((await store.find(journeyOf("ann")))?.code).toBe(again);
    expect(await store.settleDraws(couponId)).toBe(0);
    expect(await everythingGiven([journeyOf("ann")])).toEqual(numbered(6));
  });

  it.each(breakPoints)("loses no code and doubles none: $when its call $call of giving one back", async (point) => {
    await fill(numbered(6));
    await codeFor("ann");
    await broken(point, (breaking) => breaking.release(asked("ann")));

    await store.release(asked("ann"));

    expect(await store.stock(couponId)).toEqual({ left: 6, given: 0, uploaded: 6 });
    expect(await everythingGiven([journeyOf("ann")])).toEqual(numbered(6));
  });

  it.each(breakPoints)(
    "loses no code and doubles none: $when its call $call of drawing one too many",
    async (point) => {
      await fill(numbered(6));
      await codeFor("ann");
      const second = { carrier: { messageKey: "second", attempt: 1 } };
      await broken(point, (breaking) => breaking.take(asked("ann", second)));

      await store.settleDraws(couponId);

      expect(await everythingGiven([journeyOf("ann")])).toEqual(numbered(6));
    },
  );

  it("leaves a note that does not bring a code back to life after it was given back", async () => {
    await fill(["ONLY"]);
    // The claim is written, the note in the pool is left.
    await broken({ call: 4, when: "before" }, (breaking) => breaking.take(asked("ann")));
    expect((await store.find(journeyOf("ann")))?.code).toBe("ONLY");

    await store.release(asked("ann"));
    expect(await codeFor("bob")).toBe("ONLY");
    await store.settleDraws(couponId);

    expect(await store.find(journeyOf("ann"))).toBeUndefined();
    expect(await store.stock(couponId)).toEqual({ left: 0, given: 1, uploaded: 1 });
  });
});

describe("an upload", () => {
  it("puts every code in once, whatever is uploaded again", async () => {
    await fill(numbered(100));

    const { known } = await createPoolUpload(tables.runtime()).add(couponId, numbered(150));

    expect(known.toSorted()).toEqual(numbered(100).toSorted());
    expect(await store.stock(couponId)).toEqual({ left: 150, given: 0, uploaded: 150 });
  });

  it("knows codes again that were given long ago", async () => {
    await fill(["ONLY"]);
    await codeFor("ann");

    expect(await fill(["ONLY"])).toEqual({ known: ["ONLY"] });
    expect(await store.stock(couponId)).toEqual({ left: 0, given: 1, uploaded: 1 });
  });

  it("of the same codes by two people at once puts each in once", async () => {
    const results = await Promise.all([fill(numbered(120)), fill(numbered(120))]);

    expect(results.flatMap(({ known }) => known)).toHaveLength(120);
    expect(await store.stock(couponId)).toEqual({ left: 120, given: 0, uploaded: 120 });
  });

  it("of codes for one coupon says nothing about another's", async () => {
    await fill(["A1"]);

    const other = await createPoolUpload(tables.runtime()).add("other", ["A1"]);

    expect(other).toEqual({ known: [] });
    expect(await store.stock("other")).toMatchObject({ left: 1 });
  });
});
