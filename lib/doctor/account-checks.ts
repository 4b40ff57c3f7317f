import { GetAccountCommand, type GetAccountCommandOutput, type SESv2Client } from "@aws-sdk/client-sesv2";
import { asking, type Finding, fine, mend, warning } from "./finding.ts";

/** A sending rate below which a campaign to a few thousand people takes hours. Emails a second. */
const rateMin = 10;
/** Share of the daily quota that a day of the shop should leave. */
const dayShareMax = 0.8;

export interface AccountQuestion {
  readonly ses: SESv2Client;
  /** Emails that the shop expects to send on its busiest day; absent: nobody said. */
  readonly perDay?: number;
}

/** Whether SES sends for this account, to whom, how much and how fast. */
export const accountFindings = ({ ses, perDay }: AccountQuestion): Promise<readonly Finding[]> =>
  asking("SES account", async () => {
    const account = await ses.send(new GetAccountCommand({}));
    return [health(account), sandbox(account), ...quota(account, perDay), suppression(account)];
  });

const health = ({ SendingEnabled, EnforcementStatus }: GetAccountCommandOutput): Finding => {
  const check = "SES account";
  if (EnforcementStatus === "SHUTDOWN" || SendingEnabled !== true)
    return mend(
      check,
      `SES sends nothing for this account (sending ${SendingEnabled ? "on" : "off"}, ${EnforcementStatus}).`,
      "Read AWS's mail about it, answer the case in the support centre, and enable sending again in the SES console.",
    );
  if (EnforcementStatus !== "HEALTHY")
    return warning(
      check,
      `The account is under review (${EnforcementStatus}): SES may stop it.`,
      "Answer AWS's mail, and find what bounced or was complained of before anything else is sent.",
    );
  return fine(check, "SES sends for this account, and its standing is healthy.");
};

const sandbox = ({ ProductionAccessEnabled }: GetAccountCommandOutput): Finding =>
  ProductionAccessEnabled === true
    ? fine("SES sandbox", "The account has production access.")
    : mend(
        "SES sandbox",
        "The account is in the sandbox: SES sends to verified addresses only, 200 a day.",
        "Ask for production access in the SES console (Account dashboard). Until then only your own verified addresses can be written to.",
      );

const quota = ({ SendQuota }: GetAccountCommandOutput, perDay: number | undefined): readonly Finding[] => {
  const { Max24HourSend, MaxSendRate, SentLast24Hours } = SendQuota ?? {};
  if (Max24HourSend === undefined || MaxSendRate === undefined)
    return [mend("SES quota", "SES answered without a quota.", "Run this again; if it stays so, ask AWS's support.")];
  return [dayQuota(Max24HourSend, SentLast24Hours ?? 0, perDay), rate(MaxSendRate)];
};

const dayQuota = (max: number, sent: number, perDay: number | undefined): Finding => {
  const check = "SES quota";
  const says = `${sent} of ${max < 0 ? "unlimited" : max} emails in the last 24 hours.`;
  if (max >= 0 && perDay !== undefined && perDay > max * dayShareMax)
    return warning(
      check,
      `${says} The busiest day is to have ${perDay}.`,
      "Ask for a higher sending quota in Service Quotas (SES); what does not fit waits for the next day or expires.",
    );
  return fine(check, says);
};

const rate = (perSecond: number): Finding =>
  perSecond >= rateMin
    ? fine("SES rate", `${perSecond} emails a second.`)
    : warning(
        "SES rate",
        `${perSecond} emails a second: 10,000 take ${Math.ceil(10_000 / perSecond / 3600)} hours.`,
        "Ask for a higher sending rate in Service Quotas (SES), or give campaigns deadlines of several days.",
      );

const suppression = ({ SuppressionAttributes }: GetAccountCommandOutput): Finding => {
  const missing = ["BOUNCE", "COMPLAINT"].filter(
    (reason) => !SuppressionAttributes?.SuppressedReasons?.some((one) => one === reason),
  );
  return missing.length === 0
    ? fine("SES suppression list", "Bounces and complaints are kept on the account's list.")
    : warning(
        "SES suppression list",
        `The account's list does not keep: ${missing.join(", ")}. Rekindle keeps its own, which other senders of this account do not know.`,
        "Switch it on in the SES console (Suppression list, account-level settings).",
      );
};
