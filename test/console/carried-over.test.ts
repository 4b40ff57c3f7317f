// Two editors of one campaign: what the second one changed is carried over to what the first one saved.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { carriedOver } from "../../console/src/pages/campaigns/edit/merge.ts";

const base = {
  trigger: { kind: "since-last-order", days: 180 },
  steps: [
    { id: "gift", kind: "send", sendWithinHours: 72 },
    { id: "rest", kind: "wait", days: 14 },
  ],
  words: { en: { subject: "Hello", text: "How are you?" } },
};

describe("changes of one editor over those of another", () => {
  it("keeps both when they changed different places", () => {
    const mine = { ...base, trigger: { kind: "since-last-order", days: 90 } };
    const theirs = { ...base, words: { en: { subject: "Good day", text: "How are you?" } } };

    expect(carriedOver(base, mine, theirs)).toEqual({
      value: { ...base, trigger: mine.trigger, words: theirs.words },
      clashes: [],
    });
  });

  it("tells of a place that both changed, and lets mine stand", () => {
    const mine = { ...base, words: { en: { subject: "Mine", text: "How are you?" } } };
    const theirs = { ...base, words: { en: { subject: "Theirs", text: "How is it?" } } };

    const { value, clashes } = carriedOver(base, mine, theirs);

    expect(value.words.en).toEqual({ subject: "Mine", text: "How is it?" });
    expect(clashes).toEqual([{ path: "words.en.subject", mine: "Mine", theirs: "Theirs" }]);
  });

  it("knows steps by their ids, wherever they stand", () => {
    const [gift, rest] = [base.steps[0] ?? {}, base.steps[1] ?? {}];
    const thanks = { id: "thanks", kind: "send", sendWithinHours: 24 };
    const mine = { ...base, steps: [{ ...gift, sendWithinHours: 48 }, rest] };
    const theirs = { ...base, steps: [{ id: "first", kind: "wait", days: 1 }, gift, rest, thanks] };

    const { value } = carriedOver<{ steps: readonly object[] }>(base, mine, theirs);

    expect(value.steps).toEqual([
      { id: "first", kind: "wait", days: 1 },
      { ...gift, sendWithinHours: 48 },
      rest,
      thanks,
    ]);
  });

  it("takes out what one of them took out and the other left alone", () => {
    const [gift] = base.steps;
    const theirs = { ...base, trigger: { kind: "since-last-order", days: 200 } };

    expect(carriedOver<object>(base, { ...base, steps: [gift] }, theirs).value).toEqual({ ...theirs, steps: [gift] });
  });
});

const step = fc.record({ id: fc.constantFrom("a", "b", "c", "d"), days: fc.integer({ min: 1, max: 3 }) });
const said = fc.record({
  trigger: fc.record({ days: fc.integer({ min: 1, max: 3 }), at: fc.constantFrom("09:00", "10:00") }),
  steps: fc.uniqueArray(step, { selector: ({ id }) => id, maxLength: 4 }),
});

describe("whatever two editors did", () => {
  it("who changed nothing gets theirs, and over nothing new mine stands as it is", () => {
    void fc.assert(
      fc.property(said, said, (one, other) => {
        expect(carriedOver(one, one, other)).toEqual({ value: other, clashes: [] });
        expect(carriedOver(one, other, one)).toEqual({ value: other, clashes: [] });
        expect(carriedOver(one, other, other)).toEqual({ value: other, clashes: [] });
      }),
    );
  });

  it("no place of mine is lost: where it is not in the result, a step around it was taken out by both or by mine", () => {
    void fc.assert(
      fc.property(said, said, said, (start, mine, theirs) => {
        const { value } = carriedOver(start, mine, theirs);
        if (mine.trigger.days !== start.trigger.days) expect(value.trigger.days).toBe(mine.trigger.days);
        const known = new Map(start.steps.map((one) => [one.id, one.days]));
        for (const { id, days } of mine.steps)
          if (known.get(id) !== days) expect(value.steps.find((one) => one.id === id)?.days).toBe(days);
      }),
    );
  });
});
