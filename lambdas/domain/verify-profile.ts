import type { CustomerEvent } from "./event.ts";
import { type Difference, figureDifferences } from "./figure-differences.ts";
import { dayMs } from "./limits.ts";
import type { Profile } from "./profile.ts";
import { type FigureName, figureNames, figurePairs, recomputed } from "./recompute.ts";

export type Verdict =
  | { readonly kind: "same" }
  | { readonly kind: "different"; readonly differences: readonly Difference[] }
  /** `expired`: events of this customer may be gone. `in-motion`: the newest event may not have been folded yet. */
  | { readonly kind: "cannot-tell"; readonly reason: "expired" | "in-motion" };

export interface VerifyQuestion {
  readonly stored: Profile;
  /** Every event of the customer that changes figures. */
  readonly events: readonly CustomerEvent[];
  /** When the newest event of any kind reached Rekindle, epoch milliseconds; absent when there is none. */
  readonly newestReceivedAt: number | undefined;
  /** The shop's time zone. */
  readonly shopZone: string;
  readonly now: number;
  readonly retentionDays: number;
  /** How long an event may be on its way through the stream, in milliseconds. */
  readonly onTheWayMs: number;
}

/** Whether a profile is what its events make of it, as far as the events that are kept can tell. */
export const verifyProfile = (q: VerifyQuestion): Verdict => {
  const differences = [...figureDifferences(q.stored, q.events, q.shopZone), ...watermarkDifference(q)];
  if (differences.length === 0) return { kind: "same" };
  if (mayHaveExpired(q)) return { kind: "cannot-tell", reason: "expired" };
  if (q.newestReceivedAt !== undefined && q.newestReceivedAt > q.now - q.onTheWayMs)
    return { kind: "cannot-tell", reason: "in-motion" };
  return { kind: "different", differences };
};

/** Whoever has events has a watermark: without one the next record of the stream would be taken for the first. */
const watermarkDifference = ({ stored, newestReceivedAt }: VerifyQuestion): readonly Difference[] =>
  stored.watermark === undefined && newestReceivedAt !== undefined
    ? [{ field: "watermark", stored: undefined, recomputed: "(present)" }]
    : [];

/** A profile written before the arrival of its first event was remembered says nothing about what has expired. */
export const mayHaveExpired = (q: Pick<VerifyQuestion, "stored" | "now" | "retentionDays">): boolean =>
  q.stored.since === undefined || q.stored.since + q.retentionDays * dayMs <= q.now;

/** The stored profile with those figures replaced that differ. Its journeys and contacts stay: events do not tell them. */
export const repairedProfile = (
  stored: Profile,
  events: readonly CustomerEvent[],
  { differences, shopZone }: { readonly differences: readonly Difference[]; readonly shopZone: string },
): Profile => {
  const other = recomputed(stored.customerId, events, shopZone);
  const named = new Set(differences.map(({ field }) => field.split(".")[0]));
  const wrong = new Set([...named, ...figurePairs.filter((pair) => pair.some((name) => named.has(name))).flat()]);
  // An absent figure must not shadow the stored one with `undefined`, so each is taken over by name.
  const since = stored.since ?? other.since;
  const repaired: Writable = { ...stored, ...(since !== undefined && { since }) };
  for (const name of figureNames) if (wrong.has(name)) copyFigure(repaired, other, name);
  return repaired;
};

type Writable = { -readonly [Key in keyof Profile]: Profile[Key] };

const copyFigure = <Name extends FigureName>(to: Writable, from: Profile, name: Name): void => {
  if (from[name] === undefined) delete to[name as "traitsAt"];
  else to[name] = from[name] as Profile[Name];
};
