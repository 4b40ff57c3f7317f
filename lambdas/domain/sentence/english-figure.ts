import type { FigureId } from "../predicate.ts";
import { boundsInEnglish, counted, lastingInEnglish, times } from "./english-bounds.ts";
import { type Bounds, grouped, isNone, type Phrase, percent, type TestOf } from "./phrase.ts";

/** `have` and `did` tell how the sentence is turned round. */
const has = (rest: string): Phrase => ({ yes: `has ${rest}`, no: `does not have ${rest}` });
const hasDone = (rest: string): Phrase => ({ yes: `has ${rest}`, no: `has not ${rest}` });
const never = (rest: string): Phrase => ({ yes: `has never ${rest}`, no: `has ${rest}` });

/** "at least 30 days ago", "30 to 60 days ago". */
const agoOf = (bounds: Bounds): string => `${boundsInEnglish(bounds, lastingInEnglish)} ago`;
const was = (what: string, bounds: Bounds): Phrase => ({
  yes: `${what} was ${agoOf(bounds)}`,
  no: `${what} was not ${agoOf(bounds)}`,
});

const done = (bounds: Bounds, verb: string): Phrase =>
  isNone(bounds) ? never(verb) : hasDone(`${verb} ${boundsInEnglish(bounds, times, String)}`);

/** A figure within bounds. Amounts carry the shop's currency where it is known. */
export const figureInEnglish = (test: TestOf<"figure">, currency: string | undefined): Phrase => {
  const money = (value: number): string => grouped(value) + (currency === undefined ? "" : ` ${currency}`);
  const of = (say: (value: number) => string): string => boundsInEnglish(test, say);
  const many = (noun: string): string => boundsInEnglish(test, (value) => counted(value, noun), String);
  const phrases: Readonly<Record<FigureId, () => Phrase>> = {
    age: () => {
      const old = `${many("year")} old`;
      return { yes: `is ${old}`, no: `is not ${old}` };
    },
    "orders.count": () => done(test, "ordered"),
    "orders.revenue": () => hasDone(`spent ${of(money)}`),
    "orders.averageValue": () => {
      const what = `${of(money)} per order on average`;
      return { yes: `spends ${what}`, no: `does not spend ${what}` };
    },
    "orders.discountedShare": () => {
      const what = `a discount in ${of(percent)} of the orders`;
      return { yes: `used ${what}`, no: `did not use ${what}` };
    },
    "orders.daysSinceFirst": () => was("the first order", test),
    "orders.daysSinceLast": () => was("the last order", test),
    "orders.gapDays": () => {
      const what = `${boundsInEnglish(test, lastingInEnglish)} between orders`;
      return { yes: `usually leaves ${what}`, no: `does not usually leave ${what}` };
    },
    "orders.silentGaps": () => {
      const what = `silent for ${boundsInEnglish(test, timesAsLong)} the usual gap between the orders`;
      return { yes: `has been ${what}`, no: `has not been ${what}` };
    },
    "orders.aliveProbability": () => {
      const what = `still a customer with a probability of ${of(percent)}`;
      return { yes: `is ${what}`, no: `is not ${what}` };
    },
    "visits.count": () => done(test, "visited"),
    "visits.daysSinceLast": () => was("the last visit", test),
    "cart.items": () => inCart(test),
    "cart.value": () => has(`goods worth ${of(money)} in the cart`),
    "email.delivered": () => (isNone(test) ? never("received an email") : hasDone(`received ${many("email")}`)),
    "email.clicked": () => done(test, "clicked in emails"),
    "sms.clicked": () => done(test, "clicked in text messages"),
    "push.clicked": () => done(test, "clicked in push messages"),
    "push.unopened": () => {
      const what = `${many("push message")} in a row unopened`;
      return { yes: `left ${what}`, no: `did not leave ${what}` };
    },
    "cases.open": () => (isNone(test) ? { yes: "has no open case", no: "has an open case" } : has(many("open case"))),
    loyalty: () => has(`a loyalty score of ${of(String)}`),
    "membership.level": () =>
      isNone(test)
        ? { yes: "has no membership level", no: "has a membership level" }
        : has(`the membership level ${of(String)}, counted from the lowest`),
  };
  return phrases[test.figure]();
};

const timesAsLong = (gaps: number): string => counted(gaps, "time");

const inCart = (bounds: Bounds): Phrase =>
  isNone(bounds)
    ? { yes: "has nothing in the cart", no: "has something in the cart" }
    : has(`${boundsInEnglish(bounds, (value) => counted(value, "item"), String)} in the cart`);
