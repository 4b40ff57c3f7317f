import type { Action } from "../domain/action.ts";
import type { Look } from "../domain/advance.ts";
import type { Addition, Counts } from "../domain/funnel-counts.ts";
import type { Reservation } from "../domain/message.ts";
import type { Answer } from "../domain/survey.ts";
import { compact, expectItem, itemOfImage, type StreamImage } from "./attributes.ts";
import { type ReservationItem, reservationItemOf, reservationOfItem } from "./reservation-item.ts";
import { expectVersion } from "./schema-version.ts";

/** What one write decided. It is part of that write only, so each decision passes through the stream once. */
export interface Outbox {
  /** The instant of the decision, epoch milliseconds. */
  readonly at: number;
  /** The shop's local day of the decision, `YYYY-MM-DD`. */
  readonly day: string;
  readonly reservations: readonly Reservation[];
  readonly looks: readonly Look[];
  /** What is asked for besides messages. */
  readonly actions: readonly Action[];
  /** Campaigns whose code an order used, as often as one was; absent when none was. */
  readonly redeemed?: readonly string[];
  /** What was answered to surveys; absent when nothing was. */
  readonly answers?: readonly Answer[];
  /** The change in the shop's observed gaps between orders; absent when there is none. */
  readonly gaps?: { readonly count: number; readonly ms: number };
  /** What events add to the counters of campaigns; absent when it is nothing. */
  readonly counted?: readonly Addition[];
}

/** `more` is what few looks have; elements may be added at the end. */
type LookItem = readonly [
  campaignId: string,
  stepId: string,
  outcome: Look["outcome"],
  until?: number | null,
  spentCents?: number | null,
  more?: LookMore,
];

interface LookMore {
  readonly cap?: string;
  readonly variant?: string;
}

type CountedItem = readonly [campaignId: string, day: string, counts: Counts];

/** `reserved`, `looked` and `acts` exist for the stream filters: `send`, `report` and `act` see only what concerns them. */
export interface OutboxItem {
  readonly at: number;
  readonly day: string;
  readonly reserved?: number;
  readonly looked?: number;
  readonly acts?: number;
  readonly actions?: readonly Action[];
  readonly reservations?: readonly ReservationItem[];
  readonly looks?: readonly LookItem[];
  readonly redeemed?: readonly string[];
  readonly answers?: readonly Answer[];
  readonly gaps?: { readonly count: number; readonly ms: number };
  readonly counted?: readonly CountedItem[];
}

/** Undefined when nothing was decided. `looked` is 0 when only what events say is to be counted, so that the report hears of it. */
export const outboxItemOf = (outbox: Outbox): OutboxItem | undefined => {
  const { at, day, reservations, looks, actions, gaps, redeemed, answers, counted } = outbox;
  const isReported = looks.length > 0 || [gaps, redeemed, answers, counted].some((part) => part !== undefined);
  if (reservations.length + actions.length === 0 && !isReported) return undefined;
  return {
    at,
    day,
    ...(reservations.length > 0 && {
      reserved: reservations.length,
      reservations: reservations.map(reservationItemOf),
    }),
    ...(isReported && { looked: looks.length }),
    ...(looks.length > 0 && { looks: looks.map(lookItemOf) }),
    ...(actions.length > 0 && { acts: actions.length, actions }),
    ...(redeemed !== undefined && { redeemed }),
    ...(answers !== undefined && { answers }),
    ...(gaps !== undefined && { gaps: { count: gaps.count, ms: gaps.ms } }),
    ...(counted !== undefined && { counted: counted.map((one): CountedItem => [one.campaignId, one.day, one.counts]) }),
  };
};

/** What a record of the customers stream decided; undefined when it was another kind of write. */
export const outboxOf = (image: StreamImage): { readonly customerId: string; readonly outbox: Outbox } | undefined => {
  const { customerId: id, outbox: decided } = image;
  if (decided === undefined) return undefined;
  // One write made both, so the customer's version is the outbox's.
  expectVersion("customer", image.v === undefined ? undefined : Number(image.v.N));
  const { customerId, outbox } = expectItem<{ readonly customerId: string; readonly outbox: OutboxItem }>(
    itemOfImage(id === undefined ? { outbox: decided } : { customerId: id, outbox: decided }),
    "outbox",
    { customerId: "string", outbox: "object" },
  );
  return { customerId, outbox: outboxOfItem(outbox) };
};

export const outboxOfItem = (outbox: OutboxItem): Outbox => ({
  at: outbox.at,
  day: outbox.day,
  reservations: (outbox.reservations ?? []).map(reservationOfItem),
  looks: (outbox.looks ?? []).map(lookOf),
  actions: outbox.actions ?? [],
  ...(outbox.redeemed !== undefined && { redeemed: outbox.redeemed }),
  ...(outbox.answers !== undefined && { answers: outbox.answers }),
  ...(outbox.gaps !== undefined && { gaps: outbox.gaps }),
  ...(outbox.counted !== undefined && {
    counted: outbox.counted.map(([campaignId, day, counts]) => ({ campaignId, day, counts })),
  }),
});

const lookItemOf = ({ campaignId, stepId, outcome, until, capId, began }: Look): LookItem => {
  const more = compact({ cap: capId, variant: began?.variant }) as LookMore;
  const look = [campaignId, stepId, outcome] as const;
  if (Object.keys(more).length > 0) return [...look, until ?? null, began?.spentCents ?? null, more];
  if (began !== undefined) return [...look, until ?? null, began.spentCents];
  return until === undefined ? look : [...look, until];
};

const lookOf = ([campaignId, stepId, outcome, until, spentCents, { cap, variant } = {}]: LookItem): Look => ({
  ...{ campaignId, stepId, outcome },
  ...(until !== undefined && until !== null && { until }),
  ...(cap !== undefined && { capId: cap }),
  ...(spentCents !== undefined &&
    spentCents !== null && {
      began: { spentCents, heldOut: outcome === "held-out", ...(variant !== undefined && { variant }) },
    }),
});
