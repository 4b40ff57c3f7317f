// Adds up what playing each customer's history showed. Every number is kept with the sum of its squares over customers, so that
// a sample of them can say how far off it may be.
import type { CampaignCounter, PlayedCustomer } from "./backtest-customer.ts";
import { isoDateOf, mondayOf } from "./civil-date.ts";
import { type Arm, arms } from "./goal-counts.ts";
import { zoneCalendar } from "./zone-calendar.ts";

/** Over customers: the sum of what each contributes, and of its square. */
export interface Figure {
  readonly sum: number;
  readonly squares: number;
}

type Sums = ReadonlyMap<string, Figure>;

export interface BacktestSums {
  readonly customers: number;
  /** Customers whose looks went in circles and were given up. */
  readonly cut: number;
  /** By campaign id. */
  readonly campaigns: ReadonlyMap<string, Sums>;
}

export interface BacktestTally {
  add(played: PlayedCustomer): void;
  sums(): BacktestSums;
}

interface Adding {
  sum: number;
  squares: number;
}

export const createBacktestTally = (): BacktestTally => {
  const campaigns = new Map<string, Map<string, Adding>>();
  let [customers, cut] = [0, 0];

  const addAll = (campaignId: string, counter: CampaignCounter): void => {
    const sums = campaigns.get(campaignId) ?? new Map<string, Adding>();
    campaigns.set(campaignId, sums);
    for (const [name, by] of counter) {
      const known = sums.get(name);
      if (known === undefined) sums.set(name, { sum: by, squares: by * by });
      else {
        known.sum += by;
        known.squares += by * by;
      }
    }
  };

  return {
    add: ({ counters, isCut }) => {
      customers += 1;
      if (isCut) cut += 1;
      for (const [campaignId, counter] of counters) addAll(campaignId, counter);
    },
    sums: () => ({ customers, cut, campaigns }),
  };
};

/** What a backtest says of one campaign. `Value`: a number for all customers, or an estimate from a sample of them. */
export interface CampaignBacktest<Value> {
  readonly campaignId: string;
  /** = sent + held out + all that stopped + left + waiting. */
  readonly wanted: Value;
  readonly sent: Value;
  readonly heldOut: Value;
  /** Messages that never went out, by what stopped them. */
  readonly stopped: Readonly<Record<string, Value>>;
  /** Put off, and the customer was gone before the next look: mostly because they ordered. */
  readonly left: Value;
  /** Still put off when the history ended. */
  readonly waiting: Value;
  /** Looks, as the engine's own funnel counts them: lookedAt = reserved + heldOut + all skipped. */
  readonly looks: { readonly lookedAt: Value; readonly skipped: Readonly<Record<string, Value>> };
  readonly customers: { readonly reached: Value; readonly keptOut: Value };
  readonly channels: Readonly<Record<string, Value>>;
  readonly usd: Value;
  /** Messages without a known price. */
  readonly unpriced: Value;
  readonly weeks: readonly BacktestWeek<Value>[];
  readonly boughtAnyway: BoughtAnyway<Value>;
  /** Customers in their goal windows: without any message the two arms differ by chance alone. */
  readonly goal: Readonly<Record<Arm, GoalSums<Value>>>;
}

/** A week of the shop, by its Monday. */
export interface BacktestWeek<Value> {
  readonly week: string;
  readonly channels: Readonly<Record<string, Value>>;
  readonly usd: Value;
}

export interface BoughtAnyway<Value> {
  /** Messages whose goal days the history holds to their end. */
  readonly messages: Value;
  /** Of these, those after which the customer ordered. */
  readonly bought: Value;
  readonly orders: Value;
  /** In the shop's currency. */
  readonly revenue: Value;
}

export interface GoalSums<Value> {
  readonly customers: Value;
  readonly converted: Value;
  readonly orders: Value;
  readonly revenue: Value;
}

export interface ReadingOf<Value> {
  readonly campaignId: string;
  readonly from: number;
  readonly until: number;
  /** IANA zone of the shop. */
  readonly timeZone: string;
  /** Makes a value of what was summed up. `digits`: decimals that are meant. */
  readonly read: (figure: Figure, digits: number) => Value;
}

const none: Figure = { sum: 0, squares: 0 };

/** A money sum of cents read as the currency. */
const inCents = ({ sum, squares }: Figure): Figure => ({ sum: sum / 100, squares: squares / 10_000 });

export const campaignBacktest = <Value>(all: BacktestSums, q: ReadingOf<Value>): CampaignBacktest<Value> => {
  const sums: Sums = all.campaigns.get(q.campaignId) ?? new Map();
  const of = (name: string): Value => q.read(sums.get(name) ?? none, 0);
  const money = (name: string): Value => q.read(sums.get(name) ?? none, 2);
  const goalOf = (arm: Arm): GoalSums<Value> => ({
    customers: of(`${arm}:customers`),
    converted: of(`${arm}:converted`),
    orders: of(`${arm}:orders`),
    revenue: q.read(inCents(sums.get(`${arm}:revenue`) ?? none), 2),
  });
  return {
    campaignId: q.campaignId,
    ...{ wanted: of("wanted"), sent: of("sent"), heldOut: of("held-out"), stopped: under(sums, "stopped:", of) },
    ...{ left: of("left"), waiting: of("waiting") },
    looks: { lookedAt: of("lookedAt"), skipped: under(sums, "skipped:", of) },
    customers: { reached: of("reached"), keptOut: of("kept-out") },
    ...{ channels: under(sums, "channel:", of), usd: money("cost"), unpriced: of("unpriced") },
    weeks: weeksOf(sums, q),
    boughtAnyway: {
      ...{ messages: of("followed"), bought: of("bought") },
      ...{ orders: of("bought:orders"), revenue: money("bought:revenue") },
    },
    goal: Object.fromEntries(arms.map((arm) => [arm, goalOf(arm)])) as Record<Arm, GoalSums<Value>>,
  };
};

const under = <Value>(sums: Sums, prefix: string, of: (name: string) => Value): Record<string, Value> =>
  Object.fromEntries(
    [...sums.keys()]
      .filter((name) => name.startsWith(prefix))
      .sort()
      .map((name) => [name.slice(prefix.length), of(name)]),
  );

/** Every week of the history, also those in which nothing would have been sent. */
const weeksOf = <Value>(sums: Sums, { from, until, timeZone, read }: ReadingOf<Value>): BacktestWeek<Value>[] => {
  const calendar = zoneCalendar(timeZone);
  const weeks: BacktestWeek<Value>[] = [];
  for (let week = mondayOf(calendar.dayOf(from)); week <= calendar.dayOf(until); week += 7)
    weeks.push({
      week: isoDateOf(week),
      channels: under(sums, `week:${week}:`, (name) => read(sums.get(name) ?? none, 0)),
      usd: read(sums.get(`cost:${week}`) ?? none, 2),
    });
  return weeks;
};
