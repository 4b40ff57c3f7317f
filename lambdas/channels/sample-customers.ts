import type { Language } from "../domain/channel.ts";
import { emptyProfile, type Profile } from "../domain/profile.ts";

/** Somebody to show a message to before it is sent. */
export interface SampleCustomer {
  readonly id: string;
  readonly name: Readonly<Record<Language, string>>;
  readonly profile: Profile;
}

const dayMs = 86_400_000;

interface Known {
  readonly id: string;
  readonly name: SampleCustomer["name"];
  readonly traits: Profile["traits"];
  readonly orders: number;
  readonly lastDaysAgo: number;
}

/** The numbers are set aside for examples: 555-01xx, Ofcom's and Germany's for drama, and China Mobile's for tests. */
const known: readonly Known[] = [
  {
    id: "us",
    name: { en: "Emily in the United States", zh: "美国的 Emily" },
    traits: { firstName: "Emily", language: "en", country: "US", timeZone: "America/New_York", phone: "+12025550143" },
    orders: 3,
    lastDaysAgo: 53,
  },
  {
    id: "gb",
    name: { en: "Margaret in Britain", zh: "英国的 Margaret" },
    traits: { firstName: "Margaret", language: "en", country: "GB", timeZone: "Europe/London", phone: "+447700900123" },
    orders: 12,
    lastDaysAgo: 200,
  },
  {
    id: "cn",
    name: { en: "小明 in China", zh: "中国的小明" },
    traits: { firstName: "小明", language: "zh", country: "CN", timeZone: "Asia/Shanghai", phone: "+8613800138000" },
    orders: 5,
    lastDaysAgo: 30,
  },
  {
    id: "de",
    name: { en: "Jürgen in Germany, after a first order", zh: "德国的 Jürgen，刚下首单" },
    traits: { firstName: "Jürgen", language: "en", country: "DE", timeZone: "Europe/Berlin", phone: "+4915228817386" },
    orders: 1,
    lastDaysAgo: 4,
  },
];

const sampleOf = ({ id, name, traits, orders, lastDaysAgo }: Known, now: number): SampleCustomer => {
  const lastAt = now - lastDaysAgo * dayMs;
  const figures = { count: orders, revenue: 45 * orders, firstAt: lastAt - (orders - 1) * 45 * dayMs, lastAt };
  return { id, name, profile: { ...emptyProfile(`sample-${id}`), traits, orders: { ...figures, recent: [] } } };
};

const unknown: SampleCustomer = {
  id: "unknown",
  name: { en: "Somebody nobody knows", zh: "一无所知的客户" },
  profile: emptyProfile("sample-unknown"),
};

/** Typical customers in both languages, and one of whom nothing is known: words must read well for all of them. */
export const sampleCustomers = (now: number): readonly SampleCustomer[] => [
  ...known.map((one) => sampleOf(one, now)),
  unknown,
];

/** The same, those first who read this language: words are read by them, and a name of theirs stands in them. */
export const sampleReaders = (language: Language, now: number): readonly SampleCustomer[] => {
  const reads = ({ profile }: SampleCustomer): boolean => profile.traits.language === language;
  const all = sampleCustomers(now);
  return [...all.filter(reads), ...all.filter((one) => !reads(one))];
};

/** Those who live in a country; where none does, one who might. */
export const sampleCustomersIn = (country: string, now: number): readonly SampleCustomer[] => {
  const there = sampleCustomers(now).filter(({ profile }) => profile.traits.country === country);
  if (there.length > 0) return there;
  const [base] = sampleCustomers(now);
  if (base === undefined) return [];
  const { firstName } = base.profile.traits;
  const profile = { ...base.profile, traits: { ...(firstName !== undefined && { firstName }), country } };
  const name = { en: `Emily in ${country}`, zh: `${country} 的 Emily` };
  return [{ id: country.toLowerCase(), name, profile }];
};
