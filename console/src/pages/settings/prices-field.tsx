import { Button, Group, NumberInput, Select, Stack, Text } from "@mantine/core";
import { useMemo, useState } from "react";
import { localeOf, useLanguage, useWords } from "../../words/define-words.ts";
import { usePart } from "./form-context.tsx";
import { settingsWords } from "./words.ts";

const letters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];
/** Groups and stand-ins that have names of their own and no telephone numbers. */
const noCountries: ReadonlySet<string> = new Set(["EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"]);

/** Only the current code of a country: UK stands for GB, SU for RU. */
const isCurrent = (code: string): boolean => new Intl.Locale(`und-${code}`).region === code;

const useCountries = (): readonly { readonly value: string; readonly label: string }[] => {
  const locale = localeOf(useLanguage());
  return useMemo(() => {
    const names = new Intl.DisplayNames([locale], { type: "region", fallback: "none" });
    return letters
      .flatMap((first) => letters.map((second) => `${first}${second}`))
      .filter((code) => !noCountries.has(code) && isCurrent(code))
      .flatMap((value) => {
        const name = names.of(value);
        return name === undefined ? [] : [{ value, label: `${name} (${value})` }];
      })
      .toSorted((a, b) => a.label.localeCompare(b.label, locale));
  }, [locale]);
};

/** What one part of an SMS costs, country by country. */
export const PricesField = () => {
  const say = useWords(settingsWords);
  const { value: senders, set, errorAt, disabled } = usePart("senders");
  const countries = useCountries();
  const [next, setNext] = useState<string | null>(null);
  const prices = senders.smsPricesUsd;
  const put = (smsPricesUsd: Readonly<Record<string, number>>): void => set({ ...senders, smsPricesUsd });
  const nameOf = (code: string): string => countries.find(({ value }) => value === code)?.label ?? code;
  const remove = (code: string): void => {
    const { [code]: _, ...rest } = prices;
    put(rest);
  };
  const add = (): void => {
    if (next === null) return;
    put({ ...prices, [next]: 0.01 });
    setNext(null);
  };
  return (
    <fieldset style={{ border: 0, padding: 0, margin: 0, scrollMarginTop: "5rem" }} id="senders.smsPricesUsd">
      <Text component="legend" size="sm" fw={500}>
        {say("senders.prices")}
      </Text>
      <Text size="xs" c="dimmed" mb="xs" maw="70ch">
        {say("senders.pricesHint")}
      </Text>
      <Stack gap="xs">
        {Object.entries(prices).map(([code, usd]) => (
          <Group key={code} align="flex-end" gap="sm">
            <NumberInput
              label={nameOf(code)}
              prefix="US$ "
              min={0}
              step={0.001}
              value={usd}
              disabled={disabled}
              error={errorAt(`smsPricesUsd.${code}`)}
              onChange={(value) => put({ ...prices, [code]: Number(value) })}
              w="16rem"
            />
            <Button
              variant="default"
              disabled={disabled}
              aria-label={say("senders.removePrice", { country: nameOf(code) })}
              onClick={() => remove(code)}
            >
              {say("remove")}
            </Button>
          </Group>
        ))}
        <Group align="flex-end" gap="sm">
          <Select
            searchable
            label={say("senders.priceCountry")}
            data={countries.filter(({ value }) => !(value in prices))}
            value={next}
            disabled={disabled}
            onChange={setNext}
            w="16rem"
          />
          <Button variant="default" disabled={disabled || next === null} onClick={add}>
            {say("senders.addPrice")}
          </Button>
        </Group>
      </Stack>
    </fieldset>
  );
};
