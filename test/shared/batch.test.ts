import { describe, expect, test } from "vitest";
import { inParallel, runBatch, sequenceOf } from "../../lambdas/shared/batch.ts";
import { silentLogger } from "../../lambdas/shared/logger.ts";
import { streamRecord } from "../support/factories.ts";

interface Item {
  readonly id: string;
  readonly customer: string;
}

const items: readonly Item[] = [
  { id: "1", customer: "ann" },
  { id: "2", customer: "bob" },
  { id: "3", customer: "ann" },
  { id: "4", customer: "cho" },
];
const work = {
  items,
  identifierOf: (item: Item) => item.id,
  groupOf: (item: Item) => item.customer,
  logger: silentLogger,
};

describe("runBatch", () => {
  test("items of one group run together and in their order", async () => {
    const groups: string[] = [];

    const result = await runBatch({
      ...work,
      run: async (group) => void groups.push(group.map(({ id }) => id).join()),
    });

    expect(result).toEqual({ batchItemFailures: [] });
    expect(groups.toSorted()).toEqual(["1,3", "2", "4"]);
  });

  test("a failing group is reported with all its items and the others are done", async () => {
    const done: string[] = [];

    const result = await runBatch({
      ...work,
      run: async ([first]) => {
        if (first.customer === "ann") throw new Error("cannot");
        done.push(first.customer);
      },
    });

    expect(result).toEqual({ batchItemFailures: [{ itemIdentifier: "1" }, { itemIdentifier: "3" }] });
    expect(done).toEqual(["bob", "cho"]);
  });

  test("when everything fails everything is reported and nothing is thrown", async () => {
    const result = await runBatch({
      ...work,
      run: async () => {
        throw new Error("cannot");
      },
    });

    expect(result.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier)).toEqual(["1", "2", "3", "4"]);
  });
});

test("a stream record is known by its sequence number, and one without is refused", () => {
  expect(sequenceOf(streamRecord({ sequence: "42" }))).toBe("42");
  expect(() => sequenceOf({})).toThrow(expect.objectContaining({ code: "record-invalid" }));
});

describe("inParallel", () => {
  test("never more run at once than allowed, and all run", async () => {
    let running = 0;
    let most = 0;
    let done = 0;

    await inParallel([...Array(20).keys()], 3, async () => {
      running += 1;
      most = Math.max(most, running);
      await Promise.resolve();
      running -= 1;
      done += 1;
    });

    expect([most, done]).toEqual([3, 20]);
  });

  test("after an error nothing new is begun", async () => {
    const begun: number[] = [];

    const all = inParallel([0, 1, 2, 3, 4, 5], 2, async (item) => {
      begun.push(item);
      await Promise.resolve();
      if (item === 1) throw new Error("cannot");
    });

    await expect(all).rejects.toThrow("cannot");
    expect(begun).not.toContain(5);
  });
});
