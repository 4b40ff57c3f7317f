import { describeAttribute } from "./english-attribute.ts";
import { boundsInEnglish, lastingInEnglish, times } from "./english-bounds.ts";
import { figureInEnglish } from "./english-figure.ts";
import { type Grammar, isNone, type NamesInSentence, type Phrase, type Test, type TestOf } from "./phrase.ts";

const listed = (parts: readonly string[]): string => `of (${parts.join(", ")})`;

const joinedBy = (word: string, parts: readonly string[]): string =>
  parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} ${word} ${parts.at(-1)}`;

const within = (days: number | undefined): string => (days === undefined ? "" : ` within ${lastingInEnglish(days)}`);

interface Verb {
  readonly past: string;
  readonly base: string;
}
const messages: Readonly<Record<string, string>> = { email: "an email", sms: "a text message", push: "a push message" };

/** What somebody did, as told of an activity with or without its key. */
const verbOf = ({ event, key }: TestOf<"event">): Verb => {
  switch (event) {
    case "product-viewed":
      return { past: `viewed ${key ?? "a product"}`, base: `view ${key ?? "a product"}` };
    case "product-favourited":
      return { past: `marked ${key ?? "a product"} as a favourite`, base: `mark ${key ?? "a product"} as a favourite` };
    case "cart-updated":
      return { past: "changed the cart", base: "change the cart" };
    case "review-posted":
      return { past: "posted a review", base: "post a review" };
    case "survey-answered":
      return { past: "answered a survey", base: "answer a survey" };
    case "message-clicked": {
      const message = key === undefined ? "a message" : (messages[key] ?? key);
      return { past: `clicked in ${message}`, base: `click in ${message}` };
    }
    default: {
      const event_ = `“${event}”${key === undefined ? "" : ` (${key})`}`;
      return { past: `did ${event_}`, base: `do ${event_}` };
    }
  }
};

const activity = (test: TestOf<"event">): Phrase => {
  const { past, base } = verbOf(test);
  const { atLeast, atMost, withinDays } = test;
  const hasBounds = atLeast !== undefined || atMost !== undefined;
  if (hasBounds && isNone(test)) return turned(happened({ past, base }, "", withinDays));
  const isOnce = !hasBounds || (atLeast === 1 && atMost === undefined);
  return happened({ past, base }, isOnce ? "" : ` ${boundsInEnglish(test, times, String)}`, withinDays);
};

const happened = ({ past, base }: Verb, often: string, withinDays: number | undefined): Phrase => ({
  yes: `${past}${often}${within(withinDays)}`,
  no: `did not ${base}${often}${within(withinDays)}`,
});
const turned = ({ yes, no }: Phrase): Phrase => ({ yes: no, no: yes });

const goodsOf = ({ products = [], categories = [] }: TestOf<"favourite">["favourite"]): readonly string[] => [
  ...products,
  ...categories.map((category) => `something from ${category}`),
];

const bought = ({ bought: test }: TestOf<"bought">): Phrase => {
  const goods = goodsOf(test);
  const when = within(test.withinDays);
  if (goods.length === 0) return { yes: `bought something${when}`, no: `did not buy anything${when}` };
  if (goods.length > 1) return { yes: `bought one ${listed(goods)}${when}`, no: `bought none ${listed(goods)}${when}` };
  const what = test.categories === undefined ? goods.join("") : `from ${test.categories.join("")}`;
  return { yes: `bought ${what}${when}`, no: `did not buy ${what}${when}` };
};

const has = (what: string): Phrase => ({ yes: `has ${what}`, no: `does not have ${what}` });
const is = (what: string): Phrase => ({ yes: `is ${what}`, no: `is not ${what}` });

const coupon = ({ coupon: test }: TestOf<"coupon">, names: NamesInSentence): Phrase => {
  const { ids = [], expiresWithinDays } = test;
  const called = ids.map(names.coupon);
  const when = expiresWithinDays === undefined ? "" : ` that expires within ${lastingInEnglish(expiresWithinDays)}`;
  if (called.length > 1) {
    const which = `of the coupons (${called.join(", ")})${when}`;
    return { yes: `holds one ${which}`, no: `holds none ${which}` };
  }
  const which = called.length === 0 ? "a coupon" : `the coupon ${called.join("")}`;
  return { yes: `holds ${which}${when}`, no: `does not hold ${which}${when}` };
};

const favourite = (goods: readonly string[]): Phrase => {
  if (goods.length === 0) return has("a favourite");
  if (goods.length === 1) return has(`${goods.join("")} among the favourites`);
  const which = `${listed(goods)} among the favourites`;
  return { yes: `has one ${which}`, no: `has none ${which}` };
};

const tier = ({ tier: tiers }: TestOf<"tier">): Phrase => {
  if (tiers.length === 1) return is(`in the tier ${tiers.join("")}`);
  const which = `of the tiers (${tiers.join(", ")})`;
  return { yes: `is in one ${which}`, no: `is in none ${which}` };
};

const ways = { email: "email", sms: "text message", push: "push message" } as const;
const abouts = { promotion: "promotions", care: "care", service: "service", transactional: "orders" } as const;
const addresses = { email: "an email address", sms: "a phone number", push: "a device for push messages" } as const;

const test = (asked: Test, names: NamesInSentence): readonly Phrase[] => {
  if ("figure" in asked) return [figureInEnglish(asked, names.currency)];
  if ("attribute" in asked) return describeAttribute(asked);
  if ("event" in asked) return [activity(asked)];
  if ("bought" in asked) return [bought(asked)];
  if ("favourite" in asked) return [favourite(goodsOf(asked.favourite))];
  if ("tier" in asked) return [tier(asked)];
  if ("entered" in asked) {
    const what = `the campaign ${names.campaign(asked.entered)}`;
    return [happened({ past: `entered ${what}`, base: `enter ${what}` }, "", asked.withinDays)];
  }
  if ("coupon" in asked) return [coupon(asked, names)];
  if ("hasAddress" in asked) return [has(addresses[asked.hasAddress])];
  const about = `about ${abouts[asked.about]}`;
  if ("consent" in asked) {
    const what = `consented to ${ways[asked.consent]}s ${about}`;
    return [{ yes: what, no: `has not ${what}` }];
  }
  const what = `be written to by ${ways[asked.reachable]} ${about}`;
  return [{ yes: `may ${what}`, no: `may not ${what}` }];
};

export const englishGrammar: Grammar = {
  all: (asserted, denied) => {
    if (asserted.length === 0 || denied.length === 0) return joinedBy("and", [...asserted, ...denied]);
    return `${joinedBy("and", asserted)}, but ${joinedBy("and", denied)}`;
  },
  any: (parts) => joinedBy("or", parts),
  bracketed: (sentence) => `(${sentence})`,
  segment: (name) => is(`in the segment ${name}`),
  test,
};
