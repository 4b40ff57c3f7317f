import { Select, SimpleGrid, Textarea, TextInput } from "@mantine/core";
import { useMemo } from "react";
import { commonWords } from "../../words/common.ts";
import { localeOf, useLanguage, useWords } from "../../words/define-words.ts";
import { usePart } from "./form-context.tsx";
import { Section } from "./section.tsx";
import { settingsWords } from "./words.ts";

/** The zones that the browser knows, and the one that is set, should the browser not know it. */
const useZones = (set: string): readonly string[] =>
  useMemo(() => [...new Set(["UTC", ...Intl.supportedValuesOf("timeZone"), set])].toSorted(), [set]);

const useCurrencies = (set: string): readonly { readonly value: string; readonly label: string }[] => {
  const locale = localeOf(useLanguage());
  return useMemo(() => {
    const names = new Intl.DisplayNames([locale], { type: "currency" });
    return [...new Set([...Intl.supportedValuesOf("currency"), set])].map((code) => ({
      value: code,
      label: `${code} · ${names.of(code) ?? code}`,
    }));
  }, [locale, set]);
};

export const ShopSection = () => {
  const say = useWords(settingsWords);
  const common = useWords(commonWords);
  const { value: shop, set, errorAt, disabled } = usePart("shop");
  const zones = useZones(shop.timeZone);
  const currencies = useCurrencies(shop.currency);
  const languages = (["en", "zh"] as const).map((language) => ({
    value: language,
    label: common(`language.${language}`),
  }));
  return (
    <Section parts={["shop"]} title={say("shop.title")} lead={say("shop.lead")}>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <TextInput
          label={say("shop.name")}
          description={say("shop.nameHint")}
          value={shop.name}
          disabled={disabled}
          error={errorAt("name")}
          onChange={({ currentTarget: { value } }) => set({ ...shop, name: value })}
        />
        <Select
          searchable
          allowDeselect={false}
          label={say("shop.timeZone")}
          description={say("shop.timeZoneHint")}
          data={[...zones]}
          value={shop.timeZone}
          disabled={disabled}
          error={errorAt("timeZone")}
          onChange={(value) => value !== null && set({ ...shop, timeZone: value })}
        />
        <Select
          allowDeselect={false}
          label={say("shop.locale")}
          description={say("shop.localeHint")}
          data={languages}
          value={shop.locale}
          disabled={disabled}
          onChange={(value) => (value === "en" || value === "zh") && set({ ...shop, locale: value })}
        />
        <Select
          searchable
          allowDeselect={false}
          label={say("shop.currency")}
          description={say("shop.currencyHint")}
          data={[...currencies]}
          value={shop.currency}
          disabled={disabled}
          error={errorAt("currency")}
          onChange={(value) => value !== null && set({ ...shop, currency: value })}
        />
      </SimpleGrid>
      <Textarea
        autosize
        id="shop.postalAddress"
        label={say("shop.postalAddress")}
        description={say("shop.postalAddressHint")}
        value={shop.postalAddress}
        disabled={disabled}
        error={errorAt("postalAddress")}
        onChange={({ currentTarget: { value } }) => set({ ...shop, postalAddress: value })}
      />
    </Section>
  );
};
