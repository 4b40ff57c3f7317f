import type { Language } from "../domain/channel.ts";
import type { Coupon } from "../domain/coupon.ts";
import { zoneCalendar } from "../domain/zone-calendar.ts";
import { writtenDate } from "./written-date.ts";

/** The coupon that a message carries. */
export interface MessageCoupon extends Pick<Coupon, "value" | "minimumSpend"> {
  readonly code: string;
  /** Epoch milliseconds; absent: until the shop ends it. */
  readonly expiresAt?: number | undefined;
}

/** Variables of a message behind a coupon step. Validation and the documentation read this list. */
export const couponVariables = {
  "coupon.code": "The code: the same one in all messages of a journey.",
  "coupon.value":
    "What it is worth: a number for the money filter, or a percentage such as `15%`, which the filter leaves as it is.",
  "coupon.minimumSpend": "For the money filter; absent (false in an if) when there is none.",
  "coupon.expires": "Local date of the last day on which it is good, written out; absent when it has no end.",
} as const;

export interface CouponVariables {
  readonly code: string;
  readonly value: number | string;
  readonly minimumSpend: number | null;
  readonly expires: string | null;
}

export const shownCoupon = (coupon: MessageCoupon, language: Language, timeZone: string): CouponVariables => {
  const { code, value, minimumSpend, expiresAt } = coupon;
  return {
    code,
    value: value.unit === "percent" ? `${value.amount}%` : value.amount,
    minimumSpend: minimumSpend === 0 ? null : minimumSpend,
    expires: expiresAt === undefined ? null : lastDay(expiresAt, language, timeZone),
  };
};

/** A code that runs out at midnight is good on the day before and not on the one that begins. */
const lastDay = (expiresAt: number, language: Language, timeZone: string): string => {
  const calendar = zoneCalendar(timeZone);
  return writtenDate(calendar.dateOf(calendar.dayOf(expiresAt - 1)), language);
};
