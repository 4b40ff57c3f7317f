import { beforeAll, describe, expect, it } from "vitest";
import { type Preview, previewsOf } from "../../lambdas/channels/preview.ts";
import { sampleCustomers } from "../../lambdas/channels/sample-customers.ts";
import { languages } from "../../lambdas/domain/channel.ts";
import { parseSettings } from "../../lambdas/domain/parse-settings.ts";
import { buildCampaign } from "../../lib/playbooks/build-campaign.ts";
import { buildWords } from "../../lib/playbooks/build-words.ts";
import { loadPlaybook, playbookIds } from "../../lib/playbooks/load.ts";
import { sampleNow, sampleShop } from "../support/message-samples.ts";

const prices = { US: 0.0083, GB: 0.04, CN: 0.03, DE: 0.08 };

const previewed = async (id: string): Promise<readonly Preview[]> => {
  const parsed = parseSettings({ shop: sampleShop, senders: { smsPricesUsd: prices } });
  const loaded = await loadPlaybook(id);
  const built = loaded.ok ? buildCampaign(loaded.playbook, {}, 1) : loaded;
  if (!parsed.ok || !loaded.ok || !built.ok) throw new Error(`${id} cannot be built`);
  const words = await buildWords(loaded.playbook, built.parameters);
  if (!words.ok) throw new Error(JSON.stringify(words.problems));
  const { campaign, coupons } = built;
  const shared = { campaign, coupons, settings: parsed.settings, now: sampleNow, samples: sampleCustomers(sampleNow) };
  const byLanguage = Object.fromEntries(words.words.map((one) => [one.language, one]));
  return languages.flatMap((language) => previewsOf({ ...shared, words: byLanguage, language }));
};

let ids: readonly string[];
let all: readonly Preview[];
beforeAll(async () => {
  ids = await playbookIds();
  all = (await Promise.all(ids.map(previewed))).flat();
});

const nameOf = ({ campaignId, stepId, channel, language, sample }: Preview): string =>
  `${campaignId}/${stepId}/${channel}/${language}/${sample}`;

const shownBy = ({ result }: Preview): string =>
  result.ok
    ? Object.values(result.message)
        .filter((part) => typeof part === "string")
        .join("\n")
    : result.problem;

describe("every ready-made campaign, previewed for every sample customer in both languages", () => {
  it("shows all its messages", () => {
    expect(new Set(all.map(({ campaignId }) => campaignId))).toEqual(new Set(ids));
    for (const preview of all) expect(preview.result.ok ? "" : preview.result.problem, nameOf(preview)).toBe("");
  });

  it("has no gap and no sign of a template", () => {
    for (const preview of all)
      expect(shownBy(preview), nameOf(preview)).not.toMatch(/\{\{|\}\}|\{%|\[\[|undefined|NaN/);
  });

  it("says the price of every text whose country is known", () => {
    const texts = all.filter(({ channel, sample }) => channel === "sms" && sample !== "unknown");

    expect(texts.length).toBeGreaterThan(0);
    for (const preview of texts)
      expect(preview.result, nameOf(preview)).toMatchObject({
        message: { quote: { parts: expect.any(Number), priceUsd: expect.any(Number) } },
      });
  });

  it("signs texts to China in brackets, and names the shop in all others", () => {
    for (const preview of all) {
      const { result, sample } = preview;
      if (!result.ok || result.message.channel !== "sms") continue;

      expect(result.message.text, nameOf(preview)).toMatch(
        sample === "cn" ? /^【Harbour & Home】(?!Harbour)/ : /^Harbour & Home[:：]/,
      );
    }
  });
});
