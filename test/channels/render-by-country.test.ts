import { describe, expect, it } from "vitest";
import { renderMessage, type TextPlace } from "../../lambdas/channels/render.ts";
import type { Words } from "../../lambdas/channels/words.ts";
import type { Language } from "../../lambdas/domain/channel.ts";
import { smsParts } from "../../lambdas/domain/sms-parts.ts";
import { fullProfile, preferencesUrl, sampleVariables, unsubscribeUrl, wordsWith } from "../support/message-samples.ts";

const bodies: Readonly<Record<Language, string>> = {
  en: "{{ shop.name }}: Hi {{ customer.firstName }}, it has arrived.",
  zh: "{{ shop.name }}：{{ customer.firstName }}，已送达。",
};

interface Text extends Partial<TextPlace> {
  readonly language?: Language;
  readonly body?: string;
  readonly change?: Partial<Words>;
}

const textFor = ({ language = "en", body = bodies[language], change = {}, ...place }: Text): string => {
  const words = { ...wordsWith({ sms: { text: body } }, language), ...change };
  const variables = sampleVariables(words, fullProfile(language === "zh" ? "小明" : "Ann"));
  const rendering = renderMessage({
    ...{ words, stepId: "hello", channel: "sms", variables },
    place: {
      country: undefined,
      category: "promotion",
      canReply: true,
      signsAtGateway: false,
      offersChoice: "never",
      ...place,
    },
  });
  return rendering.ok && rendering.message.channel === "sms" ? rendering.message.text : JSON.stringify(rendering);
};

const said = "Harbour & Home: Hi Ann, it has arrived.";

describe("a text by the country of its number", () => {
  it.each([
    ["US", "en", `${said} Reply STOP to opt out`],
    ["US", "zh", "Harbour & Home：小明，已送达。 回复STOP退订"],
    ["GB", "en", `${said} Reply STOP to opt out`],
    ["GB", "zh", "Harbour & Home：小明，已送达。 回复STOP退订"],
    ["DE", "en", `${said} Reply STOP to opt out`],
    ["CN", "zh", "【Harbour & Home】小明，已送达。 拒收请回复R"],
    ["CN", "en", "【Harbour & Home】Hi Ann, it has arrived. 拒收请回复R"],
    [undefined, "en", `${said} Reply STOP to opt out`],
    [undefined, "zh", "Harbour & Home：小明，已送达。 拒收请回复R"],
  ] as const)("%s, in %s", (country, language, expected) => {
    expect(textFor({ country, language })).toBe(expected);
  });

  it("names the shop where the words forgot to and the country asks for it", () => {
    expect(textFor({ country: "US", body: "It has arrived." })).toMatch(/^Harbour & Home: It has arrived\. /);
    expect(textFor({ country: "DE", language: "zh", body: "已送达。" })).toMatch(/^Harbour & Home：已送达。 /);
    expect(textFor({ country: "CN", language: "zh", body: "已送达。" })).toMatch(/^【Harbour & Home】已送达。 /);
  });

  it("leaves the brackets to a gateway that writes them, and to nobody else", () => {
    expect(textFor({ country: "CN", language: "zh", signsAtGateway: true })).toBe("小明，已送达。 拒收请回复R");
    expect(textFor({ country: "CN", language: "zh", body: "【别家】已送达。" })).toBe(
      "【Harbour & Home】别家 已送达。 拒收请回复R",
    );
  });

  it.each([
    ["US", "en", `${said} Your choice: ${preferencesUrl} Reply STOP to opt out`],
    ["GB", "zh", "Harbour & Home：小明，已送达。 回复STOP退订"],
    ["CN", "zh", "【Harbour & Home】小明，已送达。 拒收请回复R"],
  ] as const)("says where to choose when that costs no further part: %s, in %s", (country, language, expected) => {
    expect(textFor({ country, language, offersChoice: "when-free" })).toBe(expected);
  });

  it("costs as many parts with the link to the preferences as without, whatever the words are", () => {
    const lengths = Array.from({ length: 320 }, (_, length) => length);
    const added = lengths.filter((length) => {
      const [plain, offered] = (["never", "when-free"] as const).map((offersChoice) =>
        textFor({ country: "US", body: `Harbour & Home: ${"x".repeat(length)}`, offersChoice }),
      );

      expect(smsParts(offered ?? "").parts).toBe(smsParts(plain ?? "").parts);
      return offered?.includes(preferencesUrl);
    });

    expect(added.length).toBeGreaterThan(lengths.length / 3);
    expect(added.length).toBeLessThan(lengths.length);
  });

  it.each([
    ["US", "en", "promotion", `${said} Your choice: ${preferencesUrl} Reply STOP to opt out`],
    ["GB", "zh", "care", `Harbour & Home：小明，已送达。 偏好设置：${preferencesUrl} 回复STOP退订`],
    ["JP", "en", "transactional", `${said} Your choice: ${preferencesUrl}`],
  ] as const)(
    "says where to choose whatever it costs, when it always does: %s, in %s, %s",
    (country, language, category, expected) => {
      expect(textFor({ country, language, category, offersChoice: "always" })).toBe(expected);
    },
  );

  it("never puts a link that knows its customer into a text to mainland China, whose gateways take constant ones only", () => {
    for (const category of ["promotion", "care", "service", "transactional"] as const)
      expect(textFor({ country: "CN", language: "zh", category, offersChoice: "always" })).not.toContain(
        preferencesUrl,
      );
  });

  it("says it once, and not beside an opt-out link, which leads there", () => {
    const inWords = textFor({ country: "US", body: "Choose: {{ preferencesUrl }}", offersChoice: "when-free" });

    expect(inWords.split(preferencesUrl)).toHaveLength(2);
    expect(textFor({ country: "GB", canReply: false, offersChoice: "when-free" })).toBe(
      `${said} Opt out: ${unsubscribeUrl}`,
    );
  });

  it("ends a parcel's notice without a way out, in no dangling space", () => {
    expect(textFor({ country: "US", category: "transactional" })).toBe(said);
    expect(textFor({ country: "CN", language: "zh", category: "service" })).toBe("【Harbour & Home】小明，已送达。");
  });

  it("ends with the customer's own link where nobody can answer", () => {
    expect(textFor({ country: "GB", canReply: false })).toBe(`${said} Opt out: ${unsubscribeUrl}`);
  });

  it("ends as the campaign says, also when it says what the language would", () => {
    const own = { smsOptOut: "退订回T" };
    const usual = { smsOptOut: "Reply STOP to opt out", parameters: { smsOptOut: "Reply STOP to opt out" } };

    expect(textFor({ country: "CN", language: "zh", change: own })).toMatch(/ 退订回T$/);
    expect(textFor({ country: "CN", change: usual })).toMatch(/ Reply STOP to opt out$/);
  });
});
