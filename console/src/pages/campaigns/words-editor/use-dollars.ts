import { useMemo } from "react";
import { localeOf, useLanguage } from "../../../words/define-words.ts";

/** Prices of texts are in US dollars, whatever the shop's currency, and often far below a cent. */
export const useDollars = (): ((usd: number) => string) => {
  const locale = localeOf(useLanguage());
  return useMemo(() => {
    const amounts = new Intl.NumberFormat(locale, { style: "currency", currency: "USD", maximumFractionDigits: 4 });
    return (usd) => amounts.format(usd);
  }, [locale]);
};
