import type { AccountHealth } from "./breaker.ts";
import type { Settings } from "./settings.ts";
import { warmUpCeiling } from "./warm-up.ts";

/** What SES says of the account. Its quotas count recipients, per account and Region; each of our emails has one. */
export interface SendingAccount extends AccountHealth {
  /** Emails in 24 hours; negative: no limit. */
  readonly max24HourSend: number;
  readonly sentLast24Hours: number;
  /** Emails per second. */
  readonly maxSendRate: number;
  /** When SES said so, epoch milliseconds. */
  readonly readAt: number;
}

/** What all ticks know together of the emails they reserved. */
export interface PaceState {
  /** Emails that the rate allowed at the instant `at` and nobody reserved yet; it grows with time up to one tick's worth. */
  readonly tokens: number;
  readonly at: number;
  /** The last answer of SES; absent before the first one. */
  readonly account?: SendingAccount | undefined;
  /** Reserved since `countedFrom`, and in the stretch before it: SES may not have counted either yet. */
  readonly reserved: number;
  readonly reservedBefore: number;
  readonly countedFrom: number;
  /** Reserved by local day of the shop, latest last. */
  readonly days: readonly (readonly [day: string, emails: number])[];
}

/** What keeps a tick from reserving all that it wants. */
export type PaceLimit = "account-unknown" | "rate" | "quota" | "warm-up";

export interface EmailGrant {
  readonly granted: number;
  /** Absent when everything was granted. */
  readonly limit?: PaceLimit;
  readonly state: PaceState;
}

export interface EmailQuestion {
  readonly state: PaceState | undefined;
  /** SES's answer of this tick; absent when it gave none, and then the one before holds. */
  readonly account: SendingAccount | undefined;
  readonly rule: Settings["pace"];
  readonly now: number;
  /** The shop's local day, `YYYY-MM-DD`. */
  readonly day: string;
  /** From tick to tick, milliseconds. */
  readonly tickMs: number;
  readonly wanted: number;
}

/** What was reserved longer ago than this has been submitted, and SES has counted it. */
const countedAfterMs = 60_000;
/** As far as the breaker looks back at most. */
const daysKept = 14;

/**
 * How many of the wanted emails may be reserved now. Nothing exceeds what is left of the daily quota after what SES counted
 * and what was reserved but may not be counted yet, what the rate allows from tick to tick, and the warm-up's ceiling.
 * Ticks that overlap draw from the same state, so together they get no more than one would. Without any answer of SES
 * there is no budget at all.
 */
export const emailGrant = (q: EmailQuestion): EmailGrant => {
  const before = counted(q);
  const { account } = before;
  if (account === undefined) return { granted: 0, limit: "account-unknown", state: before };
  const share = 1 - q.rule.keepFreePercent / 100;
  const perSecond = Math.max(0, account.maxSendRate * share);
  const tokens = refilled(q.state, { perSecond, now: q.now, tickMs: q.tickMs });
  const limits: readonly (readonly [PaceLimit, number])[] = [
    ["quota", quotaLeft(account, share) - before.reserved - before.reservedBefore],
    ["warm-up", warmUpCeiling(q.rule.warmUp, q.day) - reservedOn(before, q.day)],
    ["rate", tokens],
  ];
  const [limit, left] = limits.reduce((least, next) => (next[1] < least[1] ? next : least));
  const granted = Math.max(0, Math.min(q.wanted, Math.floor(left)));
  const state = spend({ ...before, tokens, at: Math.max(q.now, before.at) }, q.day, granted);
  return granted < q.wanted ? { granted, limit, state } : { granted, state };
};

const fresh = (now: number): PaceState => ({
  tokens: 0,
  at: now,
  reserved: 0,
  reservedBefore: 0,
  countedFrom: now,
  days: [],
});

/** The state with SES's newest answer. Once it is a while newer, what was reserved before the last one is in its count. */
const counted = ({ state, account, now }: EmailQuestion): PaceState => {
  const known = state ?? fresh(now);
  if (account === undefined || account.readAt < (known.account?.readAt ?? 0)) return known;
  if (account.readAt - known.countedFrom < countedAfterMs) return { ...known, account };
  return { ...known, account, reservedBefore: known.reserved, reserved: 0, countedFrom: account.readAt };
};

/** A bucket that fills at the account's rate and holds one tick's worth. */
const refilled = (
  state: PaceState | undefined,
  { perSecond, now, tickMs }: { readonly perSecond: number; readonly now: number; readonly tickMs: number },
): number => {
  const full = (perSecond * tickMs) / 1000;
  if (state?.account === undefined) return full;
  return Math.min(full, state.tokens + (perSecond * Math.max(0, now - state.at)) / 1000);
};

const quotaLeft = ({ max24HourSend, sentLast24Hours }: SendingAccount, share: number): number =>
  max24HourSend < 0 ? Number.POSITIVE_INFINITY : Math.floor(max24HourSend * share) - sentLast24Hours;

export const reservedOn = ({ days }: PaceState, day: string): number => days.find(([known]) => known === day)?.[1] ?? 0;

/**
 * Whether so many emails may have left since a day: by what ticks reserved, and by what SES counted of everybody's. Asked
 * before the reports are read, because a shop that sends a few emails a day would pay more for looking than for sending.
 */
export const mayHaveSent = (
  state: PaceState | undefined,
  q: { readonly emails: number; readonly from: string; readonly days: number },
): boolean => {
  const reserved = (state?.days ?? []).reduce((sum, [day, emails]) => (day >= q.from ? sum + emails : sum), 0);
  return reserved + (state?.account?.sentLast24Hours ?? 0) * q.days >= q.emails;
};

/** Gives back what was granted and certainly not reserved. */
export const returnEmails = (state: PaceState, q: { readonly count: number; readonly day: string }): PaceState => {
  const fromReserved = Math.min(q.count, state.reserved);
  const given = spend({ ...state, reserved: state.reserved - fromReserved }, q.day, -q.count);
  return {
    ...given,
    reserved: state.reserved - fromReserved,
    reservedBefore: Math.max(0, state.reservedBefore - (q.count - fromReserved)),
  };
};

const spend = (state: PaceState, day: string, emails: number): PaceState => {
  const others = state.days.filter(([known]) => known !== day);
  const today = [day, reservedOn(state, day) + emails] as const;
  return {
    ...state,
    tokens: state.tokens - emails,
    reserved: state.reserved + emails,
    days: [...others, today].sort(([a], [b]) => (a < b ? -1 : 1)).slice(-daysKept),
  };
};
