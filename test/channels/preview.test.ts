import { describe, expect, it } from "vitest";
import { type Preview, type PreviewsQuery, previewsOf } from "../../lambdas/channels/preview.ts";
import type { WarningCode } from "../../lambdas/channels/preview-warnings.ts";
import { sampleCustomers, sampleCustomersIn } from "../../lambdas/channels/sample-customers.ts";
import type { Words } from "../../lambdas/channels/words.ts";
import { languages } from "../../lambdas/domain/channel.ts";
import { defaultSettings } from "../../lambdas/domain/parse-settings.ts";
import type { Settings } from "../../lambdas/domain/settings.ts";
import { dormantCampaign, sendStep } from "../support/campaigns.ts";
import { sampleNow, sampleShop, wordsWith } from "../support/message-samples.ts";

const settingsWith = (senders: Partial<Settings["senders"]> = {}): Settings => ({
  ...defaultSettings,
  shop: { ...defaultSettings.shop, ...sampleShop },
  senders: { ...defaultSettings.senders, smsPreferences: "never", ...senders },
});

const campaign = dormantCampaign({ steps: [sendStep({ id: "hello", channels: ["email", "sms", "push"] })] });

const previews = (step: Words["steps"][string], more: Partial<PreviewsQuery> = {}): readonly Preview[] =>
  previewsOf({
    ...{ campaign, settings: settingsWith(), samples: sampleCustomers(sampleNow), now: sampleNow },
    words: { en: wordsWith(step, "en"), zh: wordsWith(step, "zh") },
    ...more,
  });

const in_ = (country: string): Partial<PreviewsQuery> => ({ samples: sampleCustomersIn(country, sampleNow) });

const only = (found: readonly Preview[]) => {
  const [preview] = found;
  if (found.length !== 1 || preview === undefined) throw new Error(`${found.length} previews instead of one`);
  if (!preview.result.ok) throw new Error(preview.result.problem);
  return preview.result;
};

const codes = (found: readonly Preview[]): readonly WarningCode[] => only(found).warnings.map(({ code }) => code);

const text = (words: string, country: string, senders: Partial<Settings["senders"]> = {}, more: object = {}) =>
  previews({ sms: { text: words } }, { ...in_(country), settings: settingsWith(senders), ...more });

const email = { subject: "Hi", preheader: "For {{ customer.firstName }}", html: "<p>Hi</p>", text: "Hi" };

describe("a preview of a text", () => {
  it("is what a real customer would get, counted and priced with signature and way out", () => {
    const { message } = only(text("Hi {{ customer.firstName }}", "JP"));

    expect(message).toEqual({
      channel: "sms",
      text: "Hi Emily Reply STOP to opt out",
      quote: expect.objectContaining({ encoding: "GSM-7", characters: 30, parts: 1, priceUsd: 0.07451, country: "JP" }),
    });
  });

  it("counts the signature that a Chinese gateway adds, which the text does not show", () => {
    const written = only(text("您好", "CN")).message;
    const added = only(text("您好", "CN", { smsSignature: "gateway" })).message;

    expect([written, added]).toMatchObject([
      { text: "【Harbour & Home】您好 拒收请回复R", quote: { characters: 25 } },
      { text: "您好 拒收请回复R", quote: { characters: 25 } },
    ]);
  });

  it("shows the link to the preferences where it is free, as long as a real one, and counts it", () => {
    const offered = only(text("Hi", "JP", { smsPreferences: "when-free" })).message;
    const tracked = { ...wordsWith({ sms: { text: "Hi" } }), links: ["https://shop.example/"] };
    const untold = previews(
      {},
      {
        ...in_("JP"),
        words: { en: tracked },
        settings: settingsWith({ smsPreferences: "when-free", smsLinks: "tracked" }),
      },
    );

    expect(offered).toMatchObject({
      text: expect.stringMatching(/^Hi Your choice: https:\/\/links\.shop\.example\/p\/\S{44} Reply STOP to opt out$/),
      quote: { parts: 1, characters: 111 },
    });
    expect(only(untold).message).toMatchObject({ text: "Hi Reply STOP to opt out" });
  });

  it("shows it in each text, whatever it costs, for a shop that wants it so", () => {
    const long = "x".repeat(120);
    const [free, always] = (["when-free", "always"] as const).map(
      (smsPreferences) => only(text(long, "JP", { smsPreferences })).message,
    );

    expect(free).toMatchObject({ text: `${long} Reply STOP to opt out`, quote: { parts: 1 } });
    expect(always).toMatchObject({ text: expect.stringContaining(" Your choice: https://"), quote: { parts: 2 } });
  });

  it("goes to each sample in their own language, or to all in the one asked for", () => {
    const speaks = (language?: "zh") =>
      previews({ sms: { text: "x" } }, { language }).map((one) => `${one.sample} ${one.language}`);

    expect(speaks()).toEqual(["us en", "gb en", "cn zh", "de en", "unknown en"]);
    expect(speaks("zh")).toEqual(["us zh", "gb zh", "cn zh", "de zh", "unknown zh"]);
  });

  it("has somebody to show it to in any country", () => {
    expect(text("x", "BR")).toMatchObject([{ sample: "br", result: { message: { quote: { country: "BR" } } } }]);
  });
});

describe("a preview warns", () => {
  it("of a letter that halves what a part holds, and names it", () => {
    const found = text("Harbour & Home: an ő and a 🎁", "US");

    expect(codes(found)).toEqual(["letter-outside-gsm"]);
    expect(only(found).warnings[0]?.text.en).toMatch(/ő 🎁$/);
    expect(only(found).warnings[0]?.text.zh).toMatch(/ő 🎁$/);
  });

  it("of more than two parts", () => {
    expect(codes(text(`Harbour & Home: ${"x".repeat(300)}`, "US"))).toEqual(["many-parts"]);
  });

  it("of a price that is unknown, until the shop says it, and of one over the limit", () => {
    expect(codes(text("Hi", "GB"))).toEqual(["price-unknown"]);
    expect(codes(text("Hi", "GB", { smsPricesUsd: { GB: 0.04 } }))).toEqual([]);
    expect(codes(text("Hi", "GB", { smsPricesUsd: { GB: 0.6 } }))).toEqual(["over-price-limit"]);
  });

  it("of an answer that nobody can give, because the sender is a name", () => {
    const senders = { smsSenderId: "Harbour", smsPricesUsd: { GB: 0.04, US: 0.01 } };
    const own = { words: { en: { ...wordsWith({ sms: { text: "Hi" } }), smsOptOut: "STOP to end" } } };

    expect(codes(text("Hi", "GB", senders, own))).toEqual(["nobody-can-answer"]);
    expect(codes(text("Hi", "US", senders, own))).toEqual([]);
    // Without words of its own the text carries a link, which costs letters.
    expect(only(text("Hi", "GB", senders)).message).toMatchObject({
      text: expect.stringMatching(/ Opt out: https:/),
      quote: { parts: 1, characters: 101 },
    });
  });

  it("of a text that does not say who writes, and of the audit in China", () => {
    expect(codes(text("Hi", "JP"))).toEqual(["shop-not-named"]);
    expect(codes(text("Hi", "CN", { smsPricesUsd: { CN: 0.02 } }))).toEqual(["audit-in-china"]);
  });

  it("of a push that phones cut, by letters and not by bytes", () => {
    const push = (title: string, body: string) => previews({ push: { title, body } }, in_("US"));

    expect(codes(push("🎁".repeat(50), "福".repeat(150)))).toEqual([]);
    expect(codes(push("x".repeat(51), "y".repeat(151)))).toEqual(["push-too-long", "push-too-long"]);
    expect(only(push("🎁🎁", "福")).message).toMatchObject({ titleLength: 2, bodyLength: 1 });
  });

  it("of pictures without words, a long subject, and a footer without an address", () => {
    const html = '<img src="a"><img alt="" src="b"><img src="c" ALT="c">';
    const settings = { ...settingsWith(), shop: { ...settingsWith().shop, postalAddress: "" } };
    const found = previews({ email: { ...email, subject: "x".repeat(71), html } }, { ...in_("US"), settings });

    expect(codes(found)).toEqual(["subject-too-long", "image-without-alt", "no-postal-address"]);
    expect(only(found).warnings[1]?.text.en).toMatch(/^1 picture/);
    expect(codes(previews({ email }, in_("US")))).toEqual([]);
  });

  it("in both languages", () => {
    const long = { title: "x".repeat(60), body: "y" };
    const all = previews({ push: long, sms: { text: `${"ő".repeat(200)}` } }).flatMap(({ result }) =>
      result.ok ? result.warnings : [],
    );

    expect(all.length).toBeGreaterThan(10);
    for (const { text: told } of all) for (const language of languages) expect(told[language]).not.toBe("");
    for (const { text: told } of all) expect(told.zh).toMatch(/\p{Script=Han}/u);
  });
});

describe("a preview of an email", () => {
  it("shows the preheader filled in, and what the html weighs", () => {
    const { message } = only(previews({ email: { ...email, html: "<p>福</p>" } }, in_("US")));

    expect(message).toMatchObject({ channel: "email", subject: "Hi", preheader: "For Emily", text: "Hi\n", bytes: 10 });
  });

  it("says what could not be rendered, in the message or in its preheader, instead of throwing", () => {
    const problems = [
      ...previews({ sms: { text: "{{ customer.shoeSize }}" } }, in_("US")),
      ...previews({ email: { ...email, preheader: "{{ customer.shoeSize }}" } }, in_("US")),
    ].map(({ result }) => (result.ok ? "" : result.problem));

    expect(problems).toEqual([
      expect.stringMatching(/^step hello, sms.*customer\.shoeSize/),
      expect.stringMatching(/^step hello, preheader.*customer\.shoeSize/),
    ]);
  });
});
