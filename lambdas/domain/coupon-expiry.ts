import { hashOf, numberOf } from "./hash.ts";
import { dayMs } from "./limits.ts";
import type { Entry, HeldCoupon, Profile } from "./profile.ts";
import type { Trigger } from "./trigger-schema.ts";

type ExpiryTrigger = Extract<Trigger, { kind: "coupon-expiring" }>;

/** Names the occurrence: of the code, and not the code itself, because occurrences travel in tags and stand in logs. */
export const couponOccurrence = ({ couponId, code, expiresAt = 0 }: HeldCoupon): string =>
  `coupon-${numberOf(hashOf(couponId, code, String(expiresAt))).toString(36)}`;

interface Reminder {
  readonly at: number;
  readonly coupon: HeldCoupon;
}

/** A coupon that is good for less than twice the lead is not reminded of right after it was given. */
const remindAt = ({ at: givenAt }: HeldCoupon, expiresAt: number, daysBefore: number): number =>
  Math.max(expiresAt - daysBefore * dayMs, Math.round((givenAt + expiresAt) / 2));

const reminderOf = (held: HeldCoupon, { trigger, now }: ReminderQuestion): Reminder | undefined => {
  const { expiresAt } = held;
  const isMeant = trigger.coupon === undefined || trigger.coupon === held.couponId;
  if (expiresAt === undefined || expiresAt <= now || !isMeant) return undefined;
  return { at: remindAt(held, expiresAt, trigger.daysBefore), coupon: held };
};

const isSooner = (a: Reminder, b: Reminder): boolean =>
  a.at < b.at || (a.at === b.at && couponOccurrence(a.coupon) < couponOccurrence(b.coupon));

/**
 * The first that is still to come after the last reminder. One reminder stands for all coupons whose time had come when it
 * was decided: so nobody is reminded of one code twice, although only the latest entry is remembered.
 */
const nextReminder = (question: ReminderQuestion): Reminder | undefined => {
  let next: Reminder | undefined;
  for (const held of question.profile.coupons ?? []) {
    const reminder = reminderOf(held, question);
    if (reminder === undefined || reminder.at <= (question.entry?.at ?? Number.NEGATIVE_INFINITY)) continue;
    if (next === undefined || isSooner(reminder, next)) next = reminder;
  }
  return next;
};

export interface ReminderQuestion {
  readonly trigger: ExpiryTrigger;
  readonly profile: Pick<Profile, "coupons">;
  /** The customer's latest entry into the campaign. */
  readonly entry: Pick<Entry, "at"> | undefined;
  readonly now: number;
}

/** When the customer is to be reminded next, epoch milliseconds; infinity while no coupon runs out. */
export const reminderDueAt = (question: ReminderQuestion): number =>
  nextReminder(question)?.at ?? Number.POSITIVE_INFINITY;

/** The occurrence that comes next; empty while none does. */
export const reminderOccurrence = (question: ReminderQuestion): string => {
  const next = nextReminder(question);
  return next === undefined ? "" : couponOccurrence(next.coupon);
};

/** The coupon that a reminder is about; nothing once it was used. */
export const couponOfOccurrence = (
  { coupons = [] }: Pick<Profile, "coupons">,
  occurrence: string,
): HeldCoupon | undefined => coupons.find((held) => couponOccurrence(held) === occurrence);
