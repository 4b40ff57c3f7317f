import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { MessageStatus } from "../../lambdas/domain/message.ts";
import { createMessageStore, type MessageStore, type Settle } from "../../lambdas/store/message-store.ts";
import { aReservation } from "../support/factories.ts";
import { startTables, type Tables } from "../support/tables.ts";

let tables: Tables;
let store: MessageStore;

beforeAll(async () => {
  tables = await startTables();
  store = createMessageStore(tables.runtime());
});
beforeEach(() => tables.clear());
afterAll(() => tables.stop());

const customerId = "customer-1";
const { messageKey } = aReservation();
const key = { customerId, messageKey };
const now = Date.parse("2026-03-02T12:00:00Z");
const leaseUntil = now + 300_000;
const read = () => store.get(customerId, messageKey, { consistent: true });
const claim = (attempt = 1) => store.claim({ customerId, reservation: aReservation({ attempt }), now, leaseUntil });
const settle = (from: MessageStatus, next: Settle["next"], attempt?: number) =>
  store.settle({
    ...key,
    expected: { statuses: [from], ...(attempt !== undefined && { attempt }) },
    next,
    now: now + 1,
  });
const uncertain = (until = leaseUntil) => store.uncertain({ until, limit: 10 });

describe("claim", () => {
  test("of twenty claims of one attempt exactly one succeeds, and the others meet it", async () => {
    const claims = await Promise.all(Array.from({ length: 20 }, () => claim()));

    const lost = claims.flatMap((one) => (one.claimed ? [] : [one.existing]));
    expect(lost).toHaveLength(19);
    expect(new Set(lost.map(({ status, attempt }) => `${status} ${attempt}`))).toEqual(new Set(["submitting 1"]));
  });

  test.each(["released", "failed"] as const)("a second attempt follows a first one that is %s", async (status) => {
    await claim(1);
    await settle("submitting", { status });

    const claims = await Promise.all(Array.from({ length: 20 }, () => claim(2)));

    expect(claims.filter(({ claimed }) => claimed)).toHaveLength(1);
    expect(await read()).toMatchObject({ status: "submitting", attempt: 2 });
  });

  test.each(["submitting", "accepted", "in-doubt", "expired", "withdrawn", "parked"] as const)(
    "a second attempt does not follow a first one that is %s",
    async (status) => {
      await claim(1);
      if (status !== "submitting") await settle("submitting", { status });

      const second = await claim(2);

      expect(second).toMatchObject({ claimed: false, existing: { status, attempt: 1 } });
    },
  );

  test("an attempt is not skipped", async () => {
    await claim(1);
    await settle("submitting", { status: "released" });

    const third = await claim(3);

    expect(third).toMatchObject({ claimed: false, existing: { attempt: 1 } });
  });

  test("a replayed first attempt does not follow its own release", async () => {
    await claim(1);
    await settle("submitting", { status: "released" });

    const again = await claim(1);

    expect(again).toMatchObject({ claimed: false, existing: { status: "released" } });
  });

  test("a second attempt without a first one is loud", async () => {
    await expect(claim(2)).rejects.toMatchObject({ code: "message-missing" });
  });
});

test("a held-out message is recorded once and never claimed", async () => {
  const heldOut = aReservation({ status: "held-out" });
  await store.recordHeldOut(customerId, heldOut, now);
  await store.recordHeldOut(customerId, heldOut, now + 1);

  const claimed = await claim();

  expect(claimed).toMatchObject({ claimed: false });
  expect(await read()).toEqual({ ...heldOut, customerId, updatedAt: now });
});

describe("settle", () => {
  test("a result that the client writes twice, because the first answer was lost, is settled both times", async () => {
    await claim();

    const first = await settle("submitting", { status: "released", reason: "Throttling" }, 1);
    const repeated = await settle("submitting", { status: "released", reason: "Throttling" }, 1);
    const another = await settle("submitting", { status: "failed", reason: "MessageRejected" }, 1);

    expect([first, repeated]).toEqual(["settled", "settled"]);
    expect(another).toMatchObject({ refused: { status: "released" } });
  });

  test("a result is recorded and ends the lease", async () => {
    await claim();

    const settled = await settle("submitting", { status: "accepted", providerId: "ses-1", submittedAt: now }, 1);

    const { leaseUntil: _, ...message } = { ...aReservation(), customerId, leaseUntil };
    expect(settled).toBe("settled");
    expect(await read()).toEqual({
      ...message,
      status: "accepted",
      providerId: "ses-1",
      submittedAt: now,
      updatedAt: now + 1,
    });
  });

  test("a result for another status than expected is refused with the message as it stands", async () => {
    await claim();
    await settle("submitting", { status: "accepted", providerId: "ses-1" });

    const late = await settle("submitting", { status: "in-doubt", reason: "time-out" });

    expect(late).toMatchObject({ refused: { status: "accepted", providerId: "ses-1" } });
    expect(await read()).toMatchObject({ status: "accepted" });
  });

  test("a result of an earlier attempt is refused", async () => {
    await claim(1);
    await settle("submitting", { status: "released" });
    await claim(2);

    const late = await settle("submitting", { status: "failed", reason: "rejected" }, 1);

    expect(late).toMatchObject({ refused: { status: "submitting", attempt: 2 } });
  });

  test("a result for an unknown message is refused with nothing", async () => {
    expect(await settle("submitting", { status: "accepted" })).toEqual({ refused: undefined });
  });

  test("a reason belongs to its status and the provider's id to the message", async () => {
    await claim();
    await settle("submitting", { status: "in-doubt", reason: "time-out", providerId: "ses-1", leaseUntil });

    await settle("in-doubt", { status: "delivered" });

    const message = await read();
    expect([message?.reason, message?.providerId]).toEqual([undefined, "ses-1"]);
  });
});

describe("the lease index", () => {
  test("a claim is not in it", async () => {
    await claim();

    expect(await uncertain()).toEqual([]);
  });

  test("a claim that was found again is in it once its lease has passed", async () => {
    await claim();

    await store.markUncertain({ ...key, attempt: 1 });

    expect(await uncertain(leaseUntil - 1)).toEqual([]);
    expect(await uncertain(leaseUntil)).toEqual([key]);
  });

  test("a claim that reported after all does not get into it", async () => {
    await claim();
    await settle("submitting", { status: "accepted" });

    await store.markUncertain({ ...key, attempt: 1 });

    expect(await uncertain()).toEqual([]);
    expect(await read()).toMatchObject({ status: "accepted" });
  });

  test("a doubt is in it until it is settled", async () => {
    await claim();
    const evidenceUntil = leaseUntil + 3_600_000;

    await settle("submitting", { status: "in-doubt", reason: "time-out", leaseUntil: evidenceUntil });
    const during = await uncertain(evidenceUntil);
    await settle("in-doubt", { status: "parked", reason: "no-evidence" });

    expect(during).toEqual([key]);
    expect(await uncertain(evidenceUntil)).toEqual([]);
    expect(await read()).not.toHaveProperty("leaseUntil");
  });
});
