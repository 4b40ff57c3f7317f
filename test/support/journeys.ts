import { type Advance, advance } from "../../lambdas/domain/advance.ts";
import type { Campaign, Step, StepOf } from "../../lambdas/domain/campaign.ts";
import { campaignSchema } from "../../lambdas/domain/campaign.ts";
import type { Coupon } from "../../lambdas/domain/coupon.ts";
import type { CustomerEvent } from "../../lambdas/domain/event.ts";
import type { Profile } from "../../lambdas/domain/profile.ts";
import type { Rules } from "../../lambdas/domain/rules.ts";
import { at, dayMs, dormantCampaign, rulesWith, sendStep } from "./campaigns.ts";
import { happened, ordered, reachable } from "./happenings.ts";
import { live } from "./live-profile.ts";

const welcomeBack: Coupon = {
  kind: "shared",
  id: "welcome-back",
  code: "WELCOME",
  name: { en: "Welcome back", zh: "欢迎回来" },
  value: { amount: 10, unit: "percent" },
  minimumSpend: 0,
};

/** A step by as little as a test wants to say of it. */
export const send = (id: string, change: Partial<StepOf<"send">> = {}): Step => ({ ...sendStep({ id }), ...change });
export const wait = (id: string, change: Partial<StepOf<"wait">>): Step => ({ kind: "wait", id, ...change });
export const task = (id: string, change: Partial<StepOf<"task">> = {}): Step => ({
  kind: "task",
  id,
  task: "call",
  role: "adviser",
  dueMinutes: 120,
  ...change,
});
export const webhook = (id: string): Step => ({ kind: "webhook", id, url: "https://hooks.shop.example/told" });
export const openCase = (id: string): Step => ({ kind: "case", id, subject: "complaint" });

/** Who did not order for 180 days walks these steps; validated, so that no test walks what nobody could publish. */
export const journeyOf = (steps: readonly Step[], change: Parameters<typeof dormantCampaign>[0] = {}): Campaign =>
  campaignSchema.parse(dormantCampaign({ id: "journey", ...change, steps: [...steps] }));

/** What one customer was given, and when. */
export interface Given {
  readonly at: number;
  readonly stepId: string;
  readonly key: string;
}

export interface Followed {
  readonly profile: Profile;
  readonly given: readonly Given[];
  readonly looks: Advance["looks"];
  readonly actions: Advance["actions"];
  readonly reservations: Advance["reservations"];
}

const givenIn = ({ reservations, actions }: Advance, at: number): readonly Given[] => [
  ...reservations
    .filter(({ status }) => status === "reserved")
    .map(({ messageKey: key, stepId }) => ({ at, stepId, key })),
  ...actions.map(({ actionKey: key, stepId }) => ({ at, stepId, key })),
];

/** More looks than any journey takes: a plan that never moves on is a fault. */
const looksMax = 500;

/** Looks whenever the profile says it is due, until an instant; events are told as they happen. */
export const follow = (
  start: Profile,
  q: {
    readonly rules: Rules | ((now: number) => Rules);
    readonly until: number;
    readonly events?: readonly CustomerEvent[];
  },
): Followed => {
  const rulesAt = typeof q.rules === "function" ? q.rules : () => q.rules as Rules;
  const events = [...(q.events ?? [])].sort((a, b) => a.occurredAt - b.occurredAt);
  const all: Followed = { profile: start, given: [], looks: [], actions: [], reservations: [] };
  let followed = all;
  for (let count = 0; count < looksMax; count += 1) {
    const event = events[0];
    const dueAt = followed.profile.dueAt ?? Number.POSITIVE_INFINITY;
    const now = Math.min(dueAt, event?.occurredAt ?? Number.POSITIVE_INFINITY);
    if (now > q.until) return followed;
    const told = event !== undefined && event.occurredAt <= now ? [event] : [];
    if (told.length > 0) events.shift();
    const next = advance({ profile: followed.profile, events: told, now, rules: rulesAt(now) });
    followed = {
      profile: next.profile,
      given: [...followed.given, ...givenIn(next, now)],
      looks: [...followed.looks, ...next.looks],
      actions: [...followed.actions, ...next.actions],
      reservations: [...followed.reservations, ...next.reservations],
    };
  }
  throw new Error("The customer is looked at without end");
};

/** Which steps were given, in order. */
export const stepsOf = ({ given }: Pick<Followed, "given">): readonly string[] => given.map(({ stepId }) => stepId);

export const ordering = "2026-01-05T12:00:00Z";
/** When that order is 180 days old: a Saturday, at 13:00 in London. */
export const due = at(ordering) + 180 * dayMs;

/** A customer of a shop with this one journey, 180 days after their only order. */
export const walkThrough = (
  steps: readonly Step[],
  q: {
    readonly days?: number;
    readonly events?: Parameters<typeof follow>[1]["events"];
    readonly settings?: Parameters<typeof rulesWith>[0]["settings"];
    readonly policy?: Partial<Campaign["policy"]>;
    readonly isReachable?: boolean;
  } = {},
) => {
  const campaign = journeyOf(steps, q.policy === undefined ? {} : { policy: q.policy });
  const rules = rulesWith({
    campaigns: [campaign],
    coupons: [welcomeBack],
    ...(q.settings && { settings: q.settings }),
  });
  const known = q.isReachable === false ? [] : reachable("2026-01-01T10:00:00Z");
  const start = live([...known, ordered(ordering)], rules);
  return follow(start, { rules, until: due + (q.days ?? 100) * dayMs, ...(q.events && { events: q.events }) });
};

export const visited = (afterDays: number) =>
  happened(new Date(due + afterDays * dayMs).toISOString(), { kind: "visited" });
export const afterDays = (given: readonly { at: number }[]) => given.map((one) => (one.at - due) / dayMs);
