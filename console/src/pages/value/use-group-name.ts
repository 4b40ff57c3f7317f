import { useMemo } from "react";
import { commonWords } from "../../words/common.ts";
import { localeOf, useLanguage, useWords } from "../../words/define-words.ts";
import { whoWords } from "./customer-words.ts";
import type { DistributionId } from "./group-order.ts";
import { tierWords } from "./tier-words.ts";

/** What a group is called; what the shop words itself stays as it is. */
export const useGroupName = (): ((id: DistributionId, group: string) => string) => {
  const say = useWords(whoWords);
  const sayTier = useWords(tierWords);
  const common = useWords(commonWords);
  const locale = localeOf(useLanguage());
  const countries = useMemo(() => new Intl.DisplayNames(locale, { type: "region" }), [locale]);
  return (id, group) => {
    if (group === "unknown" || group === "other") return say(`group.${group}`);
    if (id === "tier") return sayTier.code("tier", group);
    if (id === "country") return /^[A-Z]{2}$/.test(group) ? (countries.of(group) ?? group) : group;
    if (id === "reach" && group !== "none")
      return group
        .split("+")
        .map((channel) => common.code("channel", channel))
        .join(" + ");
    if (id === "gender") return say.code("group.gender", group.toLowerCase());
    return id === "value" || id === "reach" || id === "discounts"
      ? say.code(`group.${id}`, group)
      : group.replace("-", "–");
  };
};
