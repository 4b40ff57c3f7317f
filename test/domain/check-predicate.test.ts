import { describe, expect, it } from "vitest";
import type { Campaign } from "../../lambdas/domain/campaign.ts";
import { campaignSchema } from "../../lambdas/domain/campaign.ts";
import { checkPredicate, checkPredicatesOf, checkSegment, type Known } from "../../lambdas/domain/check-predicate.ts";
import type { Predicate } from "../../lambdas/domain/predicate.ts";
import { problemText } from "../../lambdas/domain/problem.ts";
import { schemaProblems } from "../../lambdas/domain/schema-problems.ts";
import { dormantCampaign } from "../support/campaigns.ts";

const segments = new Map<string, { predicate: Predicate }>([
  ["vip", { predicate: { figure: "orders.count", atLeast: 4 } }],
  ["friends", { predicate: { all: [{ segment: "vip" }, { hasAddress: "email" }] } }],
  ["snake", { predicate: { not: { segment: "tail" } } }],
  ["tail", { predicate: { any: [{ segment: "vip" }, { segment: "snake" }] } }],
]);
const known: Known = { segments, coupons: ["return-gift"], campaigns: ["dormant", "care"] };
const problemsOf = (input: unknown): readonly string[] => checkPredicate(input, known).map(problemText);

const anyWords =
  "a predicate: one of all, any, not, figure, attribute, event, bought, favourite, tier, segment, entered, coupon, reachable, consent, hasAddress";

describe("a predicate as somebody wrote it", () => {
  it.each<readonly [string, unknown]>([
    ["one of each kind", { figure: "age", atLeast: 18 }],
    ["a segment", { segment: "friends" }],
    ["an event of the shop's own", { event: "Joined Class", withinDays: 30, atLeast: 2 }],
    ["a coupon and a campaign", { any: [{ coupon: { ids: ["return-gift"] } }, { entered: "care", withinDays: 9 }] }],
  ])("%s is right", (_what, input) => {
    expect(problemsOf(input)).toEqual([]);
  });

  it.each<readonly [string, unknown, readonly string[]]>([
    [
      "a figure with a slip of the pen",
      { all: [{ figure: "orders.cout", atLeast: 4 }] },
      [
        expect.stringMatching(
          /^all\[0\]\.figure: is not allowed; did you mean "orders\.count"\? \(received "orders\.cout"/,
        ),
      ],
    ],
    [
      "a key with a slip of the pen, told among the keys of the test that was meant",
      { event: "product-viewed", withinDay: 3 },
      [
        "withinDays: is missing (received nothing; allowed: a number above 0, at most 90)",
        'withinDay: is an unknown key; did you mean "withinDays"? (received 3; allowed: atLeast, atMost, event, key, withinDays)',
      ],
    ],
    [
      "a figure without bounds",
      { figure: "orders.count" },
      ['predicate: needs atLeast, atMost or both (received {"figure":"orders.count"})'],
    ],
    [
      "bounds that nothing can meet",
      { any: [{ attribute: "children", atLeast: 3, atMost: 1 }] },
      [
        'any[0]: has an atLeast above its atMost, so that nothing can hold (received {"attribute":"children","atLeast":3,"atMost":1})',
      ],
    ],
    [
      "a number in quotes",
      { not: { figure: "orders.count", atLeast: "4" } },
      ['not.atLeast: is of the wrong type (received "4"; allowed: a number)'],
    ],
    [
      "two tests in one",
      { tier: ["core"], segment: "vip" },
      [expect.stringMatching(/^segment: does not go together with the keys beside it \(received "vip"/)],
    ],
    [
      "a word that tells no test",
      { colour: "red" },
      [`predicate: is not allowed (received {"colour":"red"}; allowed: ${anyWords})`],
    ],
    [
      "a test whose name has a slip of the pen",
      { all: [{ segmnt: "vip" }] },
      [`all[0]: is not allowed; did you mean "segment"? (received {"segmnt":"vip"}; allowed: ${anyWords})`],
    ],
    [
      "a list",
      [{ segment: "vip" }],
      [`predicate: is not allowed (received [{"segment":"vip"}]; allowed: ${anyWords})`],
    ],
    [
      "a tier that there is not",
      { tier: ["core", "dormnt"] },
      [expect.stringMatching(/^tier\[1\]: is not allowed; did you mean "dormant"\?/)],
    ],
    [
      "a date that there is not",
      { attribute: "birthday", from: "2026-02-30" },
      ['from: is not allowed (received "2026-02-30"; allowed: a date such as 2026-12-25)'],
    ],
    [
      "a value of what must not be known",
      { attribute: "level", exists: false, is: "gold" },
      ["exists: asks for a value of an attribute that must not be known (received false)"],
    ],
    [
      "a segment that there is not",
      { not: { segment: "vips" } },
      [
        'not.segment: is no segment that is known; did you mean "vip"? (received "vips"; allowed: one of "friends", "snake", "tail", "vip")',
      ],
    ],
    [
      "a segment that leads back to itself",
      { any: [{ segment: "vip" }, { segment: "snake" }] },
      [
        "any[1].segment: leads back to itself (received snake → tail → snake; allowed: segments that end in other tests)",
      ],
    ],
    [
      "a coupon that there is not",
      { coupon: { ids: ["return-gift", "retrun-gift"] } },
      [
        'coupon.ids[1]: is no coupon that is known; did you mean "return-gift"? (received "retrun-gift"; allowed: one of "return-gift")',
      ],
    ],
    [
      "a campaign that there is not",
      { entered: "birthday" },
      ['entered: is no campaign that is known (received "birthday"; allowed: one of "care", "dormant")'],
    ],
    [
      "an event as the shop's own system calls it",
      { event: "Product Viewed", withinDays: 3 },
      [expect.stringMatching(/^event: is not how this event is called; did you mean "product-viewed"\?/)],
    ],
    [
      "an event that is not counted one by one",
      { event: "order-placed", withinDays: 3 },
      [
        expect.stringMatching(
          /^event: is not counted one by one; ask for the figure orders\.count or orders\.daysSinceLast \(received "order-placed"/,
        ),
      ],
    ],
  ])("%s is refused, with its place and what is allowed", (_what, input, expected) => {
    expect(problemsOf(input)).toEqual(expected);
  });

  it("nesting and size have a bound, with the segments that are named", () => {
    const deep = Array.from({ length: 7 }).reduce<unknown>((inner) => ({ not: inner }), { segment: "vip" });
    const wide: Predicate = { any: Array.from({ length: 20 }, () => ({ hasAddress: "email" })) };
    const wider: Known = { segments: new Map([["wide", { predicate: wide }]]) };
    const eleven = { any: Array.from({ length: 11 }, () => ({ segment: "wide" })) };

    const problems = [...checkPredicate(deep, known), ...checkPredicate(eleven, wider)].map(problemText);

    expect(problems).toEqual([
      expect.stringMatching(/^predicate: may be nested at most 6 deep/),
      expect.stringMatching(
        /^predicate: asks for too much, with the segments it names \(received 2\d\d tests; allowed: at most 200\)$/,
      ),
    ]);
  });

  it("a hundred segments that name each other are checked in no time, and a circle among them is found", () => {
    const ids = Array.from({ length: 100 }, (_, index) => `s${index}`);
    const naming = (index: number): Predicate => ({
      any: [...ids.slice(index + 1, index + 15).map((id) => ({ segment: id })), { hasAddress: "email" }],
    });
    const dense = new Map(ids.map((id, index) => [id, { predicate: naming(index) }]));
    const bitten = new Map([...dense, ["s99", { predicate: { segment: "s50" } }]]);

    const problems = [dense, bitten].map((all) => checkPredicate({ segment: "s0" }, { segments: all })[0]?.problem);

    expect(problems).toEqual(["asks for too much, with the segments it names", "leads back to itself"]);
  });
});

describe("a segment", () => {
  const segment = (id: string, predicate: unknown) => ({ id, name: { en: "Them", zh: "他们" }, predicate });

  it("may not name itself, at once or by another", () => {
    const problems = [segment("a", { segment: "a" }), segment("vip", { segment: "friends" })].flatMap((one) =>
      checkSegment(one, known).map(problemText),
    );

    expect(problems).toEqual([
      "predicate.segment: leads back to itself (received a → a; allowed: segments that end in other tests)",
      "predicate.segment: leads back to itself (received friends → vip → friends; allowed: segments that end in other tests)",
    ]);
  });

  it("needs a name in both languages and an id that can stand in an address", () => {
    const places = checkSegment({ ...segment("VIP!", { segment: "vip" }), name: { en: "VIP" } }, known);

    expect(places.map(({ where }) => where)).toEqual(["id", "name.zh"]);
  });
});

describe("a campaign", () => {
  const written = (change: Partial<Campaign>): Campaign => dormantCampaign(change);

  it("is checked wherever it asks: trigger, audience, exclusion and branches", () => {
    const campaign = written({
      trigger: { kind: "segment", segment: "vips", change: "entered" },
      audience: { segment: "nobody" },
      exclusion: { not: { segment: "nowhere" } },
      steps: [{ kind: "branch", id: "way", if: { any: [{ segment: "nothing" }] } }],
    });

    const places = checkPredicatesOf(campaign, known).map(({ where }) => where);

    expect(places).toEqual([
      "trigger.segment",
      "audience.segment",
      "exclusion.not.segment",
      "steps[0].if.any[0].segment",
    ]);
  });

  it("tells a wrong test within it as clearly, beside a wrong kind of trigger and of step", () => {
    const input = {
      ...written({}),
      trigger: { kind: "evnt" },
      audience: { any: [{ figure: "orders.cout", atLeast: 4 }] },
      steps: [{ kind: "snd", id: "gift" }],
    };
    const parsed = campaignSchema.safeParse(input);

    const problems = parsed.success
      ? []
      : schemaProblems(parsed.error, { schema: campaignSchema, input, root: "campaign" });

    expect(problems.map(({ where, problem }) => `${where}: ${problem}`)).toEqual([
      'trigger.kind: is not allowed; did you mean "event"?',
      'audience.any[0].figure: is not allowed; did you mean "orders.count"?',
      'steps[0].kind: is not allowed; did you mean "send"?',
    ]);
  });
});
