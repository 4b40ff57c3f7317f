import { auditContract } from "./audit.ts";
import { backtestContract } from "./backtest.ts";
import { campaignContract } from "./campaigns.ts";
import { caseContract } from "./cases.ts";
import { changeCampaignContract } from "./change-campaigns.ts";
import { costContract } from "./cost.ts";
import { couponContract } from "./coupons.ts";
import { customerPageContract, whyContract } from "./customer-page.ts";
import { customerContract } from "./customers.ts";
import { effectContract } from "./effect.ts";
import { forecastContract } from "./forecast.ts";
import { importContract } from "./imports.ts";
import { messageListContract } from "./message-list.ts";
import { messageContract } from "./messages.ts";
import { outlookContract } from "./outlook.ts";
import { overviewContract } from "./overview.ts";
import type { ContractRoute } from "./parts.ts";
import { peopleContract } from "./people.ts";
import { pressureContract } from "./pressure.ts";
import { previewContract } from "./preview.ts";
import { renderingContract } from "./rendering.ts";
import { segmentContract } from "./segments.ts";
import { sendingContract } from "./sending.ts";
import { sessionContract } from "./session.ts";
import { settingsContract } from "./settings.ts";
import { surveyContract } from "./surveys.ts";
import { taskContract } from "./tasks.ts";
import { trialContract } from "./trials.ts";
import { valueContract } from "./value.ts";
import { webhookContract } from "./webhooks.ts";
import { writeKeyContract } from "./write-keys.ts";

/** Every call that people and the console may make, by noun. */
export const contract = {
  session: sessionContract,
  customerPage: customerPageContract,
  campaigns: campaignContract,
  changeCampaigns: changeCampaignContract,
  preview: previewContract,
  rendering: renderingContract,
  overview: overviewContract,
  effect: effectContract,
  pressure: pressureContract,
  cost: costContract,
  outlook: outlookContract,
  backtest: backtestContract,
  segments: segmentContract,
  coupons: couponContract,
  customers: customerContract,
  forecast: forecastContract,
  value: valueContract,
  messages: messageContract,
  messageList: messageListContract,
  sending: sendingContract,
  tasks: taskContract,
  cases: caseContract,
  surveys: surveyContract,
  settings: settingsContract,
  people: peopleContract,
  audit: auditContract,
  trials: trialContract,
  why: whyContract,
  imports: importContract,
  writeKeys: writeKeyContract,
  webhooks: webhookContract,
} as const;

/** The same as a list, in this order. */
export const contractRoutes: readonly ContractRoute[] = Object.values(contract).flatMap(
  (noun): readonly ContractRoute[] => Object.values(noun),
);
