import type { StormRecord } from "../storm-record.ts";
import { brokenCaps, worstDriftMs } from "./caps.ts";
import { callsAfterGoal, callsInPause, callsToHeldOut, callsToSuppressed, callsWithoutConsent } from "./consent.ts";
import { forgottenCustomers, wrongFolds } from "./due.ts";
import { brokenEndings, type Doubts, explainDoubts } from "./endings.ts";
import { brokenFunnels } from "./funnel.ts";
import { brokenHours, lateCalls } from "./hours.ts";
import { repeatedCalls } from "./once.ts";
import { sightingsOf } from "./sightings.ts";

/** One law, how many things it was held against, and one sentence for each that broke it. */
export interface Verdict {
  readonly law: string;
  readonly checked: number;
  readonly broken: readonly string[];
}

export interface Judgement {
  readonly verdicts: readonly Verdict[];
  readonly doubts: Doubts;
  /** Between a decision and the acceptance that came of it, milliseconds of the virtual clock. */
  readonly worstDriftMs: number;
}

/**
 * Judges a storm by what the providers saw and by the shop that was made up for it. Nothing here asks the engine's rules:
 * hours go by `Intl`, windows are counted by brute force, and who may be written to is known from the making.
 */
export const judgeStorm = (record: StormRecord): Judgement => {
  const { seen, strange } = sightingsOf(record);
  const doubts = explainDoubts(record);
  const calls = record.calls.length;
  const accepted = seen.filter(({ call }) => call.accepted).length;
  const parked = record.messages.filter(({ status }) => status === "parked").length;
  const law = (name: string, checked: number, broken: readonly string[]): Verdict => ({ law: name, checked, broken });
  return {
    doubts,
    worstDriftMs: worstDriftMs(seen),
    verdicts: [
      law("every call was decided, and went to its customer", calls, strange),
      law("no message accepted twice, none tried again in doubt", calls, repeatedCalls(record)),
      law("no cap exceeded", accepted, brokenCaps(seen, record)),
      law("no call in quiet hours or on a closed day", calls, brokenHours(seen, record)),
      law("no call after its send-by deadline", calls, lateCalls(seen)),
      law("no call without consent, or after an opt-out", calls, callsWithoutConsent(seen, record)),
      law("no call to a suppressed address", calls, callsToSuppressed(seen, record)),
      law("no call to a customer who is held out", calls, callsToHeldOut(seen, record)),
      law("no call to a customer who has come back", calls, callsAfterGoal(seen, record)),
      law("no call while the account was paused", calls, callsInPause(record)),
      law("every order and every click folded once", record.customers.length, wrongFolds(record)),
      law("everybody who fell due was looked at to an end", record.customers.length, forgottenCustomers(record)),
      law("every reservation ended, as the provider saw it", record.messages.length, brokenEndings(record)),
      law("every doubt has a kill or a fault behind it", parked, doubts.unexplained),
      law("the funnels add up and agree with the messages", record.messages.length, brokenFunnels(record)),
      law("nothing was given up", 1, record.deadLetters === 0 ? [] : [`${record.deadLetters} records were given up`]),
    ],
  };
};
