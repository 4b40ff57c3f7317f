import type { Words } from "../../lambdas/channels/words.ts";
import { type Campaign, campaignSchema, type SendStep } from "../../lambdas/domain/campaign.ts";
import type { Language } from "../../lambdas/domain/channel.ts";
import { type Settings, settingsSchema } from "../../lambdas/domain/settings.ts";
import type { SendQuota } from "../local/stand-ins/ses-stand-in.ts";
import type { Chance } from "../sample/chance.ts";

/** A person of a simulated shop, as the shop knows them at the start. */
export interface Person {
  readonly customerId: string;
  readonly email: string;
  readonly phone?: string;
  /** Not always a zone that exists. */
  readonly timeZone?: string;
  readonly consents: Readonly<Partial<Record<"email" | "sms", boolean>>>;
}

/** What a seed draws before anything happens. Everything is small and quick, so that all of it meets. */
export interface Shop {
  /** Epoch milliseconds. */
  readonly startAt: number;
  readonly daysLong: number;
  readonly settings: Settings;
  /** Of the SES account. */
  readonly quota: SendQuota;
  readonly campaigns: readonly Campaign[];
  /** What an edit may make of a campaign's steps, by its id; of others an edit changes nothing but the version. */
  readonly variants: Readonly<Record<string, readonly Pick<Campaign, "steps">[]>>;
  readonly people: readonly Person[];
}

const dayMs = 86_400_000;
/** Days before the clocks change in Europe and America, an ordinary one, and the end of a year. */
const starts = ["2026-03-26", "2026-10-22", "2026-03-05", "2026-10-30", "2026-06-10", "2026-12-28"];
const zones = ["Europe/London", "America/New_York", "Asia/Shanghai", "Australia/Lord_Howe", "America/Sao_Paulo"];
/** Of a large account, of a sandbox, and of one that is used up every day. */
const quotas: readonly SendQuota[] = [
  { max24HourSend: 50_000, maxSendRate: 14 },
  { max24HourSend: 50_000, maxSendRate: 14 },
  { max24HourSend: 50_000, maxSendRate: 14 },
  { max24HourSend: 200, maxSendRate: 1, enforced: true },
  { max24HourSend: 200, maxSendRate: 1, enforced: true },
  { max24HourSend: 5, maxSendRate: 1, enforced: true },
];
const badZone = "Mars/Olympus_Mons";

const caps: Settings["caps"] = [
  { id: "all-1-per-24h", scope: "all", window: { rollingHours: 24 }, max: 1 },
  { id: "all-2-per-36h", scope: "all", window: { rollingHours: 36 }, max: 2 },
  { id: "email-1-per-day", scope: { channel: "email" }, window: { calendar: "day" }, max: 1 },
  { id: "promotion-2-per-week", scope: { category: "promotion" }, window: { calendar: "week" }, max: 2 },
  { id: "sms-1-per-2-days", scope: { channel: "sms" }, window: { rollingDays: 2 }, max: 1 },
];
/** No edge lies in the hours that a change of the clocks skips or repeats: the law's own reading of local time is simple. */
const quietHours: readonly Settings["quietHours"][] = [
  { default: { from: "21:00", to: "09:00" } },
  { default: { from: "20:00", to: "10:00" }, sms: { from: "18:00", to: "11:00" } },
  { default: { from: "12:00", to: "14:00" } },
];

const drawSettings = (chance: Chance, startAt: number): Settings => {
  const picked = caps.filter(() => chance.happens(0.35));
  return settingsSchema.parse({
    shop: { timeZone: chance.pick(zones) },
    caps: picked.length === 0 ? [chance.pick(caps)] : picked,
    quietHours: chance.pick(quietHours),
    closedDays: chance.happens(0.4)
      ? [new Date(startAt + chance.between(1, 4) * dayMs).toISOString().slice(0, 10)]
      : [],
    holdOut: { percent: chance.happens(0.3) ? 20 : 0, salt: `salt-${chance.between(1, 1000)}` },
    inDoubt: {
      leaseMinutes: 5,
      evidenceHours: chance.between(1, 6),
      email: chance.happens(0.2) ? "retry-once" : "park",
    },
    importing: { settleMinutes: chance.happens(0.5) ? 0 : 30, historyHours: 48 },
    senders: { smsLinks: "tracked" },
  });
};

const drawSend = (chance: Chance, id: string, category: SendStep["category"]): SendStep => ({
  kind: "send",
  id,
  channels: chance.pick([["email"], ["email", "sms"], ["sms", "email"]]),
  category,
  obeysCaps: true,
  countsTowardCaps: true,
  whenCapped: chance.pick(["defer", "defer", "skip", "reroute"]),
  whenClosed: chance.pick(["defer", "defer", "defer", "drop"]),
  sendWithinHours: chance.pick([3, 12, 30, 72]),
});

const drawCampaigns = (chance: Chance, journey: Pick<Campaign, "steps">): readonly Campaign[] => {
  const policy = (leaveOnOrder: boolean) => ({
    priority: chance.between(1, 9),
    expectedValue: chance.between(0, 3),
    holdOutPercent: chance.happens(0.2) ? 30 : 0,
    leaveOnOrder,
  });
  const ask = drawSend(chance, "ask", "promotion");
  const again = drawSend(chance, "again", "promotion");
  return [
    {
      id: "dormant",
      version: 1,
      trigger: { kind: "since-last-order" as const, days: chance.between(1, 4) },
      steps: [ask, { kind: "wait" as const, id: "rest", days: 1 }, again],
      policy: policy(true),
    },
    {
      id: "reminder",
      version: 1,
      trigger: { kind: "before-next-order" as const, leadDays: 1, minOrders: 1, priorGapDays: 3, priorWeight: 2 },
      steps: [drawSend(chance, "remind", "promotion")],
      policy: policy(true),
    },
    {
      id: "care",
      version: 1,
      trigger: { kind: "after-delivery" as const, days: 0.5, assumedDeliveryDays: 0.5, freshnessDays: 5 },
      steps: [drawSend(chance, "check", "care")],
      policy: policy(false),
    },
    {
      id: "journey",
      version: 1,
      trigger: { kind: "since-last-order" as const, days: chance.between(1, 3) },
      ...journey,
      policy: policy(false),
    },
  ].map((campaign) => campaignSchema.parse(campaign));
};

const ask = (id: string) => ({
  kind: "task" as const,
  ...{ id, task: "call" as const, role: "adviser", dueMinutes: 120 },
});
const fork = (onYes: string) => ({
  kind: "branch" as const,
  ...{ id: "fork", if: { figure: "orders.count" as const, atLeast: 2 }, onYes, onNo: "greet" },
});

/**
 * A journey with a fork, a wait that an order ends, and a person to ask. The second list is what an editor makes of it: a
 * step put in, one given another name, and the last ones in another order.
 */
const drawJourneys = (chance: Chance): readonly Pick<Campaign, "steps">[] => {
  const greet = { ...drawSend(chance, "greet", "promotion"), next: "watch" };
  const loyal = drawSend(chance, "loyal", "promotion");
  const thank = drawSend(chance, "thank", "care");
  const watch = {
    ...{ kind: "wait" as const, id: "watch", hours: 20, until: { event: "order-placed" }, onEvent: "call" },
  };
  const pause = { kind: "wait" as const, id: "pause", hours: 14 };
  const note = { kind: "set-attribute" as const, id: "note", name: "called", value: true };
  return [
    { steps: [fork("loyal"), greet, loyal, watch, note, ask("call"), pause, thank] },
    {
      steps: [
        ...[fork("loyal-2"), ask("look"), greet, { ...loyal, id: "loyal-2" }],
        ...[{ ...watch, onEvent: "thank" }, thank, pause, ask("call"), note],
      ],
    },
  ];
};

const drawPerson = (chance: Chance, index: number): Person => {
  const customerId = `c${index}`;
  // The mailbox simulator's addresses make the stand-in report a bounce or a complaint.
  const fate = chance.happens(0.2) ? chance.pick(["bounce", "complaint"]) : undefined;
  const email = fate === undefined ? `${customerId}@example.com` : `${fate}+${customerId}@simulator.amazonses.com`;
  const timeZone = chance.happens(0.1) ? badZone : chance.pick(zones);
  return {
    customerId,
    email,
    ...(chance.happens(0.7) && { phone: `+4477009001${String(index).padStart(2, "0")}` }),
    ...(chance.happens(0.85) && { timeZone }),
    consents: { ...(chance.happens(0.9) && { email: true }), ...(chance.happens(0.7) && { sms: true }) },
  };
};

export const drawShop = (chance: Chance): Shop => {
  const startAt = Date.parse(`${chance.pick(starts)}T00:00:00Z`) + chance.between(0, 23) * 3_600_000;
  const journeys = drawJourneys(chance);
  const [first = { steps: [] }] = journeys;
  return {
    startAt,
    daysLong: chance.between(8, 16),
    settings: drawSettings(chance, startAt),
    quota: chance.pick(quotas),
    campaigns: drawCampaigns(chance, first),
    variants: { journey: journeys },
    people: Array.from({ length: chance.between(6, 12) }, (_, index) => drawPerson(chance, index)),
  };
};

/** Words whose text message carries a link that counts clicks: by its token the simulation knows which message it was. */
export const wordsOf = ({ steps }: Pick<Campaign, "steps">, language: Language): Words => {
  const email = {
    subject: "Hello {{ customer.firstName }}",
    preheader: "A word from us",
    html: '<p>Hello {{ customer.firstName }}</p><a href="{{ unsubscribeUrl }}">Stop</a>',
    text: "Hello {{ customer.firstName }} {{ unsubscribeUrl }}",
  };
  const step = { email, sms: { text: "Hello https://shop.example/spring" } };
  return {
    language,
    friendlyName: "there",
    smsOptOut: "STOP to opt out",
    parameters: {},
    steps: Object.fromEntries(steps.map(({ id }) => [id, step])),
  };
};
