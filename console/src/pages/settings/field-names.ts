import type { WordsOf } from "../../words/define-words.ts";
import type { settingsWords } from "./words.ts";

type SettingsKey = WordsOf<typeof settingsWords>;

/**
 * Every setting that the page can change, by its path as in docs/settings.md, and the word that names its field. A test
 * compares this list with the schema.
 */
export const fieldNames: Readonly<Record<string, SettingsKey>> = {
  "shop.name": "shop.name",
  "shop.timeZone": "shop.timeZone",
  "shop.locale": "shop.locale",
  "shop.currency": "shop.currency",
  "shop.postalAddress": "shop.postalAddress",
  caps: "caps.title",
  "quietHours.default": "hours.every",
  "quietHours.email": "hours.title",
  "quietHours.sms": "hours.title",
  "quietHours.push": "hours.title",
  closedDays: "closed.title",
  "holdOut.percent": "holdOut.percent",
  "holdOut.salt": "holdOut.salt",
  "senders.emailFrom": "senders.from",
  "senders.emailReplyTo": "senders.replyTo",
  "senders.smsSenderId": "senders.smsId",
  "senders.smsLinks": "senders.smsLinks",
  "senders.smsPreferences": "senders.smsPreferences",
  "senders.smsMaxPriceUsd": "senders.smsPrice",
  "senders.smsPricesUsd": "senders.prices",
  "senders.emailPriceUsdPerThousand": "senders.emailPrice",
  "senders.smsSignature": "senders.smsSignature",
  "testRecipients.emails": "tests.emails",
  "testRecipients.phones": "tests.phones",
  "budget.monthlyUsd": "budget.monthly",
  "inDoubt.email": "uncertain.email",
  "importing.settleMinutes": "uncertain.settleMinutes",
  "importing.historyHours": "uncertain.historyHours",
  "pace.keepFreePercent": "pace.keepFreePercent",
  "pace.warmUp.startsOn": "pace.startsOn",
  "pace.warmUp.firstDay": "pace.firstDay",
  "pace.warmUp.growthPercent": "pace.growthPercent",
  "pace.breaker.bouncePercent": "pace.bouncePercent",
  "pace.breaker.complaintPercent": "pace.complaintPercent",
  "pace.breaker.emailsMin": "pace.emailsMin",
  "pace.breaker.windowDays": "pace.windowDays",
  "channelChoice.everydayGapDaysMax": "goods.everydayGapDaysMax",
  "channelChoice.everydayValueMax": "goods.everydayValueMax",
  "channelChoice.rareGapDaysMin": "goods.rareGapDaysMin",
  "channelChoice.rareValueMin": "goods.rareValueMin",
  "tiers.activeDays": "tiers.activeDays",
  "tiers.atRiskDays": "tiers.atRiskDays",
  "tiers.dormantDays": "tiers.dormantDays",
  "tiers.coreOrders": "tiers.coreOrders",
  "tiers.coreRevenue": "tiers.coreRevenue",
  "workingHours.days": "work.days",
  "workingHours.from": "work.from",
  "workingHours.to": "work.to",
  "cases.acknowledgeWorkingMinutes": "cases.acknowledgeWorkingMinutes",
  "cases.acknowledgeMinutes": "cases.acknowledgeMinutes",
  "cases.resultHours": "cases.resultHours",
  "cases.escalateTo": "cases.escalateTo",
  "cases.ratingAtMost": "cases.ratingAtMost",
  "cases.csatAtMost": "cases.csatAtMost",
  "cases.npsAtMost": "cases.npsAtMost",
  webhookHosts: "hosts.hosts",
  approval: "approval.title",
};

/** What stays with developers, each with the reason. */
export const forDevelopers: Readonly<Record<string, string>> = {
  "inDoubt.leaseMinutes":
    "how long a provider's call may take is a matter of the machinery: too short, and good messages are in doubt",
  "inDoubt.evidenceHours": "how late a provider's event may come is a matter of the machinery",
  "inDoubt.sms": "has one value only",
  campaigns:
    "what a settings file tells the command line to install with; in the console each campaign is edited for itself",
};
