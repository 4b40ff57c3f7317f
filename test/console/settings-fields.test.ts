// Whatever a shop may set is either a field of the page or stays with developers for a reason that is written down.
import { describe, expect, it } from "vitest";
import { fieldNames, forDevelopers } from "../../console/src/pages/settings/field-names.ts";
import { problemsIn, settingFacts } from "../../console/src/pages/settings/setting-facts.ts";
import { defaultSettings } from "../../lambdas/domain/parse-settings.ts";
import { settingsSchema } from "../../lambdas/domain/settings.ts";
import { rowsBelow } from "../../lib/docs/schema-table.ts";

const isBelow = (path: string, parent: string): boolean =>
  path === parent || path.startsWith(`${parent}.`) || path.startsWith(`${parent}[`);

/** The paths of docs/settings.md that hold a value themselves. */
const settings = rowsBelow("", settingsSchema)
  .map(({ key }) => key)
  .filter((key, _, all) => !all.some((other) => other.startsWith(`${key}.`) && !other.startsWith(`${key}.<`)));

describe("the settings page", () => {
  it("knows every setting of the schema, as a field or as one that stays with developers", () => {
    const known = [...Object.keys(fieldNames), ...Object.keys(forDevelopers)];
    expect(settings.length).toBeGreaterThan(60);
    expect(settings.filter((path) => !known.some((parent) => isBelow(path, parent)))).toEqual([]);
  });

  it("names no setting that the schema does not have, and none twice", () => {
    const [fields, rest] = [Object.keys(fieldNames), Object.keys(forDevelopers)];
    const all = rowsBelow("", settingsSchema).map(({ key }) => key);
    expect([...fields, ...rest].filter((path) => !all.includes(path))).toEqual([]);
    expect(fields.filter((path) => rest.includes(path))).toEqual([]);
  });

  it("reads range and default from the schema itself", () => {
    expect(settingFacts("tiers.activeDays")).toEqual({
      allowed: "a whole number from 1 to 3650",
      fallback: 90,
      whole: true,
    });
    expect(settingFacts("pace.breaker.complaintPercent")).toEqual({
      allowed: "a number from 0.01 to 0.5",
      fallback: 0.1,
      whole: false,
    });
    expect(settingFacts("membership.levels.0.orders")).toEqual({
      allowed: "a whole number from 0 to 10000",
      fallback: 1,
      whole: true,
    });
    expect(settingFacts("budget.monthlyUsd").fallback).toBeUndefined();
    expect(() => settingFacts("tiers.dormant")).toThrow("no setting tiers.dormant");
  });

  it("finds nothing wrong with the defaults, and a wrong value at the place that the API would name", () => {
    expect(problemsIn(defaultSettings)).toEqual([]);
    const wrong = { ...defaultSettings, tiers: { ...defaultSettings.tiers, activeDays: 400, coreOrders: 1 } };
    expect(problemsIn(wrong).map(({ where, problem }) => [where, problem])).toEqual([
      ["settings.tiers.coreOrders", "is too small"],
      ["settings.tiers.atRiskDays", "must be more days for each further stage: active, at risk, dormant"],
    ]);
  });

  it("takes an emptied field for its default", () => {
    const emptied = { ...defaultSettings, tiers: { ...defaultSettings.tiers, activeDays: undefined as never } };
    expect(problemsIn(emptied)).toEqual([]);
  });
});
