import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fuzzed } from "../../support/fuzz.ts";
import { hostileText } from "../../support/hostile.ts";
import { consentsOf, moveIn, people } from "../../support/moved-shop.ts";

const endpoint = fc.record({
  Id: fc.uuid(),
  ChannelType: fc.constantFrom("EMAIL", "SMS", "GCM", "VOICE"),
  Address: fc.constantFrom("a@example.com", "b@example.com", "+447700900123", "fcm:0123456789abcdef"),
  OptOut: fc.constantFrom("ALL", "NONE", undefined),
  EndpointStatus: fc.constantFrom("ACTIVE", "INACTIVE"),
  EffectiveDate: fc
    .date({ min: new Date("2020-01-01"), max: new Date("2026-10-01"), noInvalidDate: true })
    .map((date) => date.toISOString()),
  User: fc.record({ UserId: fc.constantFrom("u1", "u2", "u3") }),
});

const channels = { EMAIL: "email", SMS: "sms", GCM: "push" } as const;
type Reached = keyof typeof channels;

describe("endpoints, whatever they are", () => {
  it("never make a yes of somebody who said no, nor of anybody when nobody is said to have agreed", async () => {
    const property = fc.asyncProperty(fc.array(endpoint, { minLength: 1, maxLength: 12 }), async (endpoints) => {
      const text = endpoints.map((one) => JSON.stringify(one)).join("\n");
      const [agreed, none] = [
        await moveIn("pinpoint", { "e.json": text }, people()),
        await moveIn("pinpoint", { "e.json": text }, people("none")),
      ];
      for (const id of ["u1", "u2", "u3"]) {
        const theirs = endpoints.filter(({ User }) => User.UserId === id);
        const noTo = theirs.filter(({ OptOut, ChannelType }) => OptOut === "ALL" && ChannelType !== "VOICE");
        const withdrawn = [
          ...new Set(noTo.map(({ ChannelType }) => `${channels[ChannelType as Reached]} withdrawn`)),
        ].sort();
        const said = consentsOf(agreed, id);
        expect(said.filter((one) => one.endsWith("withdrawn")).toSorted()).toEqual(withdrawn);
        if (theirs.some(({ OptOut }) => OptOut === "ALL"))
          expect(said.filter((one) => one.endsWith("agreed"))).toEqual([]);
        expect(consentsOf(none, id).toSorted()).toEqual(withdrawn);
      }
    });
    await fc.assert(property, fuzzed(25));
  });

  it("are taken or refused, each line once, however many lines are broken", async () => {
    const broken = fc
      .oneof(hostileText, fc.json(), fc.constant('{"Id":"x","User":{"UserId":7}}'))
      .filter((text) => !/[\n\r]/.test(text));
    const line = fc.oneof(
      endpoint.map((one) => JSON.stringify(one)),
      broken,
    );
    const property = fc.asyncProperty(fc.array(line, { minLength: 2, maxLength: 30 }), async (lines) => {
      // A first line that is whole, so that the file is read as lines whatever follows.
      const text = `{"Id":"first","ChannelType":"EMAIL","Address":"a@example.com"}\n${lines.join("\n")}`;
      const moved = await moveIn("pinpoint", { "e.json": text }, people());
      const refused = moved.figures.problems.filter((one) => one.refused && !one.first.field.startsWith("batch"));
      const count = refused.reduce((sum, one) => sum + one.count, 0);

      expect(moved.code).toBe(0);
      expect((moved.figures.counts.endpoints ?? 0) + count).toBe(1 + lines.filter((one) => one.trim() !== "").length);
    });
    await fc.assert(property, fuzzed(25));
  });
});

describe("a Klaviyo file, whatever its cells", () => {
  const cell = fc.oneof(hostileText, fc.constantFrom("SUBSCRIBED", "UNSUBSCRIBED", "a@example.com", "K1", "K2", ""));

  it("keeps the good rows, tells the others, and gives back the traits it was given", async () => {
    const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
    const property = fc.asyncProperty(fc.array(fc.tuple(cell, cell, cell), { maxLength: 15 }), async (rows) => {
      const known = ["good@example.com", "K-good", "SUBSCRIBED"] as const;
      const text = [
        "Email,Klaviyo ID,Email Marketing Consent",
        ...[...rows, known].map((row) => row.map(quoted).join(",")),
      ].join("\n");
      const moved = await moveIn("klaviyo", { "l.csv": text }, people());

      expect(moved.code).toBe(0);
      expect(moved.events).toContainEqual(
        expect.objectContaining({ customerId: "K-good", kind: "identified", traits: { email: "good@example.com" } }),
      );
      expect(consentsOf(moved, "K-good")).toEqual(["email agreed"]);
    });
    await fc.assert(property, fuzzed(25));
  });
});
