import { advance } from "../../domain/advance.ts";
import type { Profile } from "../../domain/profile.ts";
import type { Rules } from "../../domain/rules.ts";
import { inParallel } from "../../shared/batch.ts";
import type { Logger } from "../../shared/logger.ts";
import type { Metrics } from "../../shared/metrics.ts";
import type { Cursor, CustomerStore } from "../../store/customer-store.ts";
import { outboxFor } from "../outbox-for.ts";

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
  readonly shards: number;
  readonly now: number;
  readonly rules: Rules;
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
 * Reads what is due, shard by shard, a page of each in turn: when the time is up, every shard has had its share and its
 * oldest first.
 */
export const lookAtDue = async (run: DueRun): Promise<Looked> => {
  const tally: Tally = { lookedAt: 0, reserved: 0, conflicts: 0, leftOver: 0 };
  let places: readonly Place[] = Array.from({ length: run.shards }, (_, shard) => ({ shard }));
  let oldestDueAt = run.now;
  while (places.length > 0 && run.hasTime()) {
    const next: Place[] = [];
    for (const place of places) {
      const page = run.hasTime() ? await lookAtPage(run, place, tally) : { next: place };
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
  readonly next?: Place;
  readonly oldestDueAt?: number;
}

const lookAtPage = async (run: DueRun, place: Place, tally: Tally): Promise<Page> => {
  const { customers, now } = run;
  const { shard, cursor } = place;
  const page = await customers.due({ shard, until: now, limit: pageSize, ...(cursor !== undefined && { cursor }) });
  const profiles = page.ids.length === 0 ? new Map<string, Profile>() : await customers.load(page.ids);
  await inParallel(page.ids, savesAtOnce, async (id) => lookAtOne(run, profiles.get(id), tally));
  return {
    ...(page.cursor !== undefined && { next: { shard, cursor: page.cursor } }),
    ...(cursor === undefined && page.oldestDueAt !== undefined && { oldestDueAt: page.oldestDueAt }),
  };
};

/** One customer's trouble is their own: it is logged, they stay due, and the others go on. */
const lookAtOne = async (run: DueRun, profile: Profile | undefined, tally: Tally): Promise<void> => {
  try {
    await look(run, profile, tally, 1);
  } catch (error) {
    tally.conflicts += 1;
    run.logger.error("A due customer could not be looked at", { error, customerId: profile?.customerId });
  }
};

/** The index is a moment behind the table: who is no longer due is left alone, without a write. */
const isDue = (profile: Profile | undefined, now: number): profile is Profile =>
  profile?.dueAt !== undefined && profile.dueAt <= now;

const look = async (run: DueRun, profile: Profile | undefined, tally: Tally, tries: number): Promise<void> => {
  if (!isDue(profile, run.now)) return;
  const next = advance({ profile, events: [], now: run.now, rules: run.rules });
  if (next.changed && (await run.customers.save(next.profile, outboxFor(next, run.now, run.rules))) === "conflict") {
    if (tries < looksMost) {
      return look(run, await run.customers.loadOne(profile.customerId, { consistent: true }), tally, tries + 1);
    }
    tally.conflicts += 1;
    return;
  }
  tally.lookedAt += 1;
  tally.reserved += next.reservations.length;
};
