import { type Advance, advance } from "../../domain/advance.ts";
import { hasWaited } from "../../domain/hourly-limit.ts";
import type { Profile } from "../../domain/profile.ts";
import type { Rules } from "../../domain/rules.ts";
import type { PaceGate } from "./pace-gate.ts";

/** A due customer with what was decided, and what of the pace was claimed for it. */
export interface Plan {
  readonly profile: Profile;
  readonly next: Advance;
  /** Campaigns whose hour is full, with the customer's turn. */
  readonly paced: ReadonlyMap<string, number>;
  /** Places claimed in the hours of campaigns. */
  readonly places: ReadonlyMap<string, number>;
}

export interface PageRun {
  readonly gate: PaceGate;
  readonly now: number;
  readonly rules: Rules;
}

export interface Planned {
  /** May be written. */
  readonly plans: readonly Plan[];
  /** True when the email budget was too small: whoever is missing stays due. */
  readonly isOverBudget: boolean;
}

/**
 * Decides a page and claims what its decisions take: first places in the hours of campaigns, because whoever gets none is
 * deferred and takes no email; then the emails. Nothing is written of a customer for whom no email is left: they stay
 * due, and the next tick finds them first.
 */
export const planPage = async (run: PageRun, plans: readonly Plan[]): Promise<Planned> => {
  const placed = await claimPlaces(run, plans);
  const wanted = placed.reduce((sum, plan) => sum + emailsOf(plan.next), 0);
  const granted = wanted === 0 ? 0 : await run.gate.claimEmails(wanted);
  if (granted >= wanted) return { plans: placed, isOverBudget: false };
  const { within, beyond } = split(placed, granted);
  await returnClaims(run, beyond, { withEmails: false });
  return { plans: within, isOverBudget: true };
};

/** What the customer is looked at with at first: as though no hour were full. */
export const firstPlan = (run: Pick<PageRun, "now" | "rules">, profile: Profile): Plan =>
  planOf(run, { profile, paced: new Map(), places: new Map() });

const planOf = ({ now, rules }: Pick<PageRun, "now" | "rules">, plan: Omit<Plan, "next">): Plan => ({
  ...plan,
  next: advance({ profile: plan.profile, events: [], now, rules, paced: plan.paced }),
});

export const emailsOf = ({ reservations }: Advance): number =>
  reservations.filter(({ channel, status }) => channel === "email" && status === "reserved").length;

/** New messages per campaign; one that comes back unsent was counted when it was reserved first. */
const reservedBy = ({ looks }: Advance, campaignId: string): number =>
  looks.filter((look) => look.outcome === "reserved" && look.campaignId === campaignId).length;

/** True while a decision takes no more than was claimed for the one before it. */
export const isCovered = (next: Advance, plan: Plan, { hourlyMax }: Rules): boolean =>
  emailsOf(next) <= emailsOf(plan.next) &&
  [...hourlyMax.keys()].every((id) => reservedBy(next, id) <= (plan.places.get(id) ?? 0));

const lacks = (plan: Plan, campaignId: string): number =>
  Math.max(0, reservedBy(plan.next, campaignId) - (plan.places.get(campaignId) ?? 0));

/**
 * Whoever gets no place (and is not left to another run) is decided anew, and may then want a place of another campaign that ranks behind. Each round settles
 * a campaign for everybody who wants it, so there are no more rounds than campaigns with a limit.
 */
const claimPlaces = async (run: PageRun, plans: readonly Plan[]): Promise<readonly Plan[]> => {
  let current = plans;
  for (const _ of run.rules.hourlyMax) {
    for (const id of run.rules.hourlyMax.keys()) {
      if (current.some((plan) => lacks(plan, id) > 0)) current = await claimPlacesOf(run, id, current);
    }
  }
  return current.filter((plan) => isCovered(plan.next, plan, run.rules));
};

const claimPlacesOf = async (run: PageRun, id: string, plans: readonly Plan[]): Promise<readonly Plan[]> => {
  const isWaiting = (plan: Plan): boolean => hasWaited(plan.profile, id, run.now);
  const count = (waiting: boolean): number =>
    plans.reduce((sum, plan) => sum + (isWaiting(plan) === waiting ? lacks(plan, id) : 0), 0);
  const grant = await run.gate.claimHour(id, { waited: count(true), fresh: count(false) });
  const left = { waited: grant.waited, fresh: grant.fresh };
  let { backAt } = grant;
  return plans.flatMap((plan) => {
    const need = lacks(plan, id);
    if (need === 0) return [plan];
    const line = isWaiting(plan) ? "waited" : "fresh";
    if (need <= left[line]) {
      left[line] -= need;
      return [{ ...plan, places: new Map(plan.places).set(id, (plan.places.get(id) ?? 0) + need) }];
    }
    if (backAt === undefined) return [];
    const paced = new Map(plan.paced).set(id, Math.ceil(backAt));
    backAt += grant.everyMs;
    return [planOf(run, { ...plan, paced })];
  });
};

/** In the order of the page, the longest due first; once an email is missing, nobody behind gets one either. */
const split = (plans: readonly Plan[], granted: number) => {
  const within: Plan[] = [];
  const beyond: Plan[] = [];
  let left = granted;
  for (const plan of plans) {
    const need = emailsOf(plan.next);
    if (need > left) left = 0;
    if (need === 0 || need <= left) within.push(plan);
    else beyond.push(plan);
    left -= Math.min(need, left);
  }
  return { within, beyond };
};

/** Gives back what was claimed for decisions that were certainly not written, so that overlapping ticks waste nothing. */
export const returnClaims = async (
  { gate, rules }: PageRun,
  plans: readonly Plan[],
  { withEmails }: { readonly withEmails: boolean },
): Promise<void> => {
  const emails = withEmails ? plans.reduce((sum, { next }) => sum + emailsOf(next), 0) : 0;
  if (emails > 0) await gate.returnEmails(emails);
  for (const id of rules.hourlyMax.keys()) {
    const count = plans.reduce((sum, { places }) => sum + (places.get(id) ?? 0), 0);
    if (count > 0) await gate.returnHour(id, count);
  }
};
