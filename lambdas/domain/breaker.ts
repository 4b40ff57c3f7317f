import type { Breaker } from "./breaker-schema.ts";
import type { Category, Channel } from "./channel.ts";
import type { Counts } from "./funnel-counts.ts";
import type { Settings } from "./settings.ts";

export type { Breaker } from "./breaker-schema.ts";

export const isOpen = (breaker: Breaker | undefined): breaker is Breaker =>
  breaker !== undefined && breaker.closedAt === undefined;

/** How long a held message waits, in milliseconds, before it is looked at again. */
export const heldRetryMs = 15 * 60_000;

/**
 * An open breaker holds everything that is not transactional, on every channel: one reputation, one switch. A stopped SES
 * account holds transactional email too, because SES would refuse it.
 */
export const isHeld = (breaker: Breaker | undefined, channel: Channel, category: Category): boolean =>
  isOpen(breaker) && (category !== "transactional" || (channel === "email" && breaker.cause === "account"));

/** After a stop, SES is believed to be well again only so much later: a stop that it does not report would flap otherwise. */
const cooldownMs = 15 * 60_000;

export interface AccountHealth {
  readonly sendingEnabled: boolean;
  /** `HEALTHY`, `PROBATION` or `SHUTDOWN`. */
  readonly enforcementStatus: string;
}

/** What in SES's own words stops the account; nothing while it sends. An account on probation still sends. */
export const accountStop = ({ sendingEnabled, enforcementStatus }: AccountHealth): string | undefined => {
  if (enforcementStatus === "SHUTDOWN") return "enforcement-shutdown";
  return sendingEnabled ? undefined : "sending-disabled";
};

/** Only a stop of the account ends by itself. A reputation does not mend by waiting, so there a person decides. */
export const mayClose = (breaker: Breaker, account: AccountHealth, now: number): boolean =>
  breaker.cause === "account" &&
  now - breaker.openedAt >= cooldownMs &&
  account.sendingEnabled &&
  account.enforcementStatus === "HEALTHY";

/** Emails of some days by what became of them. */
export interface Reputation {
  readonly sent: number;
  readonly bounced: number;
  readonly complained: number;
}

/** A rate says nothing while so few are behind it: one complaint of five hundred is an accident. */
const eventsMin = 3;

export interface Trip {
  readonly cause: Breaker["cause"];
  readonly detail: string;
}

/** Whether so many bounces or complaints of so many emails are too many; nothing below the minimum volume. */
export const reputationTrip = (
  { sent, bounced, complained }: Reputation,
  rule: Settings["pace"]["breaker"],
): Trip | undefined => {
  if (sent < rule.emailsMin) return undefined;
  const isOver = (count: number, percent: number): boolean => count >= eventsMin && count * 100 >= percent * sent;
  if (isOver(complained, rule.complaintPercent))
    return { cause: "complaints", detail: `${complained} complaints of ${sent} emails` };
  if (isOver(bounced, rule.bouncePercent)) return { cause: "bounces", detail: `${bounced} bounces of ${sent} emails` };
  return undefined;
};

export const reputationIn = (counts: Counts): Reputation => ({
  sent: counts["email:sent"] ?? 0,
  bounced: counts["email:bounced"] ?? 0,
  complained: counts["email:complained"] ?? 0,
});

/** What came after a person looked at it and went on: the same figures must not open the breaker twice. */
export const reputationSince = (all: Reputation, seen: Reputation): Reputation => ({
  sent: Math.max(0, all.sent - seen.sent),
  bounced: Math.max(0, all.bounced - seen.bounced),
  complained: Math.max(0, all.complained - seen.complained),
});
