import { plainName } from "../../../lambdas/domain/intake/columns.ts";
import type { MoveReport } from "../report.ts";
import type { Endpoint } from "./endpoint.ts";

/** Attributes that apps use for what is a trait here, by their plain names. */
const traitNames: Readonly<Record<string, string>> = {
  ...{
    firstname: "firstName",
    givenname: "firstName",
    lastname: "lastName",
    surname: "lastName",
    familyname: "lastName",
  },
  ...{ fullname: "name", name: "name" },
};

/** Said by the endpoint itself; an attribute of that name could contradict it. */
const own = new Set(["email", "phone", "mobile", "userid", "id", "consents", "consentevidence", "address"]);

const saidBy = (values: readonly string[]): unknown => {
  const told = values.map((value) => value.trim()).filter((value) => value !== "");
  return told.length > 1 ? told : told[0];
};

const attributesOf = (given: Endpoint["Attributes"], report: MoveReport): Readonly<Record<string, unknown>> => {
  const read: Record<string, unknown> = {};
  for (const [name, values] of Object.entries(given ?? {})) {
    const plain = plainName(name);
    const value = saidBy(values);
    if (value === undefined) continue;
    if (own.has(plain)) report.cannotMap(`the attribute ${name}`, "an address or id comes from the endpoint itself");
    else read[traitNames[plain] ?? name] = value;
  }
  return read;
};

const languages = new Set(["en", "zh"]);

const placeOf = ({ Demographic, Location }: Endpoint, report: MoveReport): Readonly<Record<string, unknown>> => {
  const locale = Demographic?.Locale ?? "";
  const hasWords = languages.has(locale.toLowerCase().split(/[-_]/)[0] ?? "");
  if (locale !== "" && !hasWords)
    report.cannotMap(`Demographic.Locale ${locale}`, "messages are in English or Chinese; the shop's language is used");
  if (Location?.PostalCode) report.cannotMap("Location.PostalCode", "is not kept; the city and the region are");
  if (Location?.Latitude !== undefined && Location?.Latitude !== null)
    report.cannotMap("Location.Latitude and Longitude", "are not kept; the country, the region and the city are");
  const said = {
    timezone: Demographic?.Timezone,
    locale: hasWords ? locale : undefined,
    countryCode: Location?.Country,
    region: Location?.Region,
    city: Location?.City,
  };
  return Object.fromEntries(Object.entries(said).filter(([, value]) => value));
};

/** What an endpoint says of the person. The user's attributes go before the endpoint's. */
export const traitsOf = (endpoint: Endpoint, report: MoveReport): Readonly<Record<string, unknown>> => ({
  ...placeOf(endpoint, report),
  ...endpoint.Metrics,
  ...attributesOf(endpoint.Attributes, report),
  ...attributesOf(endpoint.User?.UserAttributes, report),
});
