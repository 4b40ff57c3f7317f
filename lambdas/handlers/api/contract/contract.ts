import { auditContract } from "./audit.ts";
import { campaignContract } from "./campaigns.ts";
import { caseContract } from "./cases.ts";
import { changeCampaignContract } from "./change-campaigns.ts";
import { couponContract } from "./coupons.ts";
import { customerContract } from "./customers.ts";
import { importContract } from "./imports.ts";
import { messageContract } from "./messages.ts";
import { outlookContract } from "./outlook.ts";
import type { ContractRoute } from "./parts.ts";
import { peopleContract } from "./people.ts";
import { previewContract } from "./preview.ts";
import { segmentContract } from "./segments.ts";
import { sendingContract } from "./sending.ts";
import { sessionContract } from "./session.ts";
import { settingsContract } from "./settings.ts";
import { surveyContract } from "./surveys.ts";
import { taskContract } from "./tasks.ts";
import { trialContract } from "./trials.ts";
import { webhookContract } from "./webhooks.ts";
import { writeKeyContract } from "./write-keys.ts";

/** Every call that people and the console may make, by noun. */
export const contract = {
  session: sessionContract,
  campaigns: campaignContract,
  changeCampaigns: changeCampaignContract,
  preview: previewContract,
  outlook: outlookContract,
  segments: segmentContract,
  coupons: couponContract,
  customers: customerContract,
  messages: messageContract,
  sending: sendingContract,
  tasks: taskContract,
  cases: caseContract,
  surveys: surveyContract,
  settings: settingsContract,
  people: peopleContract,
  audit: auditContract,
  trials: trialContract,
  imports: importContract,
  writeKeys: writeKeyContract,
  webhooks: webhookContract,
} as const;

/** The same as a list, in this order. */
export const contractRoutes: readonly ContractRoute[] = Object.values(contract).flatMap(
  (noun): readonly ContractRoute[] => Object.values(noun),
);
