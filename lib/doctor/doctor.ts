import { defaultSettings } from "../../lambdas/domain/parse-settings.ts";
import type { Snapshot } from "../../lambdas/domain/rules.ts";
import type { Settings } from "../../lambdas/domain/settings.ts";
import type { Runtime } from "../../lambdas/shared/runtime.ts";
import { createCampaignStore } from "../../lambdas/store/campaign-store.ts";
import { createTableScans } from "../../lambdas/store/table-scans.ts";
import { accountFindings } from "./account-checks.ts";
import { configurationSetFindings } from "./configuration-set-checks.ts";
import { type Dns, dnsFindings } from "./dns-checks.ts";
import { endUserMessagingFindings } from "./end-user-messaging-checks.ts";
import { asking, type Finding, mend, warning } from "./finding.ts";
import { identityFindings } from "./identity-checks.ts";
import { consentFindings, type Fetch, linkFindings, settingsFindings } from "./settings-checks.ts";
import { snsFindings } from "./sns-checks.ts";
import { outputFindings, type StackOutputs } from "./stack-outputs.ts";

/** Customers looked at for their consents; one page. */
const customersMax = 200;

export interface Patient {
  readonly runtime: Runtime;
  readonly dns: Dns;
  readonly fetch: Fetch;
  /** Settings that are not published yet; absent: those of the campaigns table. */
  readonly settings?: Settings | undefined;
  readonly outputs?: StackOutputs | undefined;
  readonly configurationSet?: string | undefined;
  readonly publicUrl?: string | undefined;
  /** Emails of the busiest day. */
  readonly perDay?: number | undefined;
  /** Present when texts go through End User Messaging. */
  readonly smsOrigination?: string | undefined;
  readonly smsConfigurationSet: string;
  /** False: the shop sends no texts. */
  readonly texts: boolean;
}

/** Everything that can be known before the first message leaves. Reads only. */
export const examine = async (patient: Patient): Promise<readonly Finding[]> => {
  const { outputs, runtime } = patient;
  const published = await snapshotOf(patient);
  const settings = patient.settings ?? published.snapshot?.settings;
  const account = { ses: runtime.ses(), ...(patient.perDay !== undefined && { perDay: patient.perDay }) };
  const parts = await Promise.all([
    outputs === undefined ? [] : outputFindings(outputs),
    accountFindings(account),
    settings === undefined ? [] : senderFindings(patient, settings),
    configurationSetFindings(runtime.ses(), patient.configurationSet ?? outputs?.ConfigurationSetName),
    patient.texts ? textFindings(patient, settings ?? defaultSettings) : [],
    published.findings,
    settings === undefined ? [] : settingsFindings(settings),
    linkFindings(patient.publicUrl ?? outputs?.ApiUrl, patient.fetch),
    published.snapshot === undefined ? [] : peopleFindings(patient, published.snapshot),
  ]);
  return parts.flat();
};

interface Published {
  readonly snapshot: Snapshot | undefined;
  readonly findings: readonly Finding[];
}

/** The snapshot tells the sender; without it and without a file of settings much stays unknown, which is said. */
const snapshotOf = async ({ runtime, settings }: Patient): Promise<Published> => {
  const check = "settings";
  if (!runtime.environment.CAMPAIGNS_TABLE) {
    const todo = "Name the campaigns table (--table NAME or --outputs FILE), or a file of settings (--settings FILE).";
    return {
      snapshot: undefined,
      findings: settings === undefined ? [mend(check, "No settings are known.", todo)] : [],
    };
  }
  let snapshot: Snapshot | undefined;
  const findings = await asking(check, async () => {
    snapshot = await createCampaignStore(runtime).snapshot({ consistent: true });
    if (snapshot === undefined && settings === undefined)
      return [
        mend(check, "Nothing was published yet.", "Activate a campaign, or name a file of settings (--settings FILE)."),
      ];
    return snapshot?.paused === true
      ? [
          warning(
            check,
            "The whole account is paused: nothing is sent.",
            "npm run campaigns -- resume --all --table NAME",
          ),
        ]
      : [];
  });
  return { snapshot, findings };
};

const senderFindings = async ({ runtime, dns }: Patient, { senders }: Settings): Promise<readonly Finding[]> => {
  const { findings, identity } = await identityFindings(runtime.ses(), senders.emailFrom);
  return [...findings, ...(await dnsFindings(dns, senders.emailFrom, identity))];
};

const textFindings = (
  { runtime, smsOrigination, ...q }: Patient,
  { senders }: Settings,
): Promise<readonly Finding[]> =>
  smsOrigination === undefined
    ? snsFindings(runtime.sns(), senders.smsSenderId)
    : endUserMessagingFindings({
        client: runtime.endUserMessaging(),
        origination: smsOrigination,
        configurationSet: q.smsConfigurationSet,
        repliesTopicArn: q.outputs?.SmsRepliesTopicArn,
      });

const peopleFindings = ({ runtime }: Patient, snapshot: Snapshot): Promise<readonly Finding[]> =>
  runtime.environment.CUSTOMERS_TABLE
    ? asking("consent", async () => {
        const page = await createTableScans(runtime).customers({ segment: 0, segments: 1, limit: customersMax });
        return consentFindings(
          snapshot,
          page.found.map(({ profile }) => profile),
        );
      })
    : Promise.resolve([]);
