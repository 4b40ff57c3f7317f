import { figureDifferences } from "../../lambdas/domain/figure-differences.ts";
import { faultsOf } from "../../lambdas/domain/message-faults.ts";
import { emptyProfile } from "../../lambdas/domain/profile.ts";
import { mayNeedRepair, repairsFor } from "../../lambdas/domain/reconcile.ts";
import type { Rules } from "../../lambdas/domain/rules.ts";
import { verifyProfile } from "../../lambdas/domain/verify-profile.ts";
import { inParallel } from "../../lambdas/shared/batch.ts";
import { requiredInteger } from "../../lambdas/shared/environment.ts";
import type { Runtime } from "../../lambdas/shared/runtime.ts";
import { type Cursor, type CustomerStore, createCustomerStore } from "../../lambdas/store/customer-store.ts";
import { createEventStore, type EventStore } from "../../lambdas/store/event-store.ts";
import { createMessageStore } from "../../lambdas/store/message-store.ts";
import { createTableScans, type ScannedCustomer, type TableScans } from "../../lambdas/store/table-scans.ts";
import { readFigureEvents } from "./figure-events.ts";
import type { Finding } from "./finding.ts";
import { createFunnelBooks, type FunnelBooks } from "./funnel-books.ts";
import type { Repairer } from "./repair-profile.ts";

/** Parts of a table read side by side, and what is read of each at a time: memory holds these and no more. */
const segments = 4;
const pageSize = 100;
const customersAtOnce = 8;
const ownersPerPage = 500;

export interface VerifyOptions {
  readonly runtime: Runtime;
  readonly rules: Rules;
  /** Milliseconds an event or a change may be on its way through a stream. */
  readonly onTheWayMs: number;
  readonly onFinding: (finding: Finding) => void;
  readonly onProgress?: (summary: VerifySummary) => void;
  /** Present: profiles that differ are written anew. */
  readonly repairer?: Repairer;
}

export interface VerifySummary {
  readonly customers: number;
  readonly same: number;
  readonly different: number;
  /** Customers whose events have expired in part, so that they cannot be recomputed. */
  readonly expired: number;
  /** Customers who differ and to whom something happened just now. */
  readonly inMotion: number;
  readonly repaired: number;
  readonly messages: number;
  /** Everything that was found, differing profiles included. */
  readonly findings: number;
}

type Tally = { -readonly [Key in keyof VerifySummary]: VerifySummary[Key] };

interface Run extends VerifyOptions {
  readonly scans: TableScans;
  readonly customers: CustomerStore;
  readonly events: EventStore;
  readonly messages: ReturnType<typeof createMessageStore>;
  readonly retentionDays: number;
  readonly tally: Tally;
  readonly books: FunnelBooks;
  readonly find: (finding: Finding) => void;
}

/** Compares everything that can be recomputed with what is stored. Reads whole tables, so a person starts it. */
export const verify = async (options: VerifyOptions): Promise<VerifySummary> => {
  const run = runOf(options);
  await inSegments((segment) => verifyCustomers(run, segment));
  await inSegments((segment) => verifyOwners(run, segment));
  await inSegments((segment) => verifyMessages(run, segment));
  await verifyFunnel(run);
  return { ...run.tally };
};

const runOf = (options: VerifyOptions): Run => {
  const { runtime, rules, onTheWayMs } = options;
  const counts = {
    customers: 0,
    same: 0,
    different: 0,
    expired: 0,
    inMotion: 0,
    repaired: 0,
    messages: 0,
    findings: 0,
  };
  return {
    ...options,
    scans: createTableScans(runtime),
    customers: createCustomerStore(runtime),
    events: createEventStore(runtime),
    messages: createMessageStore(runtime),
    retentionDays: requiredInteger(runtime.environment, "EVENT_RETENTION_DAYS"),
    tally: counts,
    books: createFunnelBooks({ rules, quietSince: runtime.clock.now() - onTheWayMs }),
    find: (finding) => {
      counts.findings += 1;
      options.onFinding(finding);
    },
  };
};

const inSegments = (work: (segment: number) => Promise<void>): Promise<void> =>
  inParallel(
    Array.from({ length: segments }, (_, segment) => segment),
    segments,
    work,
  );

const verifyCustomers = async (run: Run, segment: number): Promise<void> => {
  let cursor: Cursor | undefined;
  do {
    const from = { segment, segments, limit: pageSize, ...(cursor !== undefined && { cursor }) };
    const page = await run.scans.customers(from);
    await inParallel(page.found, customersAtOnce, (customer) => verifyCustomer(run, customer));
    cursor = page.cursor;
    run.onProgress?.({ ...run.tally });
  } while (cursor !== undefined);
};

const verifyCustomer = async (run: Run, customer: ScannedCustomer): Promise<void> => {
  run.tally.customers += 1;
  await verifyFigures(run, customer);
  if (mayNeedRepair(customer)) await verifyStanding(run, customer);
};

/** Who differs at first sight is read once more, consistently: between the two readings an event may have been folded. */
const verifyFigures = async (run: Run, { profile }: ScannedCustomer, isSecond = false): Promise<void> => {
  const { customerId } = profile;
  const told = await readFigureEvents(run.events, customerId);
  const { retentionDays, onTheWayMs } = run;
  const now = run.runtime.clock.now();
  const shopZone = run.rules.settings.shop.timeZone;
  const verdict = verifyProfile({ stored: profile, ...told, shopZone, now, retentionDays, onTheWayMs });
  if (verdict.kind === "same") {
    run.tally.same += 1;
    return;
  }
  const again = isSecond ? undefined : await run.scans.customer(customerId);
  if (!isSecond && again !== undefined) return verifyFigures(run, again, true);
  if (verdict.kind === "cannot-tell") {
    run.tally[verdict.reason === "expired" ? "expired" : "inMotion"] += 1;
    return;
  }
  run.tally.different += 1;
  for (const difference of verdict.differences) run.find({ kind: "figure", customerId, ...difference });
  const repaired = await run.repairer?.repair({ profile, ...told, differences: verdict.differences });
  if (repaired === "repaired") run.tally.repaired += 1;
};

/** Customers whose first events were lost on the way have no profile, so only their events tell of them. */
const verifyOwners = async (run: Run, segment: number): Promise<void> => {
  let cursor: Cursor | undefined;
  let last = "";
  do {
    const from = { segment, segments, limit: ownersPerPage, ...(cursor !== undefined && { cursor }) };
    const page = await run.scans.eventOwners(from);
    const owners = [...new Set(page.found)].filter((owner) => owner !== last);
    const known = await run.customers.load(owners, { consistent: true });
    for (const owner of owners) if (!known.has(owner)) await verifyOwner(run, owner);
    last = owners.at(-1) ?? last;
    cursor = page.cursor;
  } while (cursor !== undefined);
};

const verifyOwner = async (run: Run, customerId: string): Promise<void> => {
  const told = await readFigureEvents(run.events, customerId);
  if (told.newestReceivedAt !== undefined && told.newestReceivedAt > run.runtime.clock.now() - run.onTheWayMs) {
    run.tally.inMotion += 1;
    return;
  }
  run.find({ kind: "no-profile", customerId });
  const profile = emptyProfile(customerId);
  const differences = figureDifferences(profile, told.events, run.rules.settings.shop.timeZone);
  if ((await run.repairer?.repair({ profile, ...told, differences })) === "repaired") run.tally.repaired += 1;
};

const standingFaults = {
  record: "reservation-without-message",
  "record-held-out": "reservation-without-message",
  "ask-a-person": "contact-without-message",
  "tell-again": "stands-still",
  watch: "claim-without-result",
} as const;

/** What a reconcile would take up. It looks closer than this does and may find a reservation where this sees a contact. */
const verifyStanding = async (run: Run, customer: ScannedCustomer): Promise<void> => {
  const { customerId } = customer.profile;
  const messages = await run.messages.list(customerId);
  const standing = { ...customer, messages, campaigns: [], now: run.runtime.clock.now(), rules: run.rules };
  for (const repair of repairsFor(standing)) {
    const about = "reservation" in repair ? repair.reservation : "message" in repair ? repair.message : repair.contact;
    run.find({ kind: "message", customerId, messageKey: about.messageKey, fault: standingFaults[repair.kind] });
  }
};

const verifyMessages = async (run: Run, segment: number): Promise<void> => {
  let cursor: Cursor | undefined;
  do {
    const from = { segment, segments, limit: pageSize, ...(cursor !== undefined && { cursor }) };
    const page = await run.scans.messages(from);
    for (const message of page.found) {
      run.tally.messages += 1;
      run.books.addMessage(message);
      const { customerId, messageKey } = message;
      for (const fault of faultsOf(message)) run.find({ kind: "message", customerId, messageKey, fault });
    }
    cursor = page.cursor;
    run.onProgress?.({ ...run.tally });
  } while (cursor !== undefined);
};

/** After the messages: what changed while they were read is then known to be changing. */
const verifyFunnel = async (run: Run): Promise<void> => {
  let cursor: Cursor | undefined;
  do {
    const page = await run.scans.counters(cursor);
    for (const counters of page.found) run.books.addCounters(counters);
    cursor = page.cursor;
  } while (cursor !== undefined);
  for (const fault of run.books.faults()) run.find({ kind: "funnel", ...fault });
};
