import { useMemo } from "react";
import { localeOf, useLanguage } from "../words/define-words.ts";

/** What AWS bills, whatever the shop's own currency is. A text costs less than a cent, so small sums show more digits. */
export const useDollars = (): ((usd: number) => string) => {
  const locale = localeOf(useLanguage());
  return useMemo(() => {
    const usual = new Intl.NumberFormat(locale, { style: "currency", currency: "USD" });
    const small = new Intl.NumberFormat(locale, { style: "currency", currency: "USD", maximumFractionDigits: 4 });
    return (usd) => (usd !== 0 && Math.abs(usd) < 1 ? small : usual).format(usd);
  }, [locale]);
};
