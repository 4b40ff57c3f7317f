import type { Node } from "constructs";

/** The context key that carries these settings: `cdk.json` → `context.rekindle`, or `-c rekindle='{"…": …}'`. */
export const settingsContextKey = "rekindle";

/** What a deployment can choose. Everything a shop chooses while it runs lives in the campaigns table instead. */
export interface DeploySettings {
  /**
   * Starts the name of every stack and function, so that two shops fit in one account.
   * @default "Rekindle"
   */
  readonly stackPrefix: string;
  /**
   * Shards of the `due` index. More shards let more customers fall due in one second.
   * @default 16
   */
  readonly dueShards: number;
  /**
   * Days an event is kept before it expires.
   * @default 730
   */
  readonly eventRetentionDays: number;
  /**
   * Days the functions' logs are kept.
   * @default 30
   */
  readonly logRetentionDays: number;
  /**
   * Minutes from tick to tick; a pause takes at most this long.
   * @default 1
   */
  readonly tickMinutes: number;
  /**
   * Ticks that run side by side, each with its share of the shards. See docs/scale.md for when more help.
   * @default 1
   */
  readonly tickParts: number;
  /**
   * Requests per second the API accepts on average; twice as many in a burst.
   * @default 200
   */
  readonly requestsPerSecond: number;
  /**
   * The least severe level the functions write to their logs.
   * @default "INFO"
   */
  readonly logLevel: string;
  /**
   * Where opt-out links point, without a slash at the end.
   * @default - the API's own URL
   */
  readonly publicUrl?: string;
  /**
   * Who is mailed when an alarm goes off.
   * @default - nobody, the alarm topic can be subscribed by hand
   */
  readonly alarmEmail?: string;
  /**
   * The one SES identity (domain or address) the engine may send from.
   * @default - any verified one of the account
   */
  readonly emailIdentity?: string;
  /**
   * What texts are sent through. End User Messaging tells what became of each one, so that a text in doubt is
   * settled by evidence; SNS needs no set-up.
   * @default "sns"
   */
  readonly smsThrough: "sns" | "end-user-messaging";
  /**
   * What texts come from in End User Messaging: the only pool, phone number or sender id the engine may use.
   * @default - none; needed exactly when smsThrough is "end-user-messaging"
   */
  readonly smsOrigination?: string;
  /**
   * ARNs of the SNS platform applications that reach the shop's apps: iOS by APNs, Android by FCM.
   * @default - no push
   */
  readonly pushApplications?: PushApplications;
  /**
   * US dollars of providers' fees on one day, above which an alarm goes off.
   * @default 100
   */
  readonly dailyFeesMaxUsd: number;
  /**
   * Who may do everything in the console, always: the first people, who give others their roles.
   * @default - nobody
   */
  readonly adminEmails?: readonly string[];
  /**
   * The console's own domain. Needs consoleCertificate.
   * @default - an address of CloudFront
   */
  readonly consoleDomain?: string;
  /**
   * ARN of the certificate of consoleDomain, from us-east-1, where CloudFront looks for it.
   * @default - none; needed exactly when there is a consoleDomain
   */
  readonly consoleCertificate?: string;
  /**
   * Starts the host people sign in at: PREFIX.auth.REGION.amazoncognito.com.
   * @default - rekindle- and a part of the stack's id
   */
  readonly signInPrefix?: string;
  /**
   * Whether an event bus tells the shop's other systems of accepted messages, conversions, opt-outs and overdue cases.
   * @default "off"
   */
  readonly eventsOut: "off" | "on";
}

export interface PushApplications {
  readonly apns?: string;
  readonly fcm?: string;
}

/** One setting: what it is without a word from the operator, and what is allowed, in words and as a test. */
export interface SettingRule {
  readonly fallback?: string | number;
  readonly allowed: string;
  readonly accepts: (value: unknown) => boolean;
}

const wholeNumber = (from: number, to: number, fallback: number): SettingRule => ({
  fallback,
  allowed: `a whole number from ${from} to ${to}`,
  accepts: (value) => Number.isInteger(value) && Number(value) >= from && Number(value) <= to,
});

const oneOf = (values: readonly (string | number)[], fallback: string | number): SettingRule => ({
  fallback,
  allowed: `one of ${values.join(", ")}`,
  accepts: (value) => values.some((known) => known === value),
});

const matching = (pattern: RegExp, allowed: string, fallback?: string): SettingRule => ({
  ...(fallback === undefined ? {} : { fallback }),
  allowed,
  accepts: (value) => typeof value === "string" && value.length <= 253 && pattern.test(value),
});

const domain = "(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]{2,63}";
const address = `[A-Za-z0-9._+-]+@${domain}`;

/** CloudWatch Logs accepts these days and no others. */
const retentionDays = [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 3653] as const;

const applicationForms: Readonly<Record<string, RegExp>> = {
  apns: /^arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:app\/(?:APNS|APNS_SANDBOX)\/[A-Za-z0-9._-]{1,256}$/,
  fcm: /^arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:app\/GCM\/[A-Za-z0-9._-]{1,256}$/,
};

/** An object with `apns`, `fcm` or both. */
const arePushApplications = (value: unknown): boolean => {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const entries = Object.entries(value);
  return (
    entries.length > 0 &&
    entries.every(
      ([name, arn]) =>
        Object.hasOwn(applicationForms, name) && typeof arn === "string" && applicationForms[name]?.test(arn) === true,
    )
  );
};

const isAddress = (value: unknown): boolean =>
  typeof value === "string" && value.length <= 253 && new RegExp(`^${address}$`).test(value);

const areAdmins = (value: unknown): boolean =>
  Array.isArray(value) && value.length > 0 && value.length <= 20 && value.every(isAddress);

/** Every setting there is; an unknown key is refused with this list. */
export const settingRules: Readonly<Record<keyof DeploySettings, SettingRule>> = {
  stackPrefix: matching(/^[A-Za-z][A-Za-z0-9-]{0,29}$/, "1 to 30 letters, digits or -, a letter first", "Rekindle"),
  dueShards: wholeNumber(1, 256, 16),
  eventRetentionDays: wholeNumber(1, 3650, 730),
  logRetentionDays: oneOf(retentionDays, 30),
  tickMinutes: wholeNumber(1, 60, 1),
  tickParts: wholeNumber(1, 16, 1),
  requestsPerSecond: wholeNumber(1, 10_000, 200),
  logLevel: oneOf(["DEBUG", "INFO", "WARN", "ERROR"], "INFO"),
  publicUrl: matching(
    new RegExp(`^https://${domain}(?::\\d{2,5})?(?:/[^\\s?#]*[^\\s?#/])?$`),
    "an https:// address without a slash, ? or # at the end, such as https://mail.example.com",
  ),
  alarmEmail: matching(new RegExp(`^${address}$`), "an email address such as ops@example.com"),
  dailyFeesMaxUsd: wholeNumber(1, 1_000_000, 100),
  emailIdentity: matching(
    new RegExp(`^(?:${address}|${domain})$`),
    "a verified SES identity in lower case: a domain such as example.com or an address such as shop@example.com",
  ),
  smsThrough: oneOf(["sns", "end-user-messaging"], "sns"),
  smsOrigination: matching(
    /^(?:pool\/pool-[A-Za-z0-9]+|phone-number\/phone-[A-Za-z0-9]+|sender-id\/[A-Za-z0-9_-]{1,11}\/[A-Z]{2})$/,
    "the end of an ARN: pool/pool-…, phone-number/phone-… or sender-id/NAME/COUNTRY",
  ),
  pushApplications: {
    allowed:
      'ARNs of platform applications: {"apns": "arn:…:app/APNS/NAME", "fcm": "arn:…:app/GCM/NAME"}, or one of them',
    accepts: arePushApplications,
  },
  adminEmails: {
    allowed: 'a list of 1 to 20 email addresses such as ["ada@example.com"]',
    accepts: areAdmins,
  },
  consoleDomain: matching(new RegExp(`^${domain}$`), "a domain in lower case such as console.example.com"),
  consoleCertificate: matching(
    /^arn:aws[a-z-]*:acm:us-east-1:\d{12}:certificate\/[a-f0-9-]{36}$/,
    "the ARN of a certificate in us-east-1: arn:aws:acm:us-east-1:…:certificate/…",
  ),
  signInPrefix: matching(
    /^(?!.*(?:aws|amazon|cognito))[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/,
    "1 to 63 lower-case letters, digits or -, without aws, amazon or cognito, and unused by anybody else in the region",
  ),
  eventsOut: oneOf(["off", "on"], "off"),
};

/** Settings that make sense only together. */
const problemsTogether = (given: Partial<DeploySettings>): readonly string[] => [
  ...problemsOfTexts(given),
  ...problemsOfDomain(given),
];

const problemsOfTexts = ({ smsThrough, smsOrigination }: Partial<DeploySettings>): readonly string[] =>
  (smsThrough === "end-user-messaging") === (smsOrigination !== undefined)
    ? []
    : [
        `smsOrigination: received ${shown(smsOrigination)}; allowed: ${settingRules.smsOrigination.allowed}, exactly when smsThrough is "end-user-messaging"`,
      ];

const problemsOfDomain = ({ consoleDomain, consoleCertificate }: Partial<DeploySettings>): readonly string[] =>
  (consoleDomain === undefined) === (consoleCertificate === undefined)
    ? []
    : [
        `consoleCertificate: received ${shown(consoleCertificate)}; allowed: ${settingRules.consoleCertificate.allowed}, exactly when there is a consoleDomain`,
      ];

/** Thrown at synthesis, before any resource exists, with every wrong setting in one message. */
export class DeploySettingsError extends Error {
  override readonly name = "DeploySettingsError";
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(`The deploy settings (context "${settingsContextKey}") cannot be used:\n- ${problems.join("\n- ")}`);
    this.problems = problems;
  }
}

/** Reads the settings from the CDK context of an app or stack. */
export const settingsFromContext = (node: Node): DeploySettings =>
  parseDeploySettings(fromJson(node.tryGetContext(settingsContextKey)));

/** Checks the input against the rules and fills in defaults. `undefined` stands for no setting at all. */
export const parseDeploySettings = (input: unknown): DeploySettings => {
  const given = input ?? {};
  if (typeof given !== "object" || Array.isArray(given)) {
    throw new DeploySettingsError([`received ${shown(given)}; allowed: an object such as {"dueShards": 16}`]);
  }
  const entries = Object.entries(given);
  const wrong = entries.flatMap(([key, value]) => problemOf(key, value));
  const problems = wrong.length > 0 ? wrong : problemsTogether(given);
  if (problems.length > 0) throw new DeploySettingsError(problems);
  return Object.freeze({ ...defaults(), ...Object.fromEntries(entries) } as DeploySettings);
};

const defaults = () =>
  Object.fromEntries(
    Object.entries(settingRules).flatMap(([key, { fallback }]) => (fallback === undefined ? [] : [[key, fallback]])),
  );

const problemOf = (key: string, value: unknown): readonly string[] => {
  if (!isKnown(key)) return [`unknown key "${key}"; allowed: ${Object.keys(settingRules).join(", ")}`];
  const rule = settingRules[key];
  return rule.accepts(value) ? [] : [`${key}: received ${shown(value)}; allowed: ${rule.allowed}`];
};

const isKnown = (key: string): key is keyof DeploySettings => Object.hasOwn(settingRules, key);

const shown = (value: unknown): string => JSON.stringify(value) ?? String(value);

/** On the command line the context value is text; in cdk.json it is an object already. */
const fromJson = (value: unknown): unknown => {
  if (typeof value !== "string") return value;
  try {
    return JSON.parse(value);
  } catch {
    throw new DeploySettingsError([`received ${shown(value)}; allowed: JSON such as {"dueShards": 16}`]);
  }
};
