import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from "libphonenumber-js/min";
import * as z from "zod";
import type { Language } from "../channel.ts";
import type { Traits } from "../event.ts";
import { type Problem, shown } from "../problem.ts";
import { isTimeZone } from "../zone-calendar.ts";

/** What a source says of a person, as it says it. */
export interface RawTraits {
  readonly email?: unknown;
  readonly phone?: unknown;
  readonly firstName?: unknown;
  readonly lastName?: unknown;
  /** Used when there is no first name. */
  readonly name?: unknown;
  readonly country?: unknown;
  readonly timeZone?: unknown;
  readonly language?: unknown;
}

export interface ReadTraits {
  readonly traits: Traits;
  /** A value that cannot be used is left out and told; the rest is kept. */
  readonly notes: readonly Problem[];
}

/** `placeOf` names where a field was found, for the notes. */
export const readTraits = (raw: RawTraits, placeOf: (field: keyof RawTraits) => string): ReadTraits => {
  const notes: Problem[] = [];
  const take = <Value>(field: keyof RawTraits, read: (text: string) => Value | undefined, allowed: string) => {
    const value = raw[field];
    const text = typeof value === "number" ? String(value) : value;
    if (text === undefined || text === null || (typeof text === "string" && text.trim() === "")) return undefined;
    const found = typeof text === "string" ? read(text.trim()) : undefined;
    if (found === undefined)
      notes.push({ where: placeOf(field), problem: "was left out: not usable", received: shown(value), allowed });
    return found;
  };

  const country = take("country", countryFrom, "an ISO 3166 code such as GB");
  const traits = {
    email: take("email", emailFrom, "an address such as name@example.com"),
    phone: take("phone", (text) => phoneFrom(text, country), "a number such as +447700900123, or a country beside it"),
    ...readNames(take),
    timeZone: take("timeZone", (text) => (isTimeZone(text) ? text : undefined), "an IANA zone such as Europe/London"),
    language: take("language", languageFrom, "en or zh, or a locale such as en-GB"),
    country,
  };
  return { traits: withoutUndefined(traits), notes };
};

type Take = <Value>(
  field: keyof RawTraits,
  read: (text: string) => Value | undefined,
  allowed: string,
) => Value | undefined;

const nameRule = "a name of at most 100 letters";

const readNames = (take: Take): { firstName: string | undefined; lastName: string | undefined } => {
  const firstName = take("firstName", nameFrom, nameRule);
  const lastName = take("lastName", nameFrom, nameRule);
  if (firstName !== undefined) return { firstName, lastName };
  const [first, ...rest] = take("name", nameFrom, nameRule)?.split(" ") ?? [];
  return { firstName: first, lastName: lastName ?? (rest.length === 0 ? undefined : rest.join(" ")) };
};

type Defined<Value> = { readonly [Key in keyof Value]?: Exclude<Value[Key], undefined> };

const withoutUndefined = <Value extends object>(value: Value): Defined<Value> =>
  Object.fromEntries(Object.entries(value).filter(([, entry]) => entry !== undefined)) as Defined<Value>;

const emailSchema = z.email().max(254);

/** The part before the @ may tell small letters from capitals; a domain never does. */
export const emailFrom = (text: string): string | undefined => {
  if (!emailSchema.safeParse(text).success) return undefined;
  const at = text.lastIndexOf("@");
  return text.slice(0, at) + text.slice(at).toLowerCase();
};

/**
 * E.164; a number without its country's code needs the country. The length must be possible there; which ranges are given out
 * changes faster than a library is updated.
 */
export const phoneFrom = (text: string, country?: string): string | undefined => {
  if (text.length > 40) return undefined;
  const number = parsePhoneNumberFromString(text, {
    ...(country !== undefined && isSupportedCountry(country) ? { defaultCountry: country satisfies CountryCode } : {}),
    extract: false,
  });
  return number?.isPossible() === true && number.ext === undefined ? number.number : undefined;
};

const countryFrom = (text: string): string | undefined => {
  const code = text.toUpperCase() === "UK" ? "GB" : text.toUpperCase();
  return isSupportedCountry(code) ? code : undefined;
};

const languageNames: Readonly<Record<string, Language>> = {
  english: "en",
  chinese: "zh",
  英文: "en",
  英语: "en",
  中文: "zh",
  汉语: "zh",
  简体中文: "zh",
};

const languageFrom = (text: string): Language | undefined => {
  const first = text.toLowerCase().split(/[-_]/)[0] ?? "";
  if (first === "en" || first === "zh") return first;
  return Object.hasOwn(languageNames, text.toLowerCase()) ? languageNames[text.toLowerCase()] : undefined;
};

/** Control characters would let a name write headers of a message. */
const nameFrom = (text: string): string | undefined => {
  const name = text.replaceAll(/[\p{Cc}\p{Surrogate}\s]+/gu, " ").trim();
  return name === "" || name.length > 100 ? undefined : name;
};
