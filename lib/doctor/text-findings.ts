import { type Finding, fine, mend, warning } from "./finding.ts";

/** What an account has at first, in US dollars a month: a few hundred texts at most. */
const firstLimitUsd = 1;

export const sandboxFinding = (isInSandbox: boolean): Finding =>
  isInSandbox
    ? mend(
        "SMS sandbox",
        "The account is in the SMS sandbox: texts reach verified numbers only.",
        "Ask to leave it in the End User Messaging console. Until then send by email and push.",
      )
    : fine("SMS sandbox", "The account may send texts to everybody.");

/** `usd` is not a number where AWS told none, which stands for the first limit. */
export const spendFinding = (usd: number): Finding => {
  const limit = Number.isNaN(usd) ? firstLimitUsd : usd;
  return limit > firstLimitUsd
    ? fine("SMS spend limit", `${limit} US dollars a month.`)
    : warning(
        "SMS spend limit",
        `${limit} US dollar a month: texts stop after the first few dozen, within minutes of crossing it.`,
        "Ask for a higher spending limit (AWS Support, SMS spending), and set senders.smsMaxPriceUsd.",
      );
};
