import { describe, expect, it } from "vitest";
import { consentsOf, moveIn, notMapped, people } from "../../support/moved-shop.ts";

const klaviyoHeader =
  "Email,Klaviyo ID,First Name,Last Name,Phone Number,City,State / Region,Country,Zip Code,Source,Email Marketing Consent,Email Marketing Consent Timestamp,SMS Marketing Consent,Email Suppressions,Shoe Size";
const klaviyo = [
  klaviyoHeader,
  "ann@example.com,K1,Ann,Ash,+447700900101,Leeds,Yorkshire,GB,LS1,form,SUBSCRIBED,2025-02-03 10:00:00,NEVER_SUBSCRIBED,,38",
  "bo@example.com,K2,Bo,,,,,GB,,form,UNSUBSCRIBED,2025-03-04 10:00:00,SUBSCRIBED,,",
  "cy@example.com,K3,Cy,,,,,GB,,form,SUBSCRIBED,2025-03-04 10:00:00,,HARD_BOUNCE,",
  "di@example.com,K4,Di,,,,,GB,,form,NEVER_SUBSCRIBED,,,,",
  "ed@example.com,K5,Ed,,,,,GB,,form,maybe,,,,",
  "fay,K6,Fay,,,,,GB,,form,SUBSCRIBED,,,,",
  "gil@example.com,,Gil,,,,,GB,,form,SUBSCRIBED,,,,",
  'hal@example.com,K8,"Hal,,,,,GB,,form,SUBSCRIBED,,,,',
  "ida@example.com,K9,Ida,,,,,GB,,form,SUBSCRIBED,2025-05-06 10:00:00,,,",
].join("\n");

describe("a Klaviyo export", () => {
  it("gives profiles, and consents with the date of the export's own column", async () => {
    const moved = await moveIn("klaviyo", { "list.csv": klaviyo }, [...people(), "--attributes", "Shoe Size"]);
    const ann = moved.events.filter(({ customerId }) => customerId === "K1");

    expect(moved.code).toBe(0);
    expect(ann).toMatchObject([
      {
        kind: "identified",
        traits: { email: "ann@example.com", phone: "+447700900101", country: "GB" },
        attributes: { city: "Leeds", region: "Yorkshire", "Shoe Size": "38" },
      },
      { kind: "identified" },
      {
        kind: "consent-given",
        channel: "email",
        occurredAt: Date.parse("2025-02-03T10:00:00Z"),
        evidence: expect.stringContaining("Email Marketing Consent SUBSCRIBED"),
      },
    ]);
  });

  it("withdraws what was unsubscribed or suppressed, and takes no address that bounced", async () => {
    const moved = await moveIn("klaviyo", { "list.csv": klaviyo }, people());
    const addresses = [...moved.files].filter(([name]) => name.startsWith("customers-")).join();

    expect(["K2", "K3", "K4", "K5"].map((id) => consentsOf(moved, id))).toEqual([
      ["email withdrawn", "sms agreed"],
      ["email withdrawn"],
      [],
      [],
    ]);
    expect(addresses).not.toContain("cy@example.com");
  });

  it("tells bad rows and values with line and field, and keeps the good ones", async () => {
    const moved = await moveIn("klaviyo", { "list.csv": klaviyo }, people());
    const told = moved.figures.problems.map(({ refused, first }) => [refused, first.line, first.field]);

    expect(told).toEqual([
      [false, 6, "Email Marketing Consent"],
      [true, 8, "Klaviyo ID"],
      [true, 9, "the row"],
      [false, 7, "email"],
    ]);
    expect(consentsOf(moved, "K9")).toEqual(["email agreed"]);
    expect(moved.files.get("left-out.csv")).toContain("fay");
    expect([moved.files.get("report.md"), moved.files.get("report.json"), moved.out].join()).not.toContain("fay");
    expect(notMapped(moved)).toEqual(
      expect.arrayContaining(['the column Shoe Size: --attributes "Shoe Size" keeps it as an attribute']),
    );
  });

  it("is refused without an id, with the columns it has and those that are allowed", async () => {
    const moved = await moveIn("klaviyo", { "list.csv": "Email,First Name\nann@example.com,Ann\n" }, people());

    expect(moved.code).toBe(2);
    expect(moved.err).toBe(
      "list.csv, header: no column for customerId (received Email, First Name; allowed: klaviyoid)",
    );
  });
});

const own = "MEMBER_RATING,OPTIN_TIME,OPTIN_IP,CONFIRM_TIME,CONFIRM_IP,TIMEZONE,CC,REGION";
const audience = {
  "subscribed_members_export_1.csv": [
    `Email Address,First Name,Last Name,Phone Number,${own},LAST_CHANGED,LEID,EUID,NOTES,TAGS`,
    'ann@example.com,Ann,Ash,,2,"2024-01-01 09:00:00",,"2024-01-02 09:00:00",,Europe/London,GB,ENG,"2024-05-05 09:00:00",1,e1,,"""vip"",""tea"""',
    "bo@example.com,Bo,,,2,2024-01-01 09:00:00,,,,,,,2024-05-05 09:00:00,2,e2,,",
  ].join("\n"),
  "unsubscribed_members_export_1.csv": [
    `Email Address,First Name,Last Name,Phone Number,${own},UNSUB_TIME,UNSUB_CAMPAIGN_TITLE,UNSUB_CAMPAIGN_ID,UNSUB_REASON,UNSUB_REASON_OTHER,LEID,EUID,NOTES,TAGS`,
    "bo@example.com,Bo,,,2,2023-01-01 09:00:00,,,,,,,2023-06-06 09:00:00,News,n1,Not interested,,3,e2,,",
  ].join("\n"),
  "cleaned_members_export_1.csv": [
    `Email Address,First Name,Last Name,Phone Number,${own},CLEAN_TIME,CLEAN_CAMPAIGN_TITLE,CLEAN_CAMPAIGN_ID,LEID,EUID,NOTES,TAGS`,
    "cy@example.com,Cy,,,2,2023-01-01 09:00:00,,,,,,,2023-06-07 09:00:00,News,n1,4,e3,,",
  ].join("\n"),
};

describe("a Mailchimp audience", () => {
  it("gives consents by the file a contact stands in; whoever left one audience left", async () => {
    const moved = await moveIn("mailchimp", audience, people());
    const ann = moved.events.filter(({ customerId }) => customerId === "e1");

    expect(["e1", "e2", "e3"].map((id) => consentsOf(moved, id))).toEqual([
      ["email agreed"],
      ["email withdrawn"],
      ["email withdrawn"],
    ]);
    expect(ann[0]).toMatchObject({
      traits: { email: "ann@example.com", timeZone: "Europe/London", country: "GB" },
      attributes: { tags: ["vip", "tea"], region: "ENG" },
    });
    expect(ann.at(-1)).toMatchObject({ occurredAt: Date.parse("2024-01-02T09:00:00Z") });
    expect([...moved.files].filter(([name]) => name.startsWith("customers-")).join()).not.toContain("cy@example.com");
  });

  it("takes no yes that the shop does not stand by", async () => {
    const moved = await moveIn("mailchimp", audience, people("none"));

    expect(["e1", "e2", "e3"].map((id) => consentsOf(moved, id))).toEqual([
      [],
      ["email withdrawn"],
      ["email withdrawn"],
    ]);
  });

  it("is refused when a file does not say what its contacts are", async () => {
    const moved = await moveIn("mailchimp", { "contacts.csv": audience["subscribed_members_export_1.csv"] }, people());

    expect(moved.code).toBe(2);
    expect(moved.err).toContain("contacts.csv: does not say what its contacts are");
  });
});
