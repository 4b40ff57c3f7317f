import type { AccountSetup, ConfigurationSetSetup, IdentitySetup } from "./account-setup.ts";

/** The body of SES's answer about an identity or a configuration set; nothing when there is none of that name. */
export const sesSetupAnswer = (setup: AccountSetup, path: string): object | undefined => {
  const [, , , kind = "", name = "", part] = path.split("/").map(decodeURIComponent);
  if (kind === "identities" && part === undefined) {
    const identity = setup.identities[name];
    return identity && identityAnswer(name, identity);
  }
  if (kind !== "configuration-sets") return undefined;
  const set = setup.configurationSets[name];
  if (set === undefined) return undefined;
  return part === "event-destinations" ? destinations(name, set) : { ConfigurationSetName: name, ...options(set) };
};

const identityAnswer = (name: string, { verified, dkim, dkimTokens, mailFrom }: IdentitySetup): object => ({
  IdentityType: name.includes("@") ? "EMAIL_ADDRESS" : "DOMAIN",
  FeedbackForwardingStatus: true,
  VerifiedForSendingStatus: verified,
  VerificationStatus: verified ? "SUCCESS" : "PENDING",
  DkimAttributes: {
    SigningEnabled: dkim === "SUCCESS",
    Status: dkim,
    Tokens: dkimTokens,
    SigningAttributesOrigin: "AWS_SES",
  },
  ...(mailFrom && {
    MailFromAttributes: {
      MailFromDomain: mailFrom.domain,
      MailFromDomainStatus: mailFrom.status,
      BehaviorOnMxFailure: "USE_DEFAULT_VALUE",
    },
  }),
});

const options = ({ sends }: ConfigurationSetSetup): object => ({
  SendingOptions: { SendingEnabled: sends },
  ReputationOptions: { ReputationMetricsEnabled: true },
});

const destinations = (name: string, { events }: ConfigurationSetSetup): object => ({
  EventDestinations:
    events.length === 0
      ? []
      : [
          {
            Name: "ToTopic",
            Enabled: true,
            MatchingEventTypes: events,
            SnsDestination: { TopicArn: `arn:aws:sns:us-east-1:123456789012:${name}` },
          },
        ],
});
