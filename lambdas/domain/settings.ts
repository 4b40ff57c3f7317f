import * as z from "zod";
import { caseSettingsSchema } from "./case-settings.ts";
import { categories, channels, languages } from "./channel.ts";
import { festivals } from "./festival.ts";
import { membershipSchema } from "./membership-settings.ts";
import { sendersSchema, testRecipientsSchema } from "./sender-settings.ts";
import { tierSettingsSchema } from "./tier-bands.ts";
import { written } from "./written.ts";
import { isTimeZone } from "./zone-calendar.ts";

const clockTime = written(/^([01]\d|2[0-3]):[0-5]\d$/, "a local time such as 09:00");
const isoDate = z.iso.date("must be a date such as 2026-12-25");

/** From the first time to the second, in the customer's zone; past midnight when `from` is the later one. */
const quietSpan = z
  .strictObject({
    from: clockTime.describe("Quiet begins."),
    to: clockTime.describe("Quiet ends; the first open minute."),
  })
  .refine((span) => span.from !== span.to, {
    error: 'must end at another time than it begins; write "none" for no quiet hours',
    path: ["to"],
  });
export type QuietSpan = z.infer<typeof quietSpan>;
const quietHoursOf = z.union([quietSpan, z.literal("none")]);

const capSchema = z.strictObject({
  id: z.string().min(1).max(60).describe("Names the cap in reports."),
  scope: z
    .union([
      z.literal("all"),
      z.strictObject({
        channel: z.enum(channels).optional().describe("Absent: every channel."),
        category: z.enum(categories).optional().describe("Absent: every category."),
      }),
    ])
    .describe("Everything, one channel, one category, or a channel within a category."),
  window: z
    .union([
      z.strictObject({ rollingHours: z.number().int().min(1).max(720).describe("So many hours up to now.") }),
      z.strictObject({ rollingDays: z.number().int().min(1).max(30).describe("So many times 24 hours up to now.") }),
      z.strictObject({
        calendar: z.enum(["day", "week", "month"]).describe("Of the customer's local calendar; weeks from Monday."),
      }),
    ])
    .describe("Rolling to the millisecond, or the customer's local day, ISO week or month."),
  max: z.number().int().min(0).describe("Messages allowed in one window."),
});
export type Cap = z.infer<typeof capSchema>;

const closedDaySchema = z.union([
  isoDate,
  z.strictObject({
    festival: z.enum(festivals).describe("Falls on its own date every year."),
    days: z.number().int().min(1).max(15).default(1).describe("Days in a row, the festival's own day first."),
  }),
]);
export type ClosedDay = z.infer<typeof closedDaySchema>;

const quietHoursSchema = z.strictObject({
  default: quietHoursOf
    .default({ from: "21:00", to: "09:00" })
    .describe('For every channel without its own; or "none".'),
  email: quietHoursOf.optional().describe("Replaces the default for email."),
  sms: quietHoursOf.optional().describe("Replaces the default for SMS."),
  push: quietHoursOf.optional().describe("Replaces the default for push."),
});
export type QuietHours = Partial<z.infer<typeof quietHoursSchema>>;

const campaignSettings = z
  .object({
    enabled: z
      .boolean()
      .optional()
      .describe("Whether the campaign goes live when the shop starts. Default: the playbook's own."),
    priority: z.number().int().min(1).max(9).optional().describe("1 goes first. Default: the playbook's own."),
    holdOutPercent: z.number().min(0).max(50).optional().describe("Default: the playbook's own."),
    messagesPerHourMax: z
      .number()
      .int()
      .min(1)
      .max(1_000_000)
      .optional()
      .describe(
        "New messages of the campaign in one clock hour; the others wait their turn. Default: the playbook's own, or no limit.",
      ),
  })
  .loose();
export type CampaignSettings = z.infer<typeof campaignSettings>;

const paceSchema = z.strictObject({
  keepFreePercent: z
    .number()
    .min(0)
    .max(90)
    .default(10)
    .describe("Share of the SES rate and daily quota left free for the shop's other mail and for answers to events."),
  warmUp: z
    .strictObject({
      startsOn: isoDate.describe("The first day, in the shop's zone."),
      firstDay: z.number().int().min(10).max(1_000_000).default(200).describe("Emails on the first day, at most."),
      growthPercent: z.number().min(1).max(200).default(50).describe("How much more than the day before, every day."),
    })
    .optional()
    .describe("For a new sending identity: a daily ceiling that grows."),
  breaker: z
    .strictObject({
      bouncePercent: z.number().min(0.1).max(10).default(5).describe("Marketing stops at this share of hard bounces."),
      complaintPercent: z
        .number()
        .min(0.01)
        .max(0.5)
        .default(0.1)
        .describe("Marketing stops at this share of complaints."),
      emailsMin: z.number().int().min(50).max(100_000).default(500).describe("Fewer emails than this say too little."),
      windowDays: z.number().int().min(1).max(14).default(3).describe("The days that are counted, today included."),
    })
    .prefault({})
    .describe("When the breaker opens by itself; at least three bounces or complaints are needed."),
});

/** Everything a shop can set. Each key is optional; what holds without it is the default written here. */
export const settingsSchema = z.strictObject({
  shop: z
    .strictObject({
      name: z.string().min(1).max(100).default("My shop").describe("Signs every message."),
      timeZone: z
        .string()
        .refine(isTimeZone, "must be an IANA time zone such as Europe/London")
        .meta({ title: "an IANA time zone such as Europe/London" })
        .default("UTC")
        .describe("The zone of reports, and of every customer whose own zone is unknown."),
      locale: z.enum(languages).default("en").describe("Language for customers whose own is unknown."),
      currency: written(/^[A-Z]{3}$/, "an ISO 4217 code such as GBP")
        .default("USD")
        .describe("Currency of every amount."),
      postalAddress: z.string().max(300).default("").describe("Printed under every email, as US law asks."),
    })
    .prefault({})
    .describe("The shop itself."),
  caps: z
    .array(capSchema)
    .max(50)
    .refine((caps) => new Set(caps.map((cap) => cap.id)).size === caps.length, "cap ids must be unique")
    .default([
      { id: "all-1-per-24h", scope: "all", window: { rollingHours: 24 }, max: 1 },
      { id: "all-3-per-week", scope: "all", window: { calendar: "week" }, max: 3 },
    ])
    .describe("Limits on messages per customer. All that cover a message must allow it."),
  quietHours: quietHoursSchema.prefault({}).describe("Local hours in which nothing is submitted."),
  closedDays: z
    .array(closedDaySchema)
    .default([])
    .describe("Whole local days on which nothing is submitted; festivals that move are named."),
  holdOut: z
    .strictObject({
      percent: z.number().min(0).max(50).default(0).describe("Share of customers kept out of every campaign."),
      salt: z.string().min(1).max(60).default("rekindle").describe("A new salt draws a new group."),
    })
    .prefault({})
    .describe("The shop's own hold-out; a campaign may add one."),
  senders: sendersSchema.prefault({}).describe("Who the messages come from."),
  testRecipients: testRecipientsSchema
    .prefault({})
    .describe("Who may be sent a message on trial, besides the person who asks for it."),
  budget: z
    .strictObject({
      monthlyUsd: z
        .number()
        .positive()
        .max(10_000_000)
        .optional()
        .describe("US dollars for messages. A campaign that would cost more is warned of; nothing is held back."),
    })
    .prefault({})
    .describe("What messages may cost."),
  inDoubt: z
    .strictObject({
      leaseMinutes: z.number().int().min(1).max(60).default(5).describe("How long a submission may take to report."),
      email: z
        .enum(["park", "retry-once"])
        .default("park")
        .describe("Email without evidence: leave it to a person, or try once more (which may send it twice)."),
      sms: z
        .enum(["park"])
        .default("park")
        .describe("A text without evidence costs money either way: it is always left to a person."),
      evidenceHours: z.number().int().min(1).max(72).default(6).describe("How long to wait for the provider's event."),
    })
    .prefault({})
    .describe("Submissions of which nobody knows whether the provider took them."),
  importing: z
    .strictObject({
      settleMinutes: z
        .number()
        .int()
        .min(0)
        .max(1440)
        .default(60)
        .describe("Nothing is decided so long after history."),
      historyHours: z.number().int().min(1).max(720).default(48).describe("An event older than this is history."),
    })
    .prefault({})
    .describe("How history is told from news."),
  pace: paceSchema.prefault({}).describe("How fast email leaves, and what stops it."),
  channelChoice: z
    .strictObject({
      everydayGapDaysMax: z.number().positive().max(365).default(45).describe("Everyday goods: days between orders."),
      everydayValueMax: z.number().positive().default(50).describe("Everyday goods: mean value of an order."),
      rareGapDaysMin: z.number().positive().max(3650).default(180).describe("Rare goods: days between orders."),
      rareValueMin: z.number().positive().default(300).describe("Rare goods: mean value of an order."),
    })
    .refine((bounds) => bounds.rareValueMin > bounds.everydayValueMax, {
      error: "must be more than for everyday goods",
      path: ["rareValueMin"],
    })
    .prefault({})
    .describe("For steps that choose by goods: who buys everyday goods gets push first, who buys rare ones SMS first."),
  tiers: tierSettingsSchema.prefault({}).describe("Fixed bands of recency, frequency and money, or learned ones."),
  membership: membershipSchema.prefault({}).describe("The levels of membership, and what they bring."),
  workingHours: z
    .strictObject({
      days: z
        .array(z.number().int().min(1).max(7))
        .min(1)
        .max(7)
        .default([1, 2, 3, 4, 5, 6])
        .describe("Days of the week, 1 is Monday; closed days are left out."),
      from: clockTime.default("09:00").describe("Work begins, in the shop's zone."),
      to: clockTime.default("18:00").describe("Work ends, on the same day."),
    })
    .refine(({ from, to }) => from < to, { error: "must end later than they begin", path: ["to"] })
    .prefault({})
    .describe("When people answer: deadlines of tasks and complaints count these hours."),
  cases: caseSettingsSchema
    .prefault({})
    .describe("What opens a case, and by when it must be answered. Promotions wait while one is open."),
  webhookHosts: z
    .array(
      z
        .string()
        .regex(
          /^(?=.{4,253}$)([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/,
          "must be a host name such as hooks.example.com",
        ),
    )
    .max(20)
    .default([])
    .describe("Hosts that a webhook step may call."),
  approval: z
    .enum(["none", "second-person"])
    .default("none")
    .describe("Whether somebody else must approve a campaign before it goes live."),
  campaigns: z
    .record(z.string(), campaignSettings)
    .default({})
    .describe("Per campaign id: the keys below, and the parameters of its playbook."),
});
export type Settings = z.infer<typeof settingsSchema>;
export type SettingsInput = z.input<typeof settingsSchema>;
