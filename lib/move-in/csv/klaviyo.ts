import type { PersonSource } from "./person-columns.ts";

/**
 * The columns of "Export list to CSV" and "Export segment to CSV" (help.klaviyo.com, article 115005078687), by the headers that
 * such exports carry. Which of them are there is chosen at the export.
 */
export const klaviyo: PersonSource = {
  name: "Klaviyo",
  names: {
    customerId: ["klaviyoid"],
    email: ["email"],
    phone: ["phonenumber"],
    firstName: ["firstname"],
    lastName: ["lastname"],
    city: ["city"],
    region: ["stateregion", "region"],
    country: ["country"],
    timeZone: ["timezone"],
    language: ["locale"],
    tags: [],
    emailConsent: ["emailmarketingconsent"],
    emailConsentAt: ["emailmarketingconsenttimestamp"],
    smsConsent: ["smsmarketingconsent"],
    smsConsentAt: ["smsmarketingconsenttimestamp"],
    suppressed: ["emailsuppressions"],
    optedInAt: [],
    confirmedAt: [],
    unsubscribedAt: [],
    unsubscribeReason: [],
    cleanedAt: [],
  },
  meaningless: new Set([
    ...["organization", "title", "address", "address2", "zipcode", "latitude", "longitude", "source", "ipaddress"],
    ...["historiccustomerlifetimevalue", "totalcustomerlifetimevalue", "predictedcustomerlifetimevalue"],
    ...["averageordervalue", "historicnumberoforders", "averagedaysbetweenorders", "firstactive", "lastactive"],
    ...["profilecreatedon", "dateadded", "lastopen", "lastclick"],
  ]),
};
