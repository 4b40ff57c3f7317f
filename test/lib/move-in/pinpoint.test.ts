import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { parseSettings } from "../../../lambdas/domain/parse-settings.ts";
import { segmentSchema } from "../../../lambdas/domain/predicate.ts";
import { draftSchema } from "../../../lambdas/store/draft-campaign.ts";
import { consentsOf, moveIn, notMapped, people } from "../../support/moved-shop.ts";

const endpoint = (Id: string, more: object = {}) => ({
  Id,
  ChannelType: "EMAIL",
  Address: `${Id}@example.com`,
  OptOut: "NONE",
  EndpointStatus: "ACTIVE",
  EffectiveDate: "2026-09-01T08:00:00.000Z",
  ApplicationId: "app",
  CohortId: "42",
  RequestId: "request",
  ...more,
});
const lines = (...endpoints: readonly unknown[]): string => endpoints.map((one) => `${JSON.stringify(one)}\n`).join("");
const user = (UserId: string, UserAttributes: object = {}) => ({ User: { UserId, UserAttributes } });

const ada = [
  endpoint("ada", {
    ...user("u1", { FirstName: ["Ada"], Interests: ["tea", "maps"], "Level#1": ["gold"] }),
    Demographic: { Timezone: "Europe/London", Locale: "en_GB", Platform: "ios" },
    Location: { Country: "GB", City: "Leeds", PostalCode: "LS1", Latitude: 53.8, Longitude: -1.5 },
    Metrics: { visits: 7 },
  }),
  endpoint("ada-old", { ...user("u1"), EffectiveDate: "2020-01-01T00:00:00.000Z" }),
  endpoint("phone", { ...user("u1"), ChannelType: "SMS", Address: "+447700900123" }),
  endpoint("app", { ...user("u1"), ChannelType: "GCM", Address: "fcm:0123456789abcdef-token" }),
  endpoint("call", { ...user("u1"), ChannelType: "VOICE", Address: "+447700900123" }),
];

describe("endpoints of Pinpoint", () => {
  it("of one user become one customer with email, phone, device and attributes", async () => {
    const moved = await moveIn("pinpoint", { "export/part-1.json.gz": gzipSync(lines(...ada)) }, people());
    const identified = moved.events.filter(
      (event) => event.kind === "identified" && Object.keys(event.traits).length > 0,
    );

    expect(moved.code).toBe(0);
    expect(moved.figures.counts).toMatchObject({ customers: 1, endpoints: 5, devices: 1 });
    expect(identified).toMatchObject([
      {
        customerId: "u1",
        occurredAt: Date.parse("2026-09-01T08:00:00Z"),
        traits: {
          email: "ada@example.com",
          phone: "+447700900123",
          firstName: "Ada",
          timeZone: "Europe/London",
          language: "en",
          country: "GB",
        },
        attributes: { city: "Leeds", Interests: ["tea", "maps"], visits: 7 },
      },
    ]);
    expect([...moved.files.values()].join()).toContain(
      '"device":{"type":"android","token":"fcm:0123456789abcdef-token"}',
    );
    expect(notMapped(moved)).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^endpoints of ChannelType VOICE/),
        expect.stringMatching(/^Location.PostalCode/),
      ]),
    );
    expect(moved.figures.problems.map(({ first }) => first.field)).toEqual(["Level#1"]);
  });

  it("carry a yes only when the shop says so, with date and source; a no always", async () => {
    const files = {
      "e.json": lines(
        endpoint("yes", user("yes")),
        endpoint("no", { ...user("no"), OptOut: "ALL" }),
        endpoint("both-a", { ...user("both"), OptOut: "ALL", EffectiveDate: "2021-01-01T00:00:00Z" }),
        endpoint("both-b", user("both")),
        endpoint("mixed-a", { ...user("mixed"), ChannelType: "SMS", Address: "+447700900124", OptOut: "ALL" }),
        endpoint("mixed-b", user("mixed")),
        endpoint("silent", { ...user("silent"), OptOut: undefined }),
      ),
    };
    const agreed = await moveIn("pinpoint", files, people("agreed"));
    const none = await moveIn("pinpoint", files, people("none"));
    const of = (moved: typeof agreed) => ["yes", "no", "both", "mixed", "silent"].map((id) => consentsOf(moved, id));

    expect(of(agreed)).toEqual([["email agreed"], ["email withdrawn"], ["email withdrawn"], ["sms withdrawn"], []]);
    expect(of(none)).toEqual([[], ["email withdrawn"], ["email withdrawn"], ["sms withdrawn"], []]);
    expect(agreed.events.find((event) => event.kind === "consent-given")).toMatchObject({
      occurredAt: Date.parse("2026-09-01T08:00:00Z"),
      evidence: expect.stringContaining("Amazon Pinpoint, endpoint yes: OptOut NONE"),
    });
    expect(none.figures.counts["customers with OptOut NONE for email, not taken as consent"]).toBe(2);
  });

  it("that are INACTIVE give no address, and no consent", async () => {
    const gone = endpoint("gone", { ...user("u1"), EndpointStatus: "INACTIVE" });
    const moved = await moveIn(
      "pinpoint",
      {
        "e.json": lines(gone, endpoint("app", { ...user("u1"), ChannelType: "APNS", Address: "0123456789abcdef0123" })),
      },
      people(),
    );

    expect(consentsOf(moved, "u1")).toEqual(["push agreed"]);
    expect([...moved.files].filter(([name]) => name.startsWith("customers-")).join()).not.toContain("gone@example.com");
  });

  it("that are broken are told with line and field, and cost no other one", async () => {
    const text = `${lines(endpoint("a"))}{"Id": broken\n${lines({ ...endpoint("b"), OptOut: "SOME" }, { ChannelType: "EMAIL" }, endpoint("c"))}`;
    const moved = await moveIn("pinpoint", { "e.json": text }, people());
    const told = moved.figures.problems.map(({ refused, first }) => [refused, first.line, first.field]);

    expect(moved.figures.counts).toMatchObject({ customers: 2, "rows not taken": 3 });
    expect(told).toEqual([
      [true, 2, "the line"],
      [true, 3, "OptOut"],
      [true, 4, "User.UserId"],
    ]);
    expect(moved.files.get("left-out.csv")).toContain('"not taken","e.json",3,"OptOut"');
  });

  it("are read alike whatever the order of lines and files, and again", async () => {
    const [first, ...rest] = ada;
    const once = await moveIn("pinpoint", { "a.json": lines(...ada) }, people());
    const again = await moveIn("pinpoint", { "a.json": lines(...ada) }, people());
    const turned = await moveIn("pinpoint", { "a.json": lines(...rest.toReversed(), first) }, people());
    const traits = (moved: typeof once) =>
      moved.events.filter(({ kind }) => kind === "identified").map(({ eventId }) => eventId);

    expect([...again.files]).toEqual([...once.files]);
    expect(traits(turned)[0]).toBe(traits(once)[0]);
  });
});

const quiet = { Start: "22:00", End: "08:00" };
const segment = {
  Id: "5e6f00",
  Name: "Tea lovers",
  SegmentType: "DIMENSIONAL",
  SegmentGroups: {
    Include: "ANY",
    Groups: [
      {
        Type: "ALL",
        Dimensions: [
          {
            UserAttributes: { Interests: { AttributeType: "INCLUSIVE", Values: ["tea"] } },
            Location: { Country: { DimensionType: "EXCLUSIVE", Values: ["FR"] } },
          },
          { Metrics: { visits: { ComparisonOperator: "GREATER_THAN_OR_EQUAL", Value: 3 } } },
        ],
      },
    ],
  },
};
const campaign = {
  Id: "c0ffee",
  Name: "Spring sale",
  SegmentId: "5e6f00",
  HoldoutPercent: 10,
  Limits: { Daily: 2, Total: 3, MessagesPerSecond: 100 },
  Schedule: { Frequency: "ONCE", StartTime: "2026-03-01T10:00:00", IsLocalTime: true, QuietTime: quiet },
  MessageConfiguration: { EmailMessage: { Title: "Hello" } },
  TemplateConfiguration: { EmailTemplate: { Name: "spring" } },
};
const saved = {
  "segment.json": JSON.stringify({ SegmentResponse: segment }, null, 2),
  "campaigns.json": JSON.stringify({
    CampaignsResponse: {
      Item: [
        campaign,
        { ...campaign, Id: "d1", Name: "Weekly", Schedule: { Frequency: "WEEKLY" } },
        { ...campaign, Id: "d2", Name: "Lost", SegmentId: "unknown" },
      ],
    },
  }),
  "settings.json": JSON.stringify({
    ApplicationSettingsResource: { ApplicationId: "app", Limits: { Daily: 2, Total: 0 }, QuietTime: quiet },
  }),
  "journey.json": JSON.stringify({
    JourneyResponse: {
      Id: "j1",
      Name: "Welcome",
      Activities: { a: { EMAIL: { TemplateName: "hi" } }, b: { Wait: { WaitTime: { WaitFor: "P3D" } } } },
      Limits: { DailyCap: 1 },
      QuietTime: { Start: "20:00", End: "09:00" },
    },
  }),
  "template.json": JSON.stringify({
    EmailTemplateResponse: {
      TemplateName: "spring",
      Subject: "Dear {{User.UserAttributes.FirstName}}",
      HtmlPart: "<p>{{User.UserAttributes.FirstName}}\nfrom {{Attributes.Shop}}</p>",
    },
  }),
};

describe("saved answers of Pinpoint", () => {
  it("become segments, drafts and a settings proposal that our own checks take", async () => {
    const moved = await moveIn("pinpoint", saved, people());
    const read = (name: string): unknown => JSON.parse(moved.files.get(name) ?? "null");
    const { definition } = draftSchema.parse(read("campaigns/spring-sale-c0ffee.json"));
    const proposal = read("settings-proposal.json");

    expect(segmentSchema.omit({ id: true }).parse(read("segments/tea-lovers-5e6f00.json")).predicate).toEqual({
      all: [
        { all: [{ attribute: "Interests", is: ["tea"] }, { not: { attribute: "country", is: ["FR"] } }] },
        { attribute: "visits", atLeast: 3 },
      ],
    });
    expect(definition).toMatchObject({
      trigger: { kind: "broadcast", at: "2026-03-01T10:00", clock: "local" },
      audience: { segment: "tea-lovers-5e6f00" },
      policy: { holdOutPercent: 10, reentry: { max: 3 } },
    });
    expect(proposal).toEqual({
      quietHours: { default: { from: "22:00", to: "08:00" } },
      caps: [{ id: "pinpoint-daily", scope: "all", window: { rollingHours: 24 }, max: 2 }],
    });
    expect(parseSettings(proposal)).toMatchObject({ ok: true });
  });

  it("of several versions of a segment give the last one", async () => {
    const version = (Version: number, Name: string) => ({ SegmentResponse: { ...segment, Version, Name } });
    const files = { "1.json": JSON.stringify(version(2, "New")), "2.json": JSON.stringify(version(1, "Old")) };
    const moved = await moveIn("pinpoint", files, people());

    expect([...moved.files.keys()].filter((name) => name.startsWith("segments/"))).toEqual([
      "segments/new-5e6f00.json",
    ]);
  });

  it("are told in plain words where there is no counterpart, and make no draft that would reach more people", async () => {
    const moved = await moveIn("pinpoint", saved, people());
    const told = notMapped(moved).join("\n");

    expect([...moved.files.keys()].filter((name) => name.startsWith("campaigns/"))).toEqual([
      "campaigns/spring-sale-c0ffee.json",
    ]);
    expect(told).toContain('campaign "Weekly" (no draft was made): it repeats (WEEKLY)');
    expect(told).toContain('campaign "Lost" (no draft was made): its segment was not mapped');
    expect(told).toContain('journey "Welcome": its steps have to be built anew in the editor (send an email, wait)');
    expect(told).toContain('settings: quiet time 20:00 to 09:00 of journey "Welcome"');
    expect(moved.files.get("report.md")).toContain("MessagesPerSecond");
  });

  it("give templates our variables, and name those that have none", async () => {
    const moved = await moveIn("pinpoint", saved, people());

    expect(moved.files.get("words/spring.subject.txt")).toBe("Dear {{ customer.firstName }}");
    expect(moved.files.get("words/spring.html")).toBe("<p>{{ customer.firstName }}\nfrom {{Attributes.Shop}}</p>");
    expect(notMapped(moved).join("\n")).toContain('template "spring" (html): {{Attributes.Shop}} in line 2');
  });

  it.each([
    ["CONTAINS", { UserAttributes: { city: { AttributeType: "CONTAINS", Values: ["Le"] } } }, "CONTAINS"],
    ["a recency", { Behavior: { Recency: { Duration: "DAY_7", RecencyType: "ACTIVE" } } }, "Recency"],
    ["a place", { Location: { GPSPoint: { RangeInKilometers: 3 } } }, "GPSPoint"],
  ])("make no segment of %s", async (_name, Dimensions, word) => {
    const both = { ...Dimensions, Metrics: { visits: { ComparisonOperator: "EQUAL", Value: 1 } } };
    const moved = await moveIn(
      "pinpoint",
      { "s.json": JSON.stringify({ SegmentResponse: { Id: "s", Name: "S", Dimensions: both } }) },
      people(),
    );

    expect([...moved.files.keys()].filter((name) => name.startsWith("segments/"))).toEqual([]);
    expect(notMapped(moved).join()).toContain(word);
  });
});
