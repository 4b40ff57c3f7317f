import { describe, expect, it } from "vitest";
import { defaultSettings, parseSettings } from "../../lambdas/domain/parse-settings.ts";
import type { Settings } from "../../lambdas/domain/settings.ts";
import { withDefaults } from "../../lambdas/domain/with-defaults.ts";

describe("settings of an older publication", () => {
  it("stay what the shop said", () => {
    const parsed = parseSettings({ shop: { name: "Tea" }, caps: [], quietHours: { default: "none" } });
    if (!parsed.ok) throw new Error("the sample is invalid");

    expect(withDefaults(parsed.settings)).toEqual(parsed.settings);
  });

  it("get what was not thought of then", () => {
    const { workingHours: _, ...older } = defaultSettings;
    const { smsLinks: __, ...senders } = older.senders;

    expect(withDefaults({ ...older, senders } as unknown as Settings)).toEqual(defaultSettings);
  });

  it("keep an empty list: no caps are not the usual caps", () => {
    expect(withDefaults({ ...defaultSettings, caps: [] }).caps).toEqual([]);
  });
});
