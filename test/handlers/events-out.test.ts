// What is announced on the event bus, by the functions as the templates wire them: real streams, their filters and their repeats.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Campaign } from "../../lambdas/domain/campaign.ts";
import { settingsSchema } from "../../lambdas/domain/settings.ts";
import { createCampaignStore } from "../../lambdas/store/campaign-store.ts";
import { createEventStore } from "../../lambdas/store/event-store.ts";
import { createReportStore } from "../../lambdas/store/report-store.ts";
import { createTaskStore } from "../../lambdas/store/task-store.ts";
import { type LocalRuntime, startRuntime } from "../../lib/local/runtime.ts";
import type { PutOut } from "../../lib/local/stand-ins/events-out-stand-in.ts";
import { createVirtualClock } from "../../lib/local/virtual-clock.ts";
import { dormantCampaign, sendStep } from "../support/campaigns.ts";
import { customerWith } from "../support/customer-with.ts";
import { anOrder } from "../support/factories.ts";
import { wordsWith } from "../support/message-samples.ts";

const minuteMs = 60_000;
const start = Date.parse("2026-03-02T10:00:00Z");
const span = { from: "2026-03-01", to: "2026-03-31" };
const campaign = dormantCampaign({ steps: [sendStep({ id: "hello" })] });
const settings = settingsSchema.parse({
  caps: [],
  quietHours: { default: "none" },
  importing: { settleMinutes: 0 },
  cases: { acknowledgeMinutes: 60, acknowledgeWorkingMinutes: 60 },
});

let local: LocalRuntime;

beforeAll(async () => {
  const clock = createVirtualClock({ startAt: start, running: false });
  local = await startRuntime({ clock, eventsOut: true, dueShards: 2 });
  const email = {
    subject: "Hello",
    preheader: "A word",
    html: "<p>Hello</p>{{ unsubscribeUrl }}",
    text: "{{ unsubscribeUrl }}",
  };
  const campaigns = createCampaignStore(local.runtime);
  for (const campaignId of [campaign.id, "tested"])
    await campaigns.saveWords({ campaignId, version: 1, words: wordsWith({ email }) });
  await publish(campaign);
});
afterAll(() => local.stop());

/** Makes this the one live campaign, for whoever knows of the one before as well. */
const publish = async (live: Campaign): Promise<void> => {
  await createCampaignStore(local.runtime).publish(() => ({ paused: false, settings, campaigns: [live] }));
  local.clock.advanceTo(local.clock.now() + minuteMs);
  await local.drain();
};

const tell = async (...events: Parameters<ReturnType<typeof createEventStore>["append"]>[0]): Promise<void> => {
  await createEventStore(local.runtime).append(events);
  await local.drain();
};

const announcedTo = (customerId: string): readonly PutOut[] =>
  local.standIns.announcements().filter(({ detail }) => detail.customerId === customerId);

const sendTo = (customerId: string) =>
  tell(...customerWith({ customerId, now: local.clock.now(), daysSinceOrder: 180 }));

const about = (customerId: string, eventId: string) => ({
  ...{ customerId, eventId },
  occurredAt: local.clock.now(),
  receivedAt: local.clock.now(),
});

const isAbout = (detail: PutOut["detail"], data: object): boolean =>
  Object.entries(data).every(([name, value]) => Reflect.get(Object(detail.data), name) === value);

const anId = expect.stringMatching(/^[a-z2-7]{26}$/);

describe("events out", () => {
  it("tell that a provider took a message, and of whom by no more than the customer's id", async () => {
    await sendTo("ada");

    const announced = announcedTo("ada");

    expect(announced).toEqual([
      {
        source: "rekindle",
        "detail-type": "Message Accepted",
        detail: {
          eventId: anId,
          occurredAt: "2026-03-02T10:01:00.000Z",
          customerId: "ada",
          data: {
            messageKey: anId,
            campaignId: "dormant",
            campaignVersion: 1,
            stepId: "hello",
            channel: "email",
            category: "promotion",
          },
        },
      },
    ]);
    expect(local.standIns.inbox()).toHaveLength(1);
    expect(JSON.stringify(announced)).not.toContain("@");
  });

  it("tell that a goal was reached, once, and nothing of the orders after it", async () => {
    await sendTo("bea");
    local.clock.advanceTo(local.clock.now() + minuteMs);

    await tell(anOrder({ customerId: "bea", occurredAt: local.clock.now(), orderId: "b1" }));
    await tell(anOrder({ customerId: "bea", occurredAt: local.clock.now(), orderId: "b2" }));

    expect(announcedTo("bea").map((one) => [one["detail-type"], one.detail.data])).toEqual([
      ["Message Accepted", expect.anything()],
      ["Converted", { campaignId: "dormant", heldOut: false }],
    ]);
  });

  it("tell of a conversion of somebody who was held out that they were", async () => {
    const tested = dormantCampaign({ id: "tested", steps: campaign.steps, policy: { holdOutPercent: 50 } });
    await publish(tested);
    const names = Array.from({ length: 8 }, (_, index) => `half-${index}`);
    for (const name of names) await sendTo(name);
    local.clock.advanceTo(local.clock.now() + minuteMs);

    const at = local.clock.now();
    await tell(...names.map((customerId) => anOrder({ customerId, occurredAt: at, orderId: `order-${customerId}` })));
    await publish(campaign);

    const [written, heldOut] = [[false], [true]].map(([isHeldOut]) =>
      names.filter((name) => announcedTo(name).some(({ detail }) => isAbout(detail, { heldOut: isHeldOut }))),
    );
    expect([...(written ?? []), ...(heldOut ?? [])].toSorted()).toEqual(names);
    expect(heldOut?.flatMap(announcedTo).map((one) => one["detail-type"])).toEqual(heldOut?.map(() => "Converted"));
    expect(heldOut).not.toHaveLength(0);
  });

  it("tell of an opt-out after which message it came; leaving twice is leaving once", async () => {
    await sendTo("dan");
    local.clock.advanceTo(local.clock.now() + minuteMs);
    const withdrawn = { kind: "consent-withdrawn", channel: "email", topic: "all", source: "link" } as const;

    await tell({ ...about("dan", "stop-1"), ...withdrawn });
    await tell({ ...about("dan", "stop-2"), ...withdrawn });
    await tell({ ...about("eve", "born"), kind: "identified", traits: { email: "eve@example.com" } });
    await tell({ ...about("eve", "stop"), ...withdrawn });

    const optOuts = [...announcedTo("dan"), ...announcedTo("eve")].filter((one) => one["detail-type"] === "Opted Out");
    expect(optOuts.map(({ detail }) => detail)).toEqual([
      expect.objectContaining({ customerId: "dan", data: { channel: "email", campaignId: "dormant" } }),
      expect.objectContaining({ customerId: "eve", data: { channel: "email" } }),
    ]);
  });

  it("tell that a case is overdue when the tick asks somebody else to see to it, once for each deadline", async () => {
    await tell(
      { ...about("fay", "born"), kind: "identified", traits: {} },
      { ...about("fay", "opened"), kind: "case-opened", caseId: "broken-pot", subject: "complaint" },
    );
    await local.tick();
    await local.drain();
    const before = announcedTo("fay");

    local.clock.advanceTo(local.clock.now() + 61 * minuteMs);
    await local.tick();
    await local.tick();
    await local.drain();

    const [task] = await createTaskStore(local.runtime).list("fay");
    expect(before).toEqual([]);
    expect(announcedTo("fay")).toEqual([
      {
        source: "rekindle",
        "detail-type": "Case Overdue",
        detail: {
          eventId: anId,
          occurredAt: new Date(task?.createdAt ?? 0).toISOString(),
          customerId: "fay",
          data: {
            caseId: "broken-pot",
            taskId: task?.taskId,
            role: task?.role,
            taskDueAt: new Date(task?.dueAt ?? 0).toISOString(),
          },
        },
      },
    ]);
  });

  it("come again with the same ids when the queue fails in between, and neither messages nor counters notice", async () => {
    const names = Array.from({ length: 25 }, (_, index) => `guest-${index}`);
    const sentBefore = local.standIns.inbox().length;
    const reports = createReportStore(local.runtime);
    const countedBefore = await reports.funnel("dormant", span);
    // Three calls, each of which the client makes three times: one of them fails for good.
    local.standIns.refuseAnnouncements(7);

    const now = local.clock.now();
    await tell(...names.flatMap((customerId) => customerWith({ customerId, now, daysSinceOrder: 180 })));

    const announced = names.flatMap(announcedTo);
    const ids = new Map(names.map((name) => [name, new Set(announcedTo(name).map(({ detail }) => detail.eventId))]));
    const counted = await reports.funnel("dormant", span);
    expect(announced.length).toBeGreaterThanOrEqual(25);
    expect([...ids.values()].map(({ size }) => size)).toEqual(names.map(() => 1));
    expect(local.standIns.inbox()).toHaveLength(sentBefore + 25);
    expect((counted["email:sent"] ?? 0) - (countedBefore["email:sent"] ?? 0)).toBe(25);
    expect(local.deadLetters.count()).toBe(0);
  });
});
