import type { PersonSource } from "./person-columns.ts";

/**
 * The columns of "Export audience": a ZIP with one file each of subscribed, unsubscribed and cleaned (and non-subscribed)
 * contacts. The merge fields of the audience come first, by their labels; the columns in capitals are Mailchimp's own.
 */
export const mailchimp: PersonSource = {
  name: "Mailchimp",
  names: {
    customerId: ["euid"],
    email: ["emailaddress"],
    phone: ["phonenumber"],
    firstName: ["firstname"],
    lastName: ["lastname"],
    city: [],
    region: ["region"],
    country: ["cc"],
    timeZone: ["timezone"],
    language: [],
    tags: ["tags"],
    emailConsent: [],
    emailConsentAt: [],
    smsConsent: [],
    smsConsentAt: [],
    suppressed: [],
    optedInAt: ["optintime"],
    confirmedAt: ["confirmtime"],
    unsubscribedAt: ["unsubtime"],
    unsubscribeReason: ["unsubreason"],
    cleanedAt: ["cleantime"],
  },
  meaningless: new Set([
    ...[
      "memberrating",
      "optinip",
      "confirmip",
      "latitude",
      "longitude",
      "gmtoff",
      "dstoff",
      "lastchanged",
      "leid",
      "notes",
    ],
    ...[
      "unsubcampaigntitle",
      "unsubcampaignid",
      "unsubreasonother",
      "cleancampaigntitle",
      "cleancampaignid",
      "address",
    ],
  ]),
};

export const mailchimpStatuses = ["subscribed", "unsubscribed", "cleaned", "nonsubscribed"] as const;
export type MailchimpStatus = (typeof mailchimpStatuses)[number];

/** What a file holds, by its columns, which Mailchimp writes, and else by its name, which a person may have changed. */
export const statusOfFile = (name: string, header: readonly string[]): MailchimpStatus | undefined => {
  if (header.includes("CLEAN_TIME")) return "cleaned";
  if (header.includes("UNSUB_TIME")) return "unsubscribed";
  return mailchimpStatuses.find((status) => name.toLowerCase().replaceAll("-", "").startsWith(status));
};
