import { parsePhoneNumberFromString } from "libphonenumber-js/max";
import { expect, it } from "vitest";
import { smsCountryOf } from "../../lambdas/domain/sms-country.ts";

it.each([
  ["a British number", { phone: "+447700900123" }, "GB"],
  ["a Chinese number", { phone: "+8613800138000" }, "CN"],
  ["a code of three digits", { phone: "+358401234567" }, "FI"],
  ["Toronto", { phone: "+14165550143" }, "CA"],
  ["New York", { phone: "+12125550143" }, "US"],
  ["Jamaica, which shares the code +1", { phone: "+18765550143" }, undefined],
  ["Puerto Rico, under US law", { phone: "+17875550143" }, "US"],
  ["a British number of somebody in Germany: the carrier decides", { phone: "+447700900123", country: "DE" }, "GB"],
  ["no number: what the customer told", { country: "de" }, "DE"],
  ["a number of a country not listed, and the country told", { phone: "+919876543210", country: "IN" }, "IN"],
  ["a number that contradicts the country told", { phone: "+919876543210", country: "GB" }, undefined],
  ["nothing known", {}, undefined],
])("%s", (_, traits, expected) => {
  expect(smsCountryOf(traits)).toBe(expected);
});

const territories = new Set(["PR", "VI", "GU", "AS", "MP"]);

it("tells every area code behind +1 as libphonenumber does", () => {
  const areaCodes = Array.from({ length: 800 }, (_, at) => 200 + at);
  const assigned = areaCodes.flatMap((areaCode) => {
    const phone = `+1${areaCode}2345678`;
    const number = parsePhoneNumberFromString(phone);
    return number?.isValid() && number.country !== undefined ? [{ phone, country: number.country }] : [];
  });

  expect(assigned.length).toBeGreaterThan(350);
  for (const { phone, country } of assigned) {
    const expected = country === "US" || territories.has(country) ? "US" : country === "CA" ? "CA" : undefined;
    expect(smsCountryOf({ phone }), `${phone} ${country}`).toBe(expected);
  }
});
