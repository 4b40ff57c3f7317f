import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import type { OutgoingEmail } from "../../lambdas/channels/channel-sender.ts";
import { createEmailSender } from "../../lambdas/channels/email.ts";
import { patient } from "../../lambdas/channels/patient-sender.ts";
import type { Fault } from "../../lib/local/stand-ins/fault.ts";
import type { StandIns } from "../../lib/local/stand-ins/start.ts";
import { noonStandIns, providerRuntime } from "../support/provider-clients.ts";
import { createTestClock } from "../support/test-clock.ts";

const email: OutgoingEmail = {
  channel: "email",
  messageKey: "abcdefghijklmnopqrstuvwxyz",
  customerId: "customer-1",
  campaignId: "dormant",
  stepId: "gift",
  occurrence: "order-1",
  to: "ada@example.com",
  from: "shop@example.com",
  subject: "Hello",
  html: "<p>Hello</p>",
  text: "Hello",
  unsubscribeUrl: "https://shop.example.com/unsubscribe/token",
  configurationSet: "rekindle",
};

let standIns: StandIns;

beforeAll(async () => {
  standIns = await noonStandIns();
});
beforeEach(() => standIns.scriptEmail([]));
afterAll(() => standIns.stop());

/** What one message met, how often SES was called, and how long the sender waited. */
const sendWith = async (faults: readonly Fault[], passes: boolean) => {
  standIns.scriptEmail(faults);
  const before = standIns.calls().email;
  const clock = createTestClock(0);
  const pause = async (ms: number) => clock.advance(ms);
  const sender = patient(createEmailSender(providerRuntime(standIns)), { now: clock.now, ...(passes && { pause }) });
  const outcome = await sender.send(email);
  return { kind: outcome.kind, calls: standIns.calls().email - before, waitedMs: clock.now() };
};

const slow: Fault = "throttle-rate";

it("waits a moment after a throttle of the rate and calls again", async () => {
  const sent = await sendWith([slow, slow, "accept"], true);

  expect(sent).toMatchObject({ kind: "accepted", calls: 3 });
  expect(sent.waitedMs).toBeGreaterThanOrEqual(1_000);
});

it("gives up after a few seconds, and the message comes back later", async () => {
  const sent = await sendWith([slow, slow, slow, slow, "accept"], true);

  expect(sent).toMatchObject({ kind: "throttled", calls: 4 });
  expect(sent.waitedMs).toBeLessThanOrEqual(7_500);
});

it.each(["throttle-quota", "suspend", "reject", "server-error-after-accept", "drop-after-accept"] as const)(
  "calls once after %s: only a throttle of the rate proves that a moment later is another question",
  async (fault) => {
    const sent = await sendWith([fault, "accept"], true);

    expect(sent).toMatchObject({ calls: 1, waitedMs: 0 });
  },
);

it("calls once under a clock that does not pass by itself", async () => {
  const sent = await sendWith([slow, "accept"], false);

  expect(sent).toMatchObject({ kind: "throttled", calls: 1 });
});
