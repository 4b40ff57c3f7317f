import type { Chance } from "../sample/chance.ts";

/** When workers are killed: at random moments of the storm, drawn from the seed and spread over its messages. */
export interface KillPlan {
  /** The storm has begun to fold the history: some of the kills fall here. */
  begun(): void;
  /** The provider has seen so many calls. */
  called(count: number): void;
  /** A worker has just finished with a provider's event. */
  removed(): void;
}

export interface KillPlanQuery {
  readonly kills: number;
  /** Calls over which the kills are spread. */
  readonly calls: number;
  readonly chance: Chance;
  /** False when nobody is there to be killed: then the next moment takes the kill over. */
  readonly kill: () => boolean;
}

const earlyMost = 2;
/** The last part of the calls stays free, so that every kill has come before the storm is over. */
const spread = 0.9;
/** Real milliseconds within which a kill follows the call that called for it: before, during and after the answer. */
const delayMsMax = 30;
const firstMs = 300;
const lastMs = 2_500;

export const createKillPlan = ({ kills, calls, chance, kill }: KillPlanQuery): KillPlan => {
  const early = Math.min(earlyMost, Math.floor(kills / 5));
  const thresholds = Array.from({ length: kills - early }, () => Math.ceil(chance.next() * spread * calls));
  thresholds.sort((a, b) => a - b);
  let begun = 0;
  let owed = 0;
  let owedAtRemoval = 0;

  const strike = () => {
    if (!kill()) owed += 1;
  };
  const strikeOwed = () => {
    if (owed === 0) return;
    owed -= 1;
    strike();
  };
  return {
    begun: () => {
      for (let count = 0; count < early; count += 1) setTimeout(strike, chance.between(firstMs, lastMs));
    },
    called: (count) => {
      for (; (thresholds[begun] ?? Number.POSITIVE_INFINITY) <= count; begun += 1) {
        if (chance.happens(0.3)) owedAtRemoval += 1;
        else setTimeout(strike, chance.between(0, delayMsMax));
      }
      strikeOwed();
    },
    removed: () => {
      if (owedAtRemoval === 0) return strikeOwed();
      owedAtRemoval -= 1;
      strike();
    },
  };
};
