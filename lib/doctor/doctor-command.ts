import { Resolver } from "node:dns/promises";
import { createEndUserMessaging } from "../../lambdas/shared/end-user-messaging-client.ts";
import { environmentFrom } from "../../lambdas/shared/environment.ts";
import { silentLogger } from "../../lambdas/shared/logger.ts";
import { silentMetrics } from "../../lambdas/shared/metrics.ts";
import { createRuntime } from "../../lambdas/shared/runtime.ts";
import { type ExitCode, settingsOf, textOf, type Values, wholeNumberOf, wrongArgument } from "../command.ts";
import { settingRules } from "../settings.ts";
import { examine, type Patient } from "./doctor.ts";
import type { Finding, Verdict } from "./finding.ts";
import type { Fetch } from "./settings-checks.ts";
import { readStackOutputs } from "./stack-outputs.ts";

export const doctorHelp = `Usage: npm run doctor -- --outputs FILE [options]

Looks at an AWS account before the first message leaves: SES, its DNS records, texts, the settings, the stacks. It reads
only, and says of each thing whether it is fine, and what to do where it is not.

  --outputs FILE            what npm run deploy -- --outputs-file FILE wrote
  --table NAME              the campaigns table                   (default: of the outputs, else CAMPAIGNS_TABLE)
  --customers NAME          the customers table, to look at consents    (default: CUSTOMERS_TABLE)
  --settings FILE           settings that are not published yet   (default: those of the campaigns table)
  --configuration-set NAME  of SES                                (default: of the outputs)
  --public-url URL          where links point                     (default: ApiUrl of the outputs)
  --per-day N               emails of the shop's busiest day
  --sms-origination NAME    the deploy setting, when texts go through End User Messaging
  --stack-prefix NAME       the deploy setting                    (default: Rekindle)
  --no-texts                the shop sends none
  --dns HOST:PORT           a name server                         (default: this machine's)
  --region NAME             the AWS region                        (default: AWS_REGION)
  --json                    one JSON object
  --help                    this text

Exit codes: 0 nothing must be mended, 1 something must, or it failed, 2 bad arguments.
`;

export const doctorOptions = {
  outputs: { type: "string" },
  table: { type: "string" },
  customers: { type: "string" },
  settings: { type: "string" },
  "configuration-set": { type: "string" },
  "public-url": { type: "string" },
  "per-day": { type: "string" },
  "sms-origination": { type: "string" },
  "stack-prefix": { type: "string" },
  "no-texts": { type: "boolean" },
  dns: { type: "string" },
  region: { type: "string" },
  json: { type: "boolean" },
} as const;

export interface DoctorSurroundings {
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly out: (line: string) => void;
  readonly fetch: Fetch;
}

const words: Readonly<Record<Verdict, string>> = { fine: "fine", warning: "warning", mend: "must be mended" };

/** Says what was found; 1 when something must be mended. */
export const runDoctor = async (values: Values, around: DoctorSurroundings): Promise<ExitCode> => {
  const findings = await examine(await patientOf(values, around));
  const count = (verdict: Verdict): number => findings.filter((one) => one.verdict === verdict).length;
  const summary = { fine: count("fine"), warning: count("warning"), mend: count("mend") };
  if (values.json === true) around.out(JSON.stringify({ findings, summary }));
  else {
    for (const finding of findings) for (const line of linesOf(finding)) around.out(line);
    around.out(`\n${summary.fine} fine, ${summary.warning} warnings, ${summary.mend} must be mended.`);
  }
  return summary.mend > 0 ? 1 : 0;
};

const linesOf = ({ check, verdict, says, todo }: Finding): readonly string[] => [
  `${words[verdict].padEnd(14)}  ${check}: ${says}`,
  ...(todo === undefined ? [] : [`${" ".repeat(16)}-> ${todo}`]),
];

const patientOf = async (values: Values, { variables, fetch }: DoctorSurroundings): Promise<Patient> => {
  const file = textOf(values, "outputs");
  const outputs = file === undefined ? undefined : await readStackOutputs(file);
  const settings = textOf(values, "settings") === undefined ? undefined : await settingsOf(values);
  const perDay = wholeNumberOf(values, "per-day", 1);
  const smsOrigination = originationOf(values);
  return {
    runtime: runtimeOf(values, variables, outputs?.CampaignsTableName),
    dns: resolverOf(textOf(values, "dns")),
    fetch,
    ...{ outputs, settings, perDay, smsOrigination },
    configurationSet: textOf(values, "configuration-set"),
    publicUrl: textOf(values, "public-url"),
    smsConfigurationSet: `${textOf(values, "stack-prefix") ?? settingRules.stackPrefix.fallback}-sms`,
    texts: values["no-texts"] !== true,
  };
};

const originationOf = (values: Values): string | undefined => {
  const name = textOf(values, "sms-origination");
  const { accepts, allowed } = settingRules.smsOrigination;
  if (name !== undefined && !accepts(name)) throw wrongArgument("--sms-origination", "cannot be used", name, allowed);
  return name;
};

const runtimeOf = (values: Values, variables: DoctorSurroundings["variables"], table: string | undefined) => {
  const given = {
    ...variables,
    CAMPAIGNS_TABLE: textOf(values, "table") ?? table ?? variables.CAMPAIGNS_TABLE,
    CUSTOMERS_TABLE: textOf(values, "customers") ?? variables.CUSTOMERS_TABLE,
    AWS_REGION: textOf(values, "region") ?? variables.AWS_REGION,
  };
  const texts = createEndUserMessaging(environmentFrom(given));
  // A scan of customers writes no due time; whoever writes one is told the true number of shards.
  return createRuntime(
    { DUE_SHARDS: "16", EVENT_RETENTION_DAYS: "730", ...given },
    { logger: silentLogger, metrics: silentMetrics, endUserMessaging: () => texts },
  );
};

/** A zone's name server may be slow; two tries of three seconds are enough to tell that it does not answer. */
const resolverOf = (server: string | undefined): Resolver => {
  const resolver = new Resolver({ timeout: 3_000, tries: 2 });
  try {
    if (server !== undefined) resolver.setServers([server]);
  } catch {
    throw wrongArgument("--dns", "is no name server", String(server), "HOST or HOST:PORT, such as 127.0.0.1:53");
  }
  return resolver;
};
