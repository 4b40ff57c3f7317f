import type { AccountSetup, TextOrigin } from "./account-setup.ts";

interface Asked {
  readonly PoolIds?: readonly string[];
  readonly PhoneNumberIds?: readonly string[];
  readonly SenderIds?: readonly { readonly SenderId: string; readonly IsoCountryCode: string }[];
  readonly ConfigurationSetNames?: readonly string[];
}

/** What End User Messaging says of the account: an answer's body, `missing`, or nothing for another operation. */
export const textSetupAnswer = (
  setup: AccountSetup,
  operation: string,
  body: string,
): object | "missing" | undefined => {
  if (!operation.startsWith("Describe")) return undefined;
  const asked = JSON.parse(body) as Asked;
  switch (operation) {
    case "DescribeAccountAttributes":
      return { AccountAttributes: [{ Name: "ACCOUNT_TIER", Value: setup.smsSandbox ? "SANDBOX" : "PRODUCTION" }] };
    case "DescribeSpendLimits":
      return { SpendLimits: [spendLimit(setup.smsSpendLimit)] };
    case "DescribePools":
      return listed("Pools", asked.PoolIds, (id) => origin("PoolId", id, setup.pools[id]));
    case "DescribePhoneNumbers":
      return listed("PhoneNumbers", asked.PhoneNumberIds, (id) => origin("PhoneNumberId", id, setup.phoneNumbers[id]));
    case "DescribeSenderIds":
      return listed("SenderIds", asked.SenderIds, (one) =>
        setup.senderIds.includes(`${one.SenderId}/${one.IsoCountryCode}`) ? { ...one, Registered: true } : undefined,
      );
    case "DescribeConfigurationSets":
      return listed("ConfigurationSets", asked.ConfigurationSetNames, (name) => textSet(name, setup.textSets[name]));
    default:
      return undefined;
  }
};

/** The service refuses a list in which one is unknown. */
const listed = <One>(
  list: string,
  asked: readonly One[] = [],
  find: (one: One) => object | undefined,
): object | "missing" => {
  const found = asked.map(find);
  return found.includes(undefined) ? "missing" : { [list]: found };
};

const spendLimit = (limit = 1): object => ({
  Name: "TEXT_MESSAGE_MONTHLY_SPEND_LIMIT",
  EnforcedLimit: limit,
  MaxLimit: limit,
  Overridden: false,
});

const origin = (key: string, id: string, one: TextOrigin | undefined): object | undefined =>
  one && {
    [key]: id,
    Status: one.status,
    MessageType: "PROMOTIONAL",
    TwoWayEnabled: one.twoWayTo !== undefined,
    ...(one.twoWayTo !== undefined && { TwoWayChannelArn: one.twoWayTo }),
  };

const textSet = (name: string, events: readonly string[] | undefined): object | undefined =>
  events && {
    ConfigurationSetName: name,
    EventDestinations: [
      {
        EventDestinationName: "ToTopic",
        Enabled: true,
        MatchingEventTypes: events,
        SnsDestination: { TopicArn: "arn:aws:sns:us-east-1:123456789012:SmsEvents" },
      },
    ],
  };
