import { GetAccountCommand, type SESv2Client } from "@aws-sdk/client-sesv2";
import type { SendingAccount } from "../domain/pace.ts";
import type { Clock } from "../shared/clock.ts";

/** Asks SES for the account's quotas and health. Throws when there is no whole answer: half of one is no quota. */
export const createAccountReader =
  (runtime: { readonly ses: () => SESv2Client; readonly clock: Clock }) => async (): Promise<SendingAccount> => {
    const answer = await runtime.ses().send(new GetAccountCommand({}));
    const { Max24HourSend, SentLast24Hours, MaxSendRate } = answer.SendQuota ?? {};
    if (Max24HourSend === undefined || SentLast24Hours === undefined || MaxSendRate === undefined)
      throw new Error("SES answered without a quota.");
    return {
      max24HourSend: Max24HourSend,
      sentLast24Hours: SentLast24Hours,
      maxSendRate: MaxSendRate,
      sendingEnabled: answer.SendingEnabled ?? false,
      enforcementStatus: answer.EnforcementStatus ?? "unknown",
      readAt: runtime.clock.now(),
    };
  };
