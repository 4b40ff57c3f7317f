import { advance } from "../../domain/advance.ts";
import type { Profile } from "../../domain/profile.ts";
import type { Rules } from "../../domain/rules.ts";
import { inParallel } from "../../shared/batch.ts";
import type { Logger } from "../../shared/logger.ts";
import type { Metrics } from "../../shared/metrics.ts";
import type { Cursor, CustomerStore } from "../../store/customer-store.ts";
import { outboxFor } from "../outbox-for.ts";
import { firstPlan, isCovered, type Plan, type Planned, planPage, returnClaims } from "./look-at-page.ts";
import type { PaceGate } from "./pace-gate.ts";

/** Customers read from one shard at a time: what one BatchGet takes. */
const pageSize = 100;
/** Customers written at once. */
const savesAtOnce = 10;
/** A look is tried again once, on a consistent read; who is still being written then is due at the next tick. */
const looksMost = 2;

export interface DueRun {
  readonly customers: Pick<CustomerStore, "due" | "load" | "loadOne" | "save">;
  readonly logger: Logger;
  readonly metrics: Metrics;
  /** Those that this run reads. */
  readonly shards: readonly number[];
  readonly now: number;
  readonly rules: Rules;
  readonly gate: PaceGate;
  /** False when no new page may be begun. */
  readonly hasTime: () => boolean;
}

export interface Looked {
  readonly lookedAt: number;
  readonly reserved: number;
  readonly conflicts: number;
  readonly leftOver: number;
}

type Tally = { -readonly [Key in keyof Looked]: Looked[Key] };

interface Place {
  readonly shard: number;
  readonly cursor?: Cursor;
}

/**
 * Reads what is due, shard by shard, a page of each in turn: when the time or the email budget is up, every shard has had its
 * share and its oldest first. Who is not read stays due, and nothing is written of it.
 */
export const lookAtDue = async (run: DueRun): Promise<Looked> => {
  const tally: Tally = { lookedAt: 0, reserved: 0, conflicts: 0, leftOver: 0 };
  let places: readonly Place[] = run.shards.map((shard) => ({ shard }));
  let oldestDueAt = run.now;
  let isOverBudget = false;
  while (places.length > 0 && run.hasTime() && !isOverBudget) {
    const next: Place[] = [];
    for (const place of places) {
      const page: Page = run.hasTime() && !isOverBudget ? await lookAtPage(run, place, tally) : { next: place };
      isOverBudget ||= page.isOverBudget === true;
      oldestDueAt = Math.min(oldestDueAt, page.oldestDueAt ?? oldestDueAt);
      if (page.next !== undefined) next.push(page.next);
    }
    places = next;
  }
  tally.leftOver = places.length;
  run.metrics.add("DueLagSeconds", (run.now - oldestDueAt) / 1000);
  run.metrics.add("CustomersLookedAt", tally.lookedAt);
  run.metrics.add("MessagesReserved", tally.reserved);
  return tally;
};

interface Page {
  /** Where due customers of the shard may be left. */
  readonly next?: Place;
  readonly isOverBudget?: boolean;
  readonly oldestDueAt?: number;
}

const lookAtPage = async (run: DueRun, place: Place, tally: Tally): Promise<Page> => {
  const { customers, now } = run;
  const { shard, cursor } = place;
  const page = await customers.due({ shard, until: now, limit: pageSize, ...(cursor !== undefined && { cursor }) });
  const profiles = page.ids.length === 0 ? new Map<string, Profile>() : await customers.load(page.ids);
  const { plans, isOverBudget } = await planned(run, firstPlans(run, page.ids, profiles, tally));
  const unused: Plan[] = [];
  await inParallel(plans, savesAtOnce, async (plan) => {
    if ((await writeOne(run, plan, tally)) === "unused") unused.push(plan);
  });
  await giveBack(run, unused);
  const next = isOverBudget ? place : page.cursor && { shard, cursor: page.cursor };
  return {
    isOverBudget,
    ...(next !== undefined && { next }),
    ...(cursor === undefined && page.oldestDueAt !== undefined && { oldestDueAt: page.oldestDueAt }),
  };
};

/** Who cannot claim reserves nothing: the page stays due, and the next tick tries again. */
const planned = async (run: DueRun, plans: readonly Plan[]): Promise<Planned> => {
  try {
    return await planPage(run, plans);
  } catch (error) {
    run.logger.error("The pace could not be claimed", { error });
    return { plans: [], isOverBudget: true };
  }
};

/** In the order of the page: the longest due first. */
const firstPlans = (
  run: DueRun,
  ids: readonly string[],
  profiles: ReadonlyMap<string, Profile>,
  tally: Tally,
): readonly Plan[] =>
  ids.flatMap((id) => {
    const profile = profiles.get(id);
    try {
      return isDue(profile, run.now) ? [firstPlan(run, profile)] : [];
    } catch (error) {
      return leaveDue(run, id, error, tally);
    }
  });

/** One customer's trouble is their own: it is logged, they stay due, and the others go on. */
const leaveDue = (run: DueRun, customerId: string, error: unknown, tally: Tally): readonly Plan[] => {
  tally.conflicts += 1;
  run.logger.error("A due customer could not be looked at", { error, customerId });
  return [];
};

const giveBack = async (run: DueRun, unused: readonly Plan[]): Promise<void> => {
  try {
    await returnClaims(run, unused, { withEmails: true });
  } catch (error) {
    run.logger.error("What was claimed and not used could not be given back", { error, customers: unused.length });
  }
};

/** `unused`: certainly not written. After an error nobody knows, so what was claimed stays claimed. */
type Written = "written" | "unused";

const writeOne = async (run: DueRun, plan: Plan, tally: Tally): Promise<Written> => {
  try {
    return await write(run, plan, tally, 1);
  } catch (error) {
    leaveDue(run, plan.profile.customerId, error, tally);
    return "written";
  }
};

/** The index is a moment behind the table: who is no longer due is left alone, without a write. */
const isDue = (profile: Profile | undefined, now: number): profile is Profile =>
  profile?.dueAt !== undefined && profile.dueAt <= now;

const write = async (run: DueRun, plan: Plan, tally: Tally, tries: number): Promise<Written> => {
  const { next } = plan;
  if (next.changed && (await run.customers.save(next.profile, outboxFor(next, run.now, run.rules))) === "conflict") {
    if (tries < looksMost) return writeAnew(run, plan, tally, tries + 1);
    tally.conflicts += 1;
    return "unused";
  }
  tally.lookedAt += 1;
  tally.reserved += next.reservations.length;
  return "written";
};

/** Decides by the customer as stored now. A decision that takes more than was claimed for this one waits for the next tick. */
const writeAnew = async (run: DueRun, plan: Plan, tally: Tally, tries: number): Promise<Written> => {
  const { now, rules } = run;
  const profile = await run.customers.loadOne(plan.profile.customerId, { consistent: true });
  if (!isDue(profile, now)) return "unused";
  const next = advance({ profile, events: [], now, rules, paced: plan.paced });
  if (isCovered(next, plan, rules)) return write(run, { ...plan, profile, next }, tally, tries);
  tally.conflicts += 1;
  return "unused";
};
