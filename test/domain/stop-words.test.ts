import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readInboundSms } from "../../lambdas/domain/inbound-sms.ts";
import { isStop } from "../../lambdas/domain/stop-words.ts";

describe("a text message says stop", () => {
  it.each([
    ...[
      "STOP",
      "stop",
      " Stop. ",
      "STOP!!!",
      "“STOP”",
      "'stop'",
      "ＳＴＯＰ",
      "STOP\n",
      "\u200bSTOP\u200b",
      "stop ✋",
      "StopAll",
    ],
    ...[
      "UNSUBSCRIBE",
      "Cancel",
      "END",
      "quit",
      "revoke",
      "opt out",
      "OPT-OUT",
      "optout",
      "Opt  Out",
      "remove",
      "please stop",
    ],
    ...["T", "td", "TD", "Ｔ", "N", "R", "退订", "退訂", "“退订”", "退订。", "取消订阅", "拒收", "回T退订", "回复TD"],
    ...["ARRÊT", "Arret", "arrêt.", "désabonner", "STOPP", "Abmelden", "baja", "SAIR", "СТОП", "配信停止", "수신거부"],
  ])("in %j", (text) => {
    expect(isStop(text)).toBe(true);
  });

  it.each([
    ...[
      "",
      " ",
      "?",
      "don't stop",
      "Where is the bus stop?",
      "stop by tomorrow",
      "I will not stop",
      "nonstop",
      "stopper",
    ],
    ...[
      "The end",
      "weekend",
      "cancel my order 17",
      "remove the lid",
      "not",
      "yes",
      "Y",
      "1",
      "TT",
      "Ten",
      "谢谢",
      "怎么退订",
      "我要取消订单",
    ],
    ...["s t o p", "STOP ".repeat(20)],
  ])("but not in %j", (text) => {
    expect(isStop(text)).toBe(false);
  });

  it("never in a longer sentence, whatever stands around the word", () => {
    const word = fc.constantFrom("stop", "退订", "cancel", "arret", "td");
    const other = fc.constantFrom("bus", "order", "thanks", "我", "17", "you");
    void fc.assert(
      fc.property(word, fc.array(other, { minLength: 1, maxLength: 4 }), fc.boolean(), (stop, others, first) => {
        expect(isStop((first ? [stop, ...others] : [...others, stop]).join(" "))).toBe(false);
      }),
    );
  });

  it("takes any text without breaking or stalling", () => {
    void fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 2_000 }), (text) => typeof isStop(text) === "boolean"),
    );
    expect(isStop(" .".repeat(1_000_000))).toBe(false);
  });
});

describe("a message of the two-way channel", () => {
  const asPublished = {
    originationNumber: "+14255550182",
    destinationNumber: "+12125550101",
    messageKeyword: "KEYWORD_000000000000",
    messageBody: "Stop",
    inboundMessageId: "cae173d2-66b9-564c-8309-21f858e9fb84",
    previousPublishedMessageId: "wJalrXUtnFEMI",
  };

  it("is read as End User Messaging publishes it", () => {
    expect(readInboundSms(asPublished)).toEqual({
      from: "+14255550182",
      to: "+12125550101",
      text: "Stop",
      id: "cae173d2-66b9-564c-8309-21f858e9fb84",
    });
  });

  it("may be an empty or an endless one, but comes from a number", () => {
    expect(readInboundSms({ ...asPublished, messageBody: undefined })?.text).toBe("");
    expect(readInboundSms({ ...asPublished, messageBody: "x".repeat(9_000) })?.text).toHaveLength(1_600);
    for (const originationNumber of ["14255550182", "+1", "", "shop@example.com", null, 5])
      expect(readInboundSms({ ...asPublished, originationNumber })).toBeUndefined();
  });

  it("is nothing else", () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => readInboundSms(value) === undefined));
  });
});
