import { describe, expect, test } from "vitest";
import { deliver, type Handled, readItemFailures } from "../../../lib/local/delivery.ts";

/** Delivers 1 to 6 to a function that fails on some, and notes what happens. */
const run = async (q: {
  readonly call: (items: readonly number[]) => Handled;
  readonly retries?: number;
  readonly bisects?: boolean;
}) => {
  const calls: (readonly number[])[] = [];
  const givenUp: number[] = [];
  const done: number[] = [];
  await deliver(
    [1, 2, 3, 4, 5, 6],
    { retries: q.retries ?? 1, bisects: q.bisects ?? true },
    {
      call: async (items) => {
        calls.push(items);
        return q.call(items);
      },
      done: (last) => done.push(last),
      giveUp: async (items) => {
        givenUp.push(...items);
      },
    },
  );
  return { calls, givenUp, done };
};

const failsOn =
  (bad: number) =>
  (items: readonly number[]): Handled => {
    const index = items.indexOf(bad);
    return index < 0 ? { kind: "all" } : { kind: "up-to", index, reason: "bad" };
  };
const throwsOn =
  (bad: number) =>
  (items: readonly number[]): Handled =>
    items.includes(bad) ? { kind: "up-to", index: 0, reason: "bad" } : { kind: "all" };

describe("deliver", () => {
  test("goes on at the lowest failed item and gives up that one alone", async () => {
    const result = await run({ call: failsOn(3) });

    expect(result.calls[1]).toEqual([3, 4, 5, 6]);
    expect(result.givenUp).toEqual([3]);
    expect(result.done.at(-1)).toBe(6);
  });

  test("halves a batch that throws until the bad item stands alone", async () => {
    const result = await run({ call: throwsOn(4) });

    expect(result.givenUp).toEqual([4]);
    expect(result.calls.flat().filter((item) => item === 4)).toHaveLength(5);
  });

  test("without bisecting gives up the whole batch after its retries", async () => {
    const result = await run({ call: throwsOn(4), bisects: false, retries: 2 });

    expect(result.calls).toHaveLength(3);
    expect(result.givenUp).toEqual([1, 2, 3, 4, 5, 6]);
  });

  test("gives up nothing when a retry works", async () => {
    let failures = 2;
    const call = (): Handled => (failures-- > 0 ? { kind: "up-to", index: 0, reason: "busy" } : { kind: "all" });

    const result = await run({ call, bisects: false, retries: 2 });

    expect(result.givenUp).toEqual([]);
    expect(result.done).toEqual([6]);
  });
});

describe("readItemFailures", () => {
  test.each([
    { response: undefined, expected: [] },
    { response: { batchItemFailures: [] }, expected: [] },
    { response: { batchItemFailures: [{ itemIdentifier: "c" }, { itemIdentifier: "b" }] }, expected: [1, 2] },
    { response: { batchItemFailures: [{ itemIdentifier: "unknown" }] }, expected: "all" },
    { response: { batchItemFailures: [{ itemIdentifier: "" }] }, expected: "all" },
  ])("reads $response as $expected", ({ response, expected }) => {
    const places = readItemFailures(response, ["a", "b", "c"]);

    expect(places).toEqual(expected);
  });
});
