import * as z from "zod";
import { written } from "./written.ts";

/** Who messages come from, and what texts may cost. */
export const sendersSchema = z.strictObject({
  emailFrom: z.string().max(320).default("shop@example.com").describe("A verified SES identity."),
  emailReplyTo: z.string().max(320).optional().describe("Absent: replies go to the sender."),
  smsSenderId: written(/^(?=.*[A-Za-z])[A-Za-z0-9]{3,11}$/, "3 to 11 letters or digits with at least one letter")
    .optional()
    .describe("For texts through SNS. Absent: SNS picks an origination identity."),
  smsLinks: z
    .enum(["plain", "tracked"])
    .default("plain")
    .describe("Links in texts: as written, or through the shop's own address, which counts clicks and is longer."),
  smsPreferences: z
    .enum(["always", "when-free", "never"])
    .default("always")
    .describe(
      "The link to a customer's preferences: in every text, only where it costs no further part, or in none. Never in mainland China.",
    ),
  smsMaxPriceUsd: z
    .number()
    .positive()
    .max(10)
    .default(0.5)
    .describe("The provider refuses a text that would cost more."),
  smsPricesUsd: z
    .record(written(/^[A-Z]{2}$/, "an ISO 3166-1 country code such as GB"), z.number().positive().max(10))
    .default({})
    .describe("What one part of a text costs you, by country of the number. For previews; see docs/words.md."),
  emailPriceUsdPerThousand: z
    .number()
    .min(0)
    .max(1_000)
    .default(0.16)
    .describe("What a thousand emails cost you, for cost estimates. 0.16 is what SES asks of a new account."),
  smsSignature: z
    .enum(["written", "gateway"])
    .default("written")
    .describe("The 【shop】 before texts to mainland China: written by us, or put there by your gateway."),
});

/** Who may be sent a message on trial, besides the person who asks for it. */
export const testRecipientsSchema = z.strictObject({
  emails: z
    .array(written(/^[^\s@<>,;]{1,64}@[^\s@<>,;]{1,255}$/, "an address such as ann@example.com"))
    .max(20)
    .default([])
    .describe("Colleagues' mailboxes."),
  phones: z
    .array(written(/^\+[1-9]\d{6,14}$/, "a number such as +447700900123"))
    .max(20)
    .default([])
    .describe("Colleagues' phones, with the country's code."),
});
