import { useMemo } from "react";
import { useSession } from "../api/use-session.ts";
import { localeOf, useLanguage } from "../words/define-words.ts";

export interface Format {
  readonly count: (value: number) => string;
  /** Of a share from 0 to 1. */
  readonly percent: (share: number, digits?: number) => string;
  /** In the shop's currency. */
  readonly amount: (value: number) => string;
  /** A moment in the shop's time zone. */
  readonly moment: (iso: string | number) => string;
  readonly day: (iso: string | number) => string;
  /** A civil day such as 2026-03-02, which has no zone. */
  readonly civilDay: (day: string) => string;
  readonly time: (iso: string | number) => string;
  /** Such as "3 days ago" or "in 2 hours", from the shop's clock. */
  readonly fromNow: (iso: string | number, now: string | number) => string;
}

const steps: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ["year", 31_536_000_000],
  ["month", 2_592_000_000],
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
];

const msOf = (at: string | number): number => (typeof at === "number" ? at : Date.parse(at));

const relative = (locale: string) => {
  const words = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
  return (at: string | number, now: string | number): string => {
    const apart = msOf(at) - msOf(now);
    const [unit, ms] = steps.find(([, size]) => Math.abs(apart) >= size) ?? ["minute", 60_000];
    return words.format(Math.round(apart / ms), unit);
  };
};

interface Place {
  readonly locale: string;
  readonly timeZone: string;
  readonly currency: string;
}

export const createFormat = ({ locale, timeZone, currency }: Place): Format => {
  const counts = new Intl.NumberFormat(locale);
  const amounts = new Intl.NumberFormat(locale, { style: "currency", currency });
  const moments = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short", timeZone });
  const days = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeZone });
  const civilDays = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeZone: "UTC" });
  const times = new Intl.DateTimeFormat(locale, { timeStyle: "short", timeZone });
  return {
    count: (value) => counts.format(value),
    percent: (share, digits = 1) =>
      new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: digits }).format(share),
    amount: (value) => amounts.format(value),
    moment: (at) => moments.format(msOf(at)),
    day: (at) => days.format(msOf(at)),
    civilDay: (day) => civilDays.format(Date.parse(`${day}T00:00:00Z`)),
    time: (at) => times.format(msOf(at)),
    fromNow: relative(locale),
  };
};

/** Numbers and dates as the person reads them, in the shop's zone and currency. */
export const useFormat = (): Format => {
  const locale = localeOf(useLanguage());
  const shop = useSession().data?.shop;
  const [timeZone, currency] = [shop?.timeZone ?? "UTC", shop?.currency ?? "USD"];
  return useMemo(() => createFormat({ locale, timeZone, currency }), [locale, timeZone, currency]);
};
