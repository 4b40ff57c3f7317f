import { beforeAll, describe, expect, it } from "vitest";
import { campaignVariables } from "../../lambdas/channels/campaign-variables.ts";
import { type RenderedMessage, renderMessage } from "../../lambdas/channels/render.ts";
import { channelsOf, type ParameterValue, type Words } from "../../lambdas/channels/words.ts";
import { type Language, languages } from "../../lambdas/domain/channel.ts";
import { emptyProfile } from "../../lambdas/domain/profile.ts";
import { smsParts } from "../../lambdas/domain/sms-parts.ts";
import { type BuiltCampaign, buildCampaign } from "../../lib/playbooks/build-campaign.ts";
import { buildWords } from "../../lib/playbooks/build-words.ts";
import { loadPlaybook, playbookIds } from "../../lib/playbooks/load.ts";
import type { Playbook } from "../../lib/playbooks/playbook.ts";
import { fullProfile, preferencesUrl, sampleNow, sampleVariables, unsubscribeUrl } from "../support/message-samples.ts";

interface Sample {
  readonly name: string;
  readonly language: Language;
  readonly message: RenderedMessage;
}

/**
 * The shop's choices that change the words: a coupon or none, a link or none. A playbook that brings a coupon of its own
 * has no way without one.
 */
const variants = ({ parameters, coupons }: Playbook): readonly Record<string, ParameterValue>[] => {
  const urls = Object.entries(parameters).flatMap(([name, { type }]) => (type === "url" ? [name] : []));
  const linked = Object.fromEntries(urls.map((name) => [name, "https://harbour.example/new"]));
  if (!("couponCode" in parameters)) return [{}, linked];
  const without = coupons === undefined ? [{ couponCode: "" }] : [];
  return [{}, ...without, { couponCode: "WELCOME20", ...linked }];
};

const load = async (id: string): Promise<Playbook> => {
  const loaded = await loadPlaybook(id);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  return loaded.playbook;
};

type About = NonNullable<Parameters<typeof sampleVariables>[2]>;

/** What a campaign about coupons that run out may find with a customer. */
const anyCoupon = { value: { amount: 20, unit: "money" as const }, minimumSpend: 100 };

/** The coupon that the message is about, at its longest, and a word for every field of the event that it keeps. */
const aboutOf = ({ campaign, coupons: [brought] }: BuiltCampaign): About => {
  const { details } = campaignVariables(campaign, []);
  const code = "WELCOME2026";
  const coupon = campaign.trigger.kind === "coupon-expiring" ? anyCoupon : brought;
  return {
    ...(coupon && { coupon: { ...coupon, code, expiresAt: sampleNow + 30 * 86_400_000 } }),
    details: Object.fromEntries(details.map((name) => [name, "A-1001"])),
  };
};

const builtFrom = async (playbook: Playbook, given: Record<string, ParameterValue>) => {
  const built = buildCampaign(playbook, { enabled: true, ...given }, 1);
  if (!built.ok) throw new Error(JSON.stringify(built.problems));
  const result = await buildWords(playbook, built.parameters);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return { words: result.words, about: aboutOf(built) };
};

const samplesOf = (id: string, variant: number, words: Words, about: About): readonly Sample[] =>
  Object.entries(words.steps).flatMap(([stepId, step]) =>
    channelsOf(step).flatMap((channel) =>
      [fullProfile(words.language === "zh" ? "小明" : "Margaret"), emptyProfile("c-1")].map((profile, thin) => {
        const variables = sampleVariables(words, profile, about);
        const rendering = renderMessage({ words, stepId, channel, variables });
        if (!rendering.ok) throw new Error(rendering.detail);
        const name = `${id}/${stepId}/${words.language}/${channel}/${variant}/${thin === 0 ? "full" : "empty"}`;
        return { name, language: words.language, message: rendering.message };
      }),
    ),
  );

let playbooks: readonly Playbook[];
let samples: readonly Sample[];
const shown = (pick: (message: RenderedMessage) => string): readonly (readonly [string, string])[] =>
  samples.map(({ name, message }) => [name, pick(message)] as const).filter(([, text]) => text !== "");

beforeAll(async () => {
  playbooks = await Promise.all((await playbookIds()).map(load));
  const nested = await Promise.all(
    playbooks.flatMap((playbook) =>
      variants(playbook).map(async (given, at) => {
        const { words, about } = await builtFrom(playbook, given);
        return words.flatMap((one) => samplesOf(playbook.id, at, one, about));
      }),
    ),
  );
  samples = nested.flat();
});

describe("the ready-made campaigns", () => {
  it("go live with a new shop for the three that it starts with only", () => {
    const live = playbooks.filter((playbook) => playbook.live).map(({ id }) => id);

    expect(live).toEqual(["dormant-wake-up", "post-delivery-care", "repurchase-reminder"]);
  });

  it("say the same steps on the same channels in both languages", () => {
    for (const { id, sources } of playbooks) {
      const [english, chinese] = languages.map((language) =>
        Object.entries(sources[language].wordsFile.steps).map(([step, words]) => [step, Object.keys(words).sort()]),
      );

      expect(english, id).toEqual(chinese);
    }
  });

  it("render for everybody, with nothing left over and nothing undefined", () => {
    const texts = shown((message) => JSON.stringify(message));

    expect(texts.length).toBeGreaterThanOrEqual(60);
    for (const [name, text] of texts) expect(text, name).not.toMatch(/\{\{|\}\}|\{%|%\}|\[\[|undefined|null|NaN/);
  });
});

describe("every email", () => {
  it("has a subject of one line and at most 70 characters", () => {
    for (const [name, subject] of shown((message) => (message.channel === "email" ? message.subject : "")))
      expect(subject, name).toMatch(/^.{8,70}$/u);
  });

  it("can be left from the html and from the plain text", () => {
    for (const { name, message } of samples) {
      if (message.channel !== "email") continue;

      expect(message.html, name).toContain(`href="${unsubscribeUrl}"`);
      expect(message.text, name).toContain(`<${unsubscribeUrl}>`);
      expect(message.html, name).toContain(`href="${preferencesUrl}"`);
      expect(message.text, name).toContain(`<${preferencesUrl}>`);
    }
  });

  it("says who sends it and from where", () => {
    for (const { name, message } of samples) {
      if (message.channel !== "email") continue;

      expect(message.html, name).toContain("Harbour &amp; Home");
      expect(message.html, name).toContain("12 Quay Street, Bristol");
      expect(message.text, name).toContain("Harbour & Home\n12 Quay Street, Bristol");
    }
  });

  it("fits a telephone, and stays under the size at which mail programs cut it", () => {
    for (const [name, html] of shown((message) => (message.channel === "email" ? message.html : ""))) {
      expect(html, name).toContain("width=device-width");
      expect(html.length, name).toBeLessThan(40_000);
    }
  });

  it("reads well as plain text: no markup, no entity, no run of empty lines", () => {
    for (const [name, text] of shown((message) => (message.channel === "email" ? message.text : "")))
      expect(text, name).not.toMatch(/<\/?(p|div|td|span|a|br)\b|&(amp|nbsp|lt|gt|#\d+);|\n{3,}/i);
  });

  it("mentions a coupon only when the shop gave a code", () => {
    const dormant = samples.filter(({ name }) => name.startsWith("dormant-wake-up/return-gift"));

    for (const { name, message } of dormant) {
      const withCoupon = !name.includes("/1/");
      expect(JSON.stringify(message).includes("£20"), name).toBe(withCoupon);
    }
  });
});

describe("every text message", () => {
  it("is one line of at most two parts in its language's alphabet", () => {
    for (const { name, language, message } of samples) {
      if (message.channel !== "sms") continue;
      const { encoding, parts } = smsParts(message.text);

      expect(message.text, name).not.toMatch(/[\r\n]/);
      expect(encoding, name).toBe(language === "zh" ? "UCS-2" : "GSM-7");
      expect(parts, name).toBeLessThanOrEqual(2);
    }
  });

  it("begins with the shop's name, ends with the way out, and has no gateway brackets", () => {
    for (const { name, language, message } of samples) {
      if (message.channel !== "sms") continue;

      expect(message.text, name).toMatch(/^Harbour & Home[:：]/);
      expect(message.text, name).toMatch(language === "zh" ? / 拒收请回复R$/ : / Reply STOP to opt out$/);
      expect(message.text, name).not.toMatch(/[【】]/);
    }
  });
});

describe("every push", () => {
  it("has a title of at most 50 characters and a body of at most 150", () => {
    for (const { name, message } of samples) {
      if (message.channel !== "push") continue;

      expect(message.title, name).toMatch(/^.{2,50}$/u);
      expect(message.body, name).toMatch(/^.{8,150}$/u);
    }
  });
});

describe("a shop's own opt-out wording", () => {
  it("ends the text messages of both languages", async () => {
    const playbook = await load("post-delivery-care");

    const { words } = await builtFrom(playbook, { smsOptOut: "退订回T" });

    expect(words.map(({ smsOptOut }) => smsOptOut)).toEqual(["退订回T", "退订回T"]);
  });
});
