import type { CustomerEvent, Traits } from "../../lambdas/domain/event.ts";
import type { SettingsInput } from "../../lambdas/domain/settings.ts";
import { type Chance, seededChance } from "./chance.ts";
import { type Region, regions } from "./people.ts";
import { orderEvents } from "./shopping.ts";

const dayMs = 86_400_000;
const usualCustomers = 500;
const historyDays = 548;
/** How many British mobile numbers are kept for fiction; a large shop gives each to several people. */
const fictionalNumbers = 1000;

export interface SampleShopInput {
  readonly seed: number;
  /** Epoch milliseconds at which the history ends. */
  readonly endAt: number;
  readonly customers?: number | undefined;
}

export interface SampleShop {
  readonly settings: SettingsInput;
  /** In the order in which they happened, the last one before `endAt`. */
  readonly events: readonly CustomerEvent[];
}

/**
 * A tea and coffee shop, small unless told otherwise, with 18 months of orders that end at `endAt` (epoch milliseconds).
 * Everybody has a rhythm of their own; some bought once, some fell silent, so each campaign finds somebody. Addresses
 * and numbers come from ranges reserved for fiction.
 */
export const sampleShop = ({ seed, endAt, customers = usualCustomers }: SampleShopInput): SampleShop => {
  const chance = seededChance(seed);
  const events = Array.from({ length: customers }, (_, index) => customerEvents(chance, index, endAt)).flat();
  return {
    settings,
    events: events.sort((a, b) => a.occurredAt - b.occurredAt || (a.eventId < b.eventId ? -1 : 1)),
  };
};

const settings: SettingsInput = {
  shop: {
    name: "Copper Kettle",
    timeZone: "Europe/London",
    locale: "en",
    currency: "GBP",
    postalAddress: "Copper Kettle, 12 Canal Street, Leeds LS1 0AA, United Kingdom",
  },
  senders: { emailFrom: "Copper Kettle <hello@copper-kettle.example>", smsSenderId: "CopperKetl" },
  holdOut: { percent: 5, salt: "sample" },
  membership: {
    levels: [
      {
        id: "friend",
        name: { en: "Friend of the house", zh: "老友会员" },
        orders: 3,
        benefits: { pointsMultiplier: 2 },
      },
      {
        ...{ id: "connoisseur", name: { en: "Connoisseur", zh: "鉴赏家会员" }, orders: 6, yearRevenue: 200 },
        benefits: { pointsMultiplier: 3, discountPercent: 5, earlyAccessHours: 24 },
      },
    ],
  },
  campaigns: {
    "dormant-wake-up": { shopUrl: "https://copper-kettle.example" },
    "repurchase-reminder": { shopUrl: "https://copper-kettle.example" },
    "post-delivery-care": { shopUrl: "https://copper-kettle.example" },
  },
};

const customerEvents = (chance: Chance, index: number, endAt: number): readonly CustomerEvent[] => {
  const customerId = `c-${String(index + 1).padStart(4, "0")}`;
  const joinedAt = endAt - Math.floor((0.02 + 0.98 * chance.next()) * historyDays * dayMs);
  const region = pickRegion(chance);
  const identity = identityEvents(chance, { customerId, index, region, joinedAt });
  return [...identity, ...orderEvents(chance, { customerId, joinedAt, endAt })];
};

const pickRegion = (chance: Chance): Region => {
  const draw = chance.next() * 100;
  let upTo = 0;
  const found = regions.find((region) => {
    upTo += region.share;
    return draw < upTo;
  });
  return found ?? chance.pick(regions);
};

interface Identity {
  readonly customerId: string;
  readonly index: number;
  readonly region: Region;
  readonly joinedAt: number;
}

const identityEvents = (chance: Chance, { customerId, index, region, joinedAt }: Identity): CustomerEvent[] => {
  const at = { customerId, occurredAt: joinedAt, receivedAt: joinedAt };
  const consent = (channel: "email" | "sms"): CustomerEvent => ({
    ...at,
    eventId: `${customerId}-consent-${channel}`,
    kind: "consent-given",
    channel,
    topic: "all",
    source: "checkout",
    evidence: "Ticked at checkout: “Send me offers and reminders”.",
  });
  const traits = traitsOf(chance, { index, region });
  return [
    { ...at, eventId: `${customerId}-identified`, kind: "identified", traits },
    ...(chance.happens(0.9) ? [consent("email")] : []),
    ...(traits.phone !== undefined && chance.happens(0.6) ? [consent("sms")] : []),
  ];
};

const traitsOf = (chance: Chance, { index, region }: { readonly index: number; readonly region: Region }): Traits => ({
  email: `customer${index + 1}@example.com`,
  ...(chance.happens(0.5) && { phone: `+447700900${String(index % fictionalNumbers).padStart(3, "0")}` }),
  firstName: chance.pick(region.firstNames),
  lastName: chance.pick(region.lastNames),
  timeZone: region.timeZone,
  language: region.language,
  country: region.country,
});
