import {
  DescribeAccountAttributesCommand,
  DescribeConfigurationSetsCommand,
  DescribePhoneNumbersCommand,
  DescribePoolsCommand,
  DescribeSenderIdsCommand,
  DescribeSpendLimitsCommand,
  type PinpointSMSVoiceV2Client,
} from "@aws-sdk/client-pinpoint-sms-voice-v2";
import { asking, type Finding, fine, mend, warning } from "./finding.ts";
import { sandboxFinding, spendFinding } from "./text-findings.ts";

export interface TextQuestion {
  readonly client: PinpointSMSVoiceV2Client;
  /** As in the deploy settings: `pool/…`, `phone-number/…` or `sender-id/NAME/COUNTRY`. */
  readonly origination: string;
  readonly configurationSet: string;
  /** Where replies have to arrive; absent when the outputs of the stack are not known. */
  readonly repliesTopicArn: string | undefined;
}

/** Whether texts through End User Messaging leave, and whether what becomes of them and a STOP come back. */
export const endUserMessagingFindings = async (q: TextQuestion): Promise<readonly Finding[]> =>
  (
    await Promise.all([
      asking("SMS sandbox", async () => {
        const { AccountAttributes = [] } = await q.client.send(new DescribeAccountAttributesCommand({}));
        const tier = AccountAttributes.find(({ Name }) => Name === "ACCOUNT_TIER")?.Value;
        return [sandboxFinding(tier !== "PRODUCTION")];
      }),
      asking("SMS spend limit", async () => {
        const { SpendLimits = [] } = await q.client.send(new DescribeSpendLimitsCommand({}));
        const limit = SpendLimits.find(({ Name }) => Name === "TEXT_MESSAGE_MONTHLY_SPEND_LIMIT")?.EnforcedLimit;
        return [spendFinding(limit ?? Number.NaN)];
      }),
      asking("SMS origination", () => origination(q)),
      asking("events of texts", () => events(q)),
    ])
  ).flat();

interface Origin {
  readonly status: string;
  readonly twoWayTo: string | undefined;
  readonly hearsReplies: boolean;
}

const originOf = async ({ client, origination: name }: TextQuestion): Promise<Origin | undefined> => {
  const [kind = "", id = "", country = ""] = name.split("/");
  if (kind === "pool") {
    const { Pools: [pool] = [] } = await client.send(new DescribePoolsCommand({ PoolIds: [id] }));
    return (
      pool && { status: pool.Status ?? "", twoWayTo: pool.TwoWayChannelArn, hearsReplies: pool.TwoWayEnabled === true }
    );
  }
  if (kind === "phone-number") {
    const { PhoneNumbers: [one] = [] } = await client.send(new DescribePhoneNumbersCommand({ PhoneNumberIds: [id] }));
    return (
      one && { status: one.Status ?? "", twoWayTo: one.TwoWayChannelArn, hearsReplies: one.TwoWayEnabled === true }
    );
  }
  const asked = new DescribeSenderIdsCommand({ SenderIds: [{ SenderId: id, IsoCountryCode: country }] });
  const { SenderIds: [sender] = [] } = await client.send(asked);
  return sender && { status: "ACTIVE", twoWayTo: undefined, hearsReplies: false };
};

const origination = async (q: TextQuestion): Promise<readonly Finding[]> => {
  const check = "SMS origination";
  const origin = await originOf(q).catch((error: unknown) => {
    if (error instanceof Error && error.name === "ResourceNotFoundException") return undefined;
    throw error;
  });
  if (origin === undefined)
    return [
      mend(check, `There is no ${q.origination} in this region.`, "Name another in the deploy setting smsOrigination."),
    ];
  if (origin.status !== "ACTIVE")
    return [
      mend(
        check,
        `${q.origination} is ${origin.status}.`,
        "Finish its registration in the End User Messaging console.",
      ),
    ];
  return [fine(check, `${q.origination} is active.`), replies(q, origin)];
};

const replies = ({ origination: name, repliesTopicArn }: TextQuestion, origin: Origin): Finding => {
  const check = "replies to texts";
  const isHeard = origin.hearsReplies && (repliesTopicArn === undefined || origin.twoWayTo === repliesTopicArn);
  if (isHeard) return fine(check, "What people write back, a STOP above all, reaches the engine.");
  if (name.startsWith("sender-id/"))
    return warning(check, "Nobody can answer to a sender id.", "Make sure that texts carry another way out.");
  return warning(
    check,
    "What people write back does not reach the engine: a STOP is then known to the carrier alone.",
    "Point its two-way channel at the topic SmsRepliesTopicArn (an output of the engine's stack).",
  );
};

const events = async ({ client, configurationSet }: TextQuestion): Promise<readonly Finding[]> => {
  const check = "events of texts";
  const asked = new DescribeConfigurationSetsCommand({ ConfigurationSetNames: [configurationSet] });
  const { ConfigurationSets: [set] = [] } = await client.send(asked);
  const isHeard = set?.EventDestinations?.some(
    (one) =>
      one.Enabled === true &&
      one.SnsDestination?.TopicArn !== undefined &&
      one.MatchingEventTypes?.some((type) => type === "ALL" || type === "TEXT_ALL"),
  );
  return [
    isHeard === true
      ? fine(check, "What becomes of texts is told to the engine's topic.")
      : mend(
          check,
          `The configuration set ${configurationSet} tells no topic of all texts.`,
          "Deploy the engine again.",
        ),
  ];
};
