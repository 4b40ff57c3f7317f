import { type Finding, fine, mend, warning } from "./finding.ts";
import { domainOf, type Identity } from "./identity-checks.ts";

/** The part of node's resolver that is used here. */
export interface Dns {
  resolveTxt(name: string): Promise<string[][]>;
  resolveCname(name: string): Promise<string[]>;
  resolveMx(name: string): Promise<{ readonly exchange: string }[]>;
}

const absent: ReadonlySet<unknown> = new Set(["ENOTFOUND", "ENODATA"]);

/** Nothing where the zone has no such record; a resolver that fails is no answer. */
const found = async <Record>(ask: () => Promise<readonly Record[]>): Promise<readonly Record[]> => {
  try {
    return await ask();
  } catch (error) {
    if (absent.has((error as { readonly code?: unknown }).code)) return [];
    throw error;
  }
};

const texts = async (dns: Dns, name: string): Promise<readonly string[]> =>
  (await found(() => dns.resolveTxt(name))).map((parts) => parts.join(""));

/** One check; what the resolver does not answer is told as not known. */
const looked = async (check: string, look: () => Promise<Finding>): Promise<Finding> => {
  try {
    return await look();
  } catch (error) {
    const { code = "unknown" } = error as { readonly code?: string };
    return warning(check, `The name servers did not answer (${code}).`, "Run this again from another network.");
  }
};

/** What mailbox providers see of the domain. */
export const dnsFindings = (dns: Dns, address: string, identity: Identity | undefined): Promise<readonly Finding[]> => {
  const domain = domainOf(address);
  const { DkimAttributes, MailFromAttributes } = identity?.answer ?? {};
  const mailFrom = MailFromAttributes?.MailFromDomain;
  return Promise.all([
    looked("DKIM", () => dkim(dns, domain, DkimAttributes?.Tokens ?? [])),
    ...(mailFrom ? [looked("SPF", () => spf(dns, mailFrom)), looked("MX of MAIL FROM", () => mx(dns, mailFrom))] : []),
    looked("DMARC", () => dmarc(dns, domain)),
  ]);
};

const dkim = async (dns: Dns, domain: string, tokens: readonly string[]): Promise<Finding> => {
  if (tokens.length === 0)
    return warning("DKIM", "SES names no DKIM records for this identity.", "See the check DKIM at SES.");
  const missing: string[] = [];
  for (const token of tokens) {
    const name = `${token}._domainkey.${domain}`;
    const targets = await found(() => dns.resolveCname(name));
    if (!targets.some((target) => target.toLowerCase().startsWith(`${token.toLowerCase()}.dkim.`))) missing.push(name);
  }
  return missing.length === 0
    ? fine("DKIM", `All ${tokens.length} records are there.`)
    : mend(
        "DKIM",
        `These CNAME records are missing or point elsewhere: ${missing.join(", ")}.`,
        "Put them into the zone as the SES console shows them.",
      );
};

const spf = async (dns: Dns, domain: string): Promise<Finding> => {
  const records = (await texts(dns, domain)).filter((text) => /^v=spf1(?:\s|$)/i.test(text));
  if (records.length > 1)
    return mend("SPF", `${domain} has ${records.length} SPF records; receivers then trust none.`, "Leave one of them.");
  return records.some((text) => /\binclude:amazonses\.com\b/i.test(text))
    ? fine("SPF", `${domain} names SES.`)
    : mend(
        "SPF",
        `${domain} ${records.length === 0 ? "has no SPF record" : "does not name SES in its SPF record"}.`,
        'Its TXT record should be "v=spf1 include:amazonses.com ~all".',
      );
};

const mx = async (dns: Dns, domain: string): Promise<Finding> =>
  (await found(() => dns.resolveMx(domain))).some(({ exchange }) =>
    /^feedback-smtp\..+\.amazonses\.com$/i.test(exchange),
  )
    ? fine("MX of MAIL FROM", `Bounces to ${domain} reach SES.`)
    : mend(
        "MX of MAIL FROM",
        `${domain} has no MX record to SES, so bounces do not reach it.`,
        "Its MX record should be 10 feedback-smtp.REGION.amazonses.com.",
      );

/** The domain's own record counts; without one that of the domain above, which receivers fall back on. */
const dmarc = async (dns: Dns, domain: string): Promise<Finding> => {
  const names = domain.split(".").map((_, index, parts) => parts.slice(index).join("."));
  for (const name of names.slice(0, Math.max(1, names.length - 1))) {
    const record = (await texts(dns, `_dmarc.${name}`)).find((text) => /^v=DMARC1\b/i.test(text));
    if (record !== undefined) return policyOf(name, record);
  }
  return mend(
    "DMARC",
    `${domain} has no DMARC record: Gmail, Yahoo and Microsoft refuse or junk bulk mail without one.`,
    `Put a TXT record _dmarc.${domain} with "v=DMARC1; p=none; rua=mailto:…" into the zone, and tighten it later.`,
  );
};

const policyOf = (name: string, record: string): Finding => {
  const policy = /(?:^|;)\s*p\s*=\s*(none|quarantine|reject)\b/i.exec(record)?.[1]?.toLowerCase();
  if (policy === undefined)
    return mend("DMARC", `The record of ${name} names no policy.`, "It needs p=none, p=quarantine or p=reject.");
  return policy === "none"
    ? warning(
        "DMARC",
        `${name} says p=none: it satisfies mailbox providers, and stops nobody who forges your address.`,
        "Once the reports show that your own mail passes, change it to quarantine.",
      )
    : fine("DMARC", `${name} says p=${policy}.`);
};
