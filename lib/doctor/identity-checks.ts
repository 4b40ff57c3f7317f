import { GetEmailIdentityCommand, type GetEmailIdentityCommandOutput, type SESv2Client } from "@aws-sdk/client-sesv2";
import { asking, type Finding, fine, isNotFound, mend, warning } from "./finding.ts";

/** What SES knows of the sender. */
export interface Identity {
  /** The address itself, or its domain. */
  readonly name: string;
  readonly answer: GetEmailIdentityCommandOutput;
}

export const domainOf = (address: string): string => (address.split("@").at(-1) ?? address).toLowerCase();

/** SES takes an address that is verified itself, or whose domain is. */
export const findIdentity = async (ses: SESv2Client, address: string): Promise<Identity | undefined> => {
  for (const name of [address, domainOf(address)]) {
    try {
      const answer = await ses.send(new GetEmailIdentityCommand({ EmailIdentity: name }));
      if (answer.VerifiedForSendingStatus === true || name === domainOf(address)) return { name, answer };
    } catch (error) {
      if (!isNotFound(error)) throw error;
    }
  }
  return undefined;
};

/** Whether SES may send from the address of the settings, signs it, and from which envelope. */
export const identityFindings = (
  ses: SESv2Client,
  address: string,
): Promise<{ readonly findings: readonly Finding[]; readonly identity: Identity | undefined }> =>
  keepIdentity(async () => {
    const identity = await findIdentity(ses, address);
    return { identity, findings: identity === undefined ? [unknown(address)] : judged(address, identity) };
  });

type Judged = { readonly findings: readonly Finding[]; readonly identity: Identity | undefined };

const keepIdentity = async (ask: () => Promise<Judged>): Promise<Judged> => {
  let identity: Identity | undefined;
  const findings = await asking("email identity", async () => {
    const judgement = await ask();
    identity = judgement.identity;
    return judgement.findings;
  });
  return { findings, identity };
};

const unknown = (address: string): Finding =>
  mend(
    "email identity",
    `SES knows neither ${address} nor its domain in this region.`,
    `Verify the domain ${domainOf(address)} in the SES console (Identities) in the region of the deployment, or change senders.emailFrom in the settings.`,
  );

const judged = (address: string, { name, answer }: Identity): readonly Finding[] => [
  answer.VerifiedForSendingStatus === true
    ? fine("email identity", `${name} is verified; ${address} may be sent from.`)
    : mend(
        "email identity",
        `${name} is not verified (${answer.VerificationStatus ?? "unknown"}).`,
        "Put the DNS records that the SES console shows into the domain's zone, and wait until SES has seen them.",
      ),
  dkim(answer),
  mailFrom(address, answer),
];

const dkim = ({ DkimAttributes: { SigningEnabled, Status } = {} }: GetEmailIdentityCommandOutput): Finding =>
  SigningEnabled === true && Status === "SUCCESS"
    ? fine("DKIM at SES", "SES signs with the domain's own key.")
    : mend(
        "DKIM at SES",
        `SES does not sign with the domain's own key (signing ${SigningEnabled ? "on" : "off"}, ${Status ?? "not set up"}): one-click opt-out and DMARC need it.`,
        "Verify the domain (not only the address) with Easy DKIM, and put its three CNAME records into the zone.",
      );

const mailFrom = (address: string, { MailFromAttributes: from }: GetEmailIdentityCommandOutput): Finding => {
  const check = "MAIL FROM";
  if (!from?.MailFromDomain)
    return warning(
      check,
      "The envelope is amazonses.com: SPF then passes for AWS's domain and not for yours. DMARC rests on DKIM alone.",
      `Set a MAIL FROM domain such as mail.${domainOf(address)} at the identity, with its MX and SPF records.`,
    );
  return from.MailFromDomainStatus === "SUCCESS"
    ? fine(check, `The envelope is ${from.MailFromDomain}.`)
    : mend(
        check,
        `SES does not find the records of the MAIL FROM domain ${from.MailFromDomain} (${from.MailFromDomainStatus}).`,
        "Put the MX and TXT records that the SES console shows into the zone; depending on the identity SES refuses emails until then.",
      );
};
