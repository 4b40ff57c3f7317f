import type { ActivationCheck } from "../../../../../lambdas/domain/activation-checks.ts";
import type { WayToMend } from "../../../parts/way-to-mend.tsx";

type Code = ActivationCheck["code"];

const settings: Readonly<Record<string, string>> = {
  "price-unknown": "senders.smsPricesUsd",
  "sender-unset": "senders.emailFrom",
  "over-budget": "budget.monthlyUsd",
  "caps-conflict": "caps",
} satisfies Partial<Record<Code, string>>;

const parts: Readonly<Record<string, string>> = {
  "words-missing": "words",
  "no-way-out": "words",
  "words-broken": "words",
  "audience-empty": "audience",
  "nobody-reachable": "steps",
  "few-reachable": "steps",
  "hold-out-large": "policy",
  "hold-out-none": "policy",
  "no-goal": "goal",
  "missing-reference": "steps",
} satisfies Partial<Record<Code, string>>;

/** Where a marketer puts right what a check found; undefined where there is nothing to put right, or nowhere to go. */
export const wayOfCheck = (code: string, campaignId: string): WayToMend | undefined => {
  const [setting, part] = [settings[code], parts[code]];
  if (setting !== undefined) return { setting };
  if (part !== undefined) return { campaignId, part };
  return code === "account-paused" || code === "breaker-open" ? { overview: true } : undefined;
};
