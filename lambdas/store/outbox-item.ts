import type { Action } from "../domain/action.ts";
import type { Look } from "../domain/advance.ts";
import type { Reservation } from "../domain/message.ts";
import type { Answer } from "../domain/survey.ts";
import { expectItem, itemOfImage, type StreamImage } from "./attributes.ts";
import { type ReservationItem, reservationItemOf, reservationOfItem } from "./reservation-item.ts";

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
}

type LookItem = readonly [campaignId: string, stepId: string, outcome: Look["outcome"], until?: number];

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
}

/** Undefined when nothing was decided. `looked` is 0 when only gaps, redemptions or answers are to be counted, so that the report hears of them. */
export const outboxItemOf = (outbox: Outbox): OutboxItem | undefined => {
  const { at, day, reservations, looks, actions, gaps, redeemed, answers } = outbox;
  const isReported = looks.length > 0 || gaps !== undefined || redeemed !== undefined || answers !== undefined;
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
  };
};

/** What a record of the customers stream decided; undefined when it was another kind of write. */
export const outboxOf = (image: StreamImage): { readonly customerId: string; readonly outbox: Outbox } | undefined => {
  const { customerId: id, outbox: decided } = image;
  if (decided === undefined) return undefined;
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
});

const lookItemOf = ({ campaignId, stepId, outcome, until }: Look): LookItem =>
  until === undefined ? [campaignId, stepId, outcome] : [campaignId, stepId, outcome, until];

const lookOf = ([campaignId, stepId, outcome, until]: LookItem): Look => ({
  campaignId,
  stepId,
  outcome,
  ...(until !== undefined && { until }),
});
