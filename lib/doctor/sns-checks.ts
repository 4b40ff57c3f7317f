import {
  GetSMSAttributesCommand,
  GetSMSSandboxAccountStatusCommand,
  ListOriginationNumbersCommand,
  type SNSClient,
} from "@aws-sdk/client-sns";
import { asking, type Finding, fine, warning } from "./finding.ts";
import { sandboxFinding, spendFinding } from "./text-findings.ts";

/** Whether texts through SNS leave: the sandbox, what may be spent in a month, and what they come from. */
export const snsFindings = async (sns: SNSClient, senderId: string | undefined): Promise<readonly Finding[]> =>
  (
    await Promise.all([
      asking("SMS sandbox", async () => {
        const { IsInSandbox } = await sns.send(new GetSMSSandboxAccountStatusCommand({}));
        return [sandboxFinding(IsInSandbox !== false)];
      }),
      asking("SMS spend limit", async () => {
        const { attributes = {} } = await sns.send(new GetSMSAttributesCommand({}));
        return [
          spendFinding(Number(attributes.MonthlySpendLimit ?? Number.NaN)),
          typeFinding(attributes.DefaultSMSType),
        ];
      }),
      asking("SMS origination", async () => {
        const { PhoneNumbers = [] } = await sns.send(new ListOriginationNumbersCommand({}));
        return [originFinding(PhoneNumbers.filter(({ Status }) => /active/i.test(Status ?? "")).length, senderId)];
      }),
    ])
  ).flat();

/** The engine names the type with every text, so the account's default matters to other senders alone. */
const typeFinding = (type: string | undefined): Finding =>
  fine(
    "SMS type",
    `The account's default is ${type ?? "not set (Transactional)"}; Rekindle names the type of each text itself.`,
  );

const originFinding = (numbers: number, senderId: string | undefined): Finding => {
  const check = "SMS origination";
  if (numbers > 0) return fine(check, `${numbers} numbers of the account may send texts.`);
  return senderId === undefined
    ? warning(
        check,
        "The account has no number and the settings name no sender id: texts come from a shared number, and in the US, Canada and others they are refused.",
        "Get a number in the End User Messaging console, or set senders.smsSenderId where the country allows it.",
      )
    : warning(
        check,
        `Texts come from the sender id ${senderId}; the US and Canada know none, and nobody can answer STOP to it.`,
        "Get a number for those countries. Make sure that texts carry another way out.",
      );
};
