import { describe, expect, it } from "vitest";
import { categories, languages } from "../../lambdas/domain/channel.ts";
import { generalWording, smsWordings, type WayOutQuery, wayOut } from "../../lambdas/domain/sms-wording.ts";
import { isStop } from "../../lambdas/domain/stop-words.ts";

const all = [generalWording, ...smsWordings];

const query = (more: Partial<WayOutQuery>): WayOutQuery => ({
  ...{ country: undefined, language: "en", category: "promotion", canReply: true, own: undefined },
  ...{ unsubscribeUrl: "https://links.shop.example/unsubscribe/t", ...more },
});

describe("the wordings of the countries", () => {
  it("stand once for each country, with their source", () => {
    const countries = smsWordings.flatMap((one) => one.countries);

    expect(new Set(countries).size).toBe(countries.length);
    expect(countries).toEqual(expect.arrayContaining(["US", "CA", "GB", "DE", "FR", "AU", "CN"]));
    for (const { source } of all) expect(source.length).toBeGreaterThan(20);
  });

  it.each(all.flatMap(({ optOut }) => languages.map((language) => optOut[language])))(
    "ask in “%s” for an answer that is understood",
    (wording) => {
      const [answer = ""] = /\bSTOP\b|R$/.exec(wording.replace("回复", " ")) ?? [];

      expect(answer).not.toBe("");
      expect(isStop(answer)).toBe(true);
    },
  );

  it.each(["R", "r", "T", "TD", "退订", "退订回T", "拒收请回复R", "STOP", "回复STOP退订"])(
    "“%s”, by itself, is understood as an answer",
    (answer) => {
      expect(isStop(answer)).toBe(true);
    },
  );
});

describe("how a text ends", () => {
  it.each([
    ["US", "en", "Reply STOP to opt out"],
    ["CA", "zh", "回复STOP退订"],
    ["GB", "en", "Reply STOP to opt out"],
    ["DE", "zh", "回复STOP退订"],
    ["AU", "en", "Reply STOP to opt out"],
    ["CN", "zh", "拒收请回复R"],
    ["CN", "en", "拒收请回复R"],
    ["BR", "en", "Reply STOP to opt out"],
    [undefined, "zh", "拒收请回复R"],
  ] as const)("in %s, in %s", (country, language, expected) => {
    expect(wayOut(query({ country, language }))).toBe(expected);
  });

  it("is by a link where the sender is a name and nobody can answer it", () => {
    expect(wayOut(query({ country: "GB", canReply: false }))).toBe("Opt out: https://links.shop.example/unsubscribe/t");
    expect(wayOut(query({ country: "GB", language: "zh", canReply: false }))).toMatch(/^退订：https:/);
  });

  it.each(["US", "CA", "CN"])("asks for an answer in %s all the same: names are no senders there", (country) => {
    expect(wayOut(query({ country, canReply: false }))).toMatch(/STOP|R$/);
  });

  it("is nothing in a message that is no marketing, unless the campaign has its own words", () => {
    const ended = categories.filter((category) => wayOut(query({ country: "US", category })) !== "");

    expect(ended).toEqual(["promotion", "care"]);
    expect(wayOut(query({ country: "US", category: "service", own: "Txt END to stop" }))).toBe("Txt END to stop");
  });

  it("is the campaign's own wording wherever it has one", () => {
    expect(wayOut(query({ country: "CN", own: "退订回T" }))).toBe("退订回T");
    expect(wayOut(query({ country: "GB", canReply: false, own: "Stop: shop.example/stop" }))).toBe(
      "Stop: shop.example/stop",
    );
  });
});
