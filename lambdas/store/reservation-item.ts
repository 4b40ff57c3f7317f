import type { Category, Channel } from "../domain/channel.ts";
import type { Reservation } from "../domain/message.ts";

/** A reservation inside a customer's item, with short names: each one is paid for at every decision. */
export interface ReservationItem {
  readonly key: string;
  readonly campaign: string;
  readonly version: number;
  readonly step: string;
  readonly occurrence: string;
  readonly channel: Channel;
  readonly category: Category;
  readonly status: Reservation["status"];
  readonly at: number;
  readonly day: string;
  readonly sendBy: number;
  readonly zone: string;
  readonly attempt: number;
  readonly variant?: string;
  readonly coupon?: string;
  readonly details?: Reservation["details"];
}

export const reservationItemOf = (reservation: Reservation): ReservationItem => ({
  key: reservation.messageKey,
  campaign: reservation.campaignId,
  version: reservation.campaignVersion,
  step: reservation.stepId,
  occurrence: reservation.occurrence,
  channel: reservation.channel,
  category: reservation.category,
  status: reservation.status,
  at: reservation.reservedAt,
  day: reservation.day,
  sendBy: reservation.sendBy,
  zone: reservation.timeZone,
  attempt: reservation.attempt,
  ...(reservation.variant !== undefined && { variant: reservation.variant }),
  ...(reservation.couponId !== undefined && { coupon: reservation.couponId }),
  ...(reservation.details !== undefined && { details: reservation.details }),
});

export const reservationOfItem = (item: ReservationItem): Reservation => ({
  messageKey: item.key,
  campaignId: item.campaign,
  campaignVersion: item.version,
  stepId: item.step,
  occurrence: item.occurrence,
  channel: item.channel,
  category: item.category,
  status: item.status,
  reservedAt: item.at,
  day: item.day,
  sendBy: item.sendBy,
  timeZone: item.zone,
  attempt: item.attempt,
  ...(item.variant !== undefined && { variant: item.variant }),
  ...(item.coupon !== undefined && { couponId: item.coupon }),
  ...(item.details !== undefined && { details: item.details }),
});
