// Every law is shown a record that breaks it: only then does a check that finds nothing say something.
import { expect, it, test } from "vitest";
import { judgeStorm } from "../../../lib/storm/checks/judge-storm.ts";
import type { StormRecord } from "../../../lib/storm/storm-record.ts";
import {
  ada,
  callOf,
  cleanRecord,
  decidedAt,
  decidedOf,
  happeningOf,
  messageOf,
  orderBody,
  reservationOf,
} from "./clean-record.ts";

const hourMs = 3_600_000;
const otherKey = "zyxwvutsrqponmlkjihgfedcb2";

const brokenLaws = (record: StormRecord): readonly string[] =>
  judgeStorm(record).verdicts.flatMap(({ law, broken }) => (broken.length > 0 ? [law] : []));

/** Everything as it was, but submitted by this call. */
const calledBy = (...calls: StormRecord["calls"]): StormRecord => cleanRecord({ calls, restedAt: [0, calls.length] });

/** A second message, decided and accepted so long after the first. */
const secondAfter = (ms: number, changes: Partial<StormRecord> = {}): StormRecord => {
  const reservation = reservationOf({ messageKey: otherKey, stepId: "second-touch", reservedAt: decidedAt + ms });
  const look = { campaignId: "dormant-wake-up", stepId: "second-touch", outcome: "reserved" } as const;
  return cleanRecord({
    calls: [callOf(), callOf({ key: otherKey, at: decidedAt + ms + 1_000 })],
    decided: [decidedOf(), decidedOf({ at: decidedAt + ms, reservations: [reservation], looks: [look] })],
    messages: [messageOf(), messageOf({ messageKey: otherKey, stepId: "second-touch" })],
    funnels: {
      "dormant-wake-up": { lookedAt: 2, reserved: 2, "status:delivered": 2, "email:sent": 2, "email:delivered": 2 },
    },
    restedAt: [0, 2],
    ...changes,
  });
};

/** The message stands as `status`, and the provider saw these calls. */
const ended = (status: "parked" | "failed" | "withdrawn" | "in-doubt", changes: Partial<StormRecord>): StormRecord =>
  cleanRecord({
    messages: [messageOf({ status })],
    funnels: { "dormant-wake-up": { lookedAt: 1, reserved: 1, [`status:${status}`]: 1 } },
    ...changes,
  });

it("finds nothing in a clean record", () => {
  expect(brokenLaws(cleanRecord())).toEqual([]);
  expect(brokenLaws(secondAfter(25 * hourMs))).toEqual([]);
});

const optOut = { kind: "consent-withdrawn", channel: "email", topic: "promotion", source: "test" };
const told = (body: object, rests: number) => [{ happening: happeningOf(decidedAt + hourMs, body), rests }];

it("blames no call that came between what was told and its fold", () => {
  const meanwhile = {
    told: told(optOut, 1),
    suppressions: [{ address: ada.email, rests: 1 }],
    restedAt: [1, 2],
  };

  expect(brokenLaws(secondAfter(25 * hourMs, meanwhile))).toEqual([]);
});

test.each<readonly [law: string, what: string, record: StormRecord]>([
  ["every call was decided", "to a stranger", calledBy(callOf({ address: "eve@example.com" }))],
  [
    "every call was decided",
    "without a key",
    calledBy(callOf(), callOf({ key: otherKey, accepted: false, fault: "reject" })),
  ],
  ["no message accepted twice", "accepted twice", calledBy(callOf(), callOf())],
  [
    "no message accepted twice",
    "tried again after silence",
    calledBy(callOf({ accepted: false, answered: false, fault: "hang" }), callOf()),
  ],
  ["no cap exceeded", "a second within 24 hours", secondAfter(23 * hourMs)],
  ["no call in quiet hours", "at 21:00", calledBy(callOf({ at: Date.parse("2026-03-03T20:00:00Z") }))],
  ["no call in quiet hours", "on a closed day", calledBy(callOf({ at: Date.parse("2026-03-05T11:00:00Z") }))],
  ["no call after its send-by", "three days late", calledBy(callOf({ at: decidedAt + 73 * hourMs }))],
  [
    "no call without consent",
    "never agreed",
    cleanRecord({ shop: { ...cleanRecord().shop, customers: [{ ...ada, consents: ["sms"] }] } }),
  ],
  [
    "no call without consent",
    "after an opt-out",
    secondAfter(25 * hourMs, { told: told(optOut, 0), restedAt: [1, 2] }),
  ],
  [
    "no call to a suppressed",
    "after its bounce",
    secondAfter(25 * hourMs, { suppressions: [{ address: ada.email, rests: 0 }], restedAt: [1, 2] }),
  ],
  ["no call while the account", "in the pause", cleanRecord({ pauses: [{ from: 0, to: 1 }] })],
  [
    "every order and every click folded once",
    "an order twice",
    cleanRecord({ customers: [{ customerId: ada.customerId, orders: 2, revenue: 60, clicks: 0 }] }),
  ],
  ["every order and every click folded once", "a click that was not folded", cleanRecord({ clicks: [ada.email] })],
  [
    "everybody who fell due",
    "still due",
    cleanRecord({ customers: [{ customerId: ada.customerId, orders: 1, revenue: 30, clicks: 0, dueAt: decidedAt }] }),
  ],
  ["every reservation ended", "in doubt for ever", ended("in-doubt", {})],
  ["every reservation ended", "withdrawn but accepted", ended("withdrawn", {})],
  ["every reservation ended", "failed but accepted", ended("failed", {})],
  ["every doubt has a kill", "parked for nothing", ended("parked", { calls: [], restedAt: [0] })],
  [
    "the funnels add up",
    "a status too many",
    cleanRecord({
      funnels: {
        "dormant-wake-up": { lookedAt: 1, reserved: 1, "status:delivered": 2, "email:sent": 1, "email:delivered": 1 },
      },
    }),
  ],
  ["nothing was given up", "a record", cleanRecord({ deadLetters: 1 })],
])("%s: finds %s", (law, _what, record) => {
  const broken = brokenLaws(record);

  // What follows from it (who was accepted twice has an ending that cannot be right) may be found as well.
  expect(broken[0]).toContain(law);
});

it("finds a call to somebody who is held out", () => {
  const held = { ...ada, customerId: "storm-000114" };
  const record = cleanRecord({
    shop: { customers: [held], history: [], happenings: [] },
    decided: [decidedOf({ customerId: held.customerId })],
    customers: [],
  });

  expect(brokenLaws(record)).toEqual(["no call to a customer who is held out"]);
});

it("finds a wake-up to somebody who had come back, a reservation without a message, and a forgotten customer", () => {
  const back = secondAfter(25 * hourMs, {
    told: told(orderBody, 0),
    restedAt: [1, 2],
    decided: [decidedOf({ reservations: [reservationOf(), reservationOf({ messageKey: otherKey })] })],
    funnels: { "dormant-wake-up": { lookedAt: 1, reserved: 1, "status:delivered": 2 } },
    customers: [{ customerId: ada.customerId, orders: 2, revenue: 60, clicks: 0 }],
  });
  const forgotten = cleanRecord({ decided: [], messages: [], calls: [], restedAt: [0], funnels: {} });
  const lost = cleanRecord({
    messages: [],
    calls: [],
    restedAt: [0],
    funnels: { "dormant-wake-up": { lookedAt: 1, reserved: 1 } },
  });

  expect(brokenLaws(back)).toContain("no call to a customer who has come back");
  expect(brokenLaws(forgotten)).toEqual(["everybody who fell due was looked at to an end"]);
  expect(brokenLaws(lost)).toEqual(["every reservation ended, as the provider saw it"]);
});

it("tells a doubt that a fault left from one that a kill left", () => {
  const hung = callOf({ accepted: false, answered: false, fault: "hang" });
  const kill = { worker: 1, pid: 1, at: decidedAt + 60_000, wallMs: 1_500 };
  const early = { ...kill, at: decidedAt - 60_000, wallMs: 100 };
  const sms = ended("parked", {
    kills: [kill],
    calls: [callOf({ channel: "sms", address: ada.phone })],
    messages: [messageOf({ status: "parked", channel: "sms" })],
  });

  expect(judgeStorm(ended("parked", { calls: [hung] })).doubts).toMatchObject({ byFault: 1, byKill: 0 });
  expect(judgeStorm(sms).doubts).toMatchObject({ byFault: 0, byKill: 1 });
  expect(judgeStorm(ended("parked", { calls: [], kills: [kill] })).doubts).toMatchObject({
    byKill: 1,
    unexplained: [],
  });
  expect(judgeStorm(ended("parked", { calls: [], kills: [early] })).doubts.unexplained).toHaveLength(1);
});
