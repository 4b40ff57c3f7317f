import { expect, test } from "vitest";
import { smsParts } from "../../lambdas/domain/sms-parts.ts";

const rows: readonly (readonly [title: string, text: string, encoding: string, units: number, parts: number])[] = [
  ["no text", "", "GSM-7", 0, 0],
  ["one letter", "a", "GSM-7", 1, 1],
  ["160 letters", "a".repeat(160), "GSM-7", 160, 1],
  ["161 letters", "a".repeat(161), "GSM-7", 161, 2],
  ["two full parts", "a".repeat(306), "GSM-7", 306, 2],
  ["one more than two full parts", "a".repeat(307), "GSM-7", 307, 3],
  ["the alphabet's odd letters", "@£$¥èéùìòÇØøÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ¤¡ÄÖÑÜ§¿äöñüà\r\n", "GSM-7", 44, 1],
  ["extension characters, two units each", "^{}\\[~]|€\f", "GSM-7", 20, 1],
  ["80 euro signs", "€".repeat(80), "GSM-7", 160, 1],
  ["81 euro signs: 76 fit in a part of 153", "€".repeat(81), "GSM-7", 162, 2],
  ["152 euro signs", "€".repeat(152), "GSM-7", 304, 2],
  ["153 euro signs: each part stays one unit short", "€".repeat(153), "GSM-7", 306, 3],
  ["an extension character at the end of a part", `${"a".repeat(152)}€${"a".repeat(152)}`, "GSM-7", 306, 3],
  ["a backtick", "`", "UCS-2", 1, 1],
  ["a curly quote among letters", `it’s ${"a".repeat(65)}`, "UCS-2", 70, 1],
  ["a small cedilla, which only the capital has", "ç", "UCS-2", 1, 1],
  ["70 Chinese signs", "福".repeat(70), "UCS-2", 70, 1],
  ["71 Chinese signs", "福".repeat(71), "UCS-2", 71, 2],
  ["134 Chinese signs", "福".repeat(134), "UCS-2", 134, 2],
  ["135 Chinese signs", "福".repeat(135), "UCS-2", 135, 3],
  ["35 emoji", "🎁".repeat(35), "UCS-2", 70, 1],
  ["36 emoji: 33 fit in a part of 67", "🎁".repeat(36), "UCS-2", 72, 2],
  ["67 emoji: no emoji is cut in two", "🎁".repeat(67), "UCS-2", 134, 3],
  ["an emoji at the end of a part", `${"福".repeat(66)}🎁${"福".repeat(66)}`, "UCS-2", 134, 3],
  ["a euro sign in UCS-2 is one unit", "€福", "UCS-2", 2, 1],
];

test.each(rows)("%s", (_title, text, encoding, units, parts) => {
  const result = smsParts(text);

  expect(result).toEqual({ encoding, units, parts });
});
