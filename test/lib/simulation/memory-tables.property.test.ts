import { ScanCommand } from "@aws-sdk/lib-dynamodb";
import * as fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { anySteps, indexSteps, type Step } from "../../support/table-commands.ts";
import { answersTo, sorted, startMemory, startTwins, type Twins, toldInMemory } from "../../support/twin-tables.ts";

let twins: Twins;

beforeAll(async () => {
  twins = await startTwins();
});
afterAll(() => twins.stop());

type Answers = Awaited<ReturnType<typeof answersTo>>;

/** A scan and a batch have no order, and a scan no segment in which an item must be. */
const comparable = ({ command }: Step, answers: Answers): unknown => {
  if (command === "Scan") return unordered(answers.flatMap(({ Items: items }) => items ?? []));
  return answers.map(({ Responses: responses, ...answer }) =>
    responses === undefined
      ? answer
      : Object.entries(responses)
          .map(([name, items]) => [name, unordered(items)])
          .sort(),
  );
};

const unordered = (items: readonly unknown[]): readonly string[] => items.map(sorted).sort();

test("whatever is done, the tables in memory answer, refuse, hold and tell what the real engine does", async () => {
  await fc.assert(
    fc.asyncProperty(anySteps, async (steps) => {
      await twins.clear();
      await twins.told();
      const memory = startMemory();

      for (const step of [...steps, ...indexSteps]) {
        const [here, there] = [await answersTo(memory.dynamo, step), await answersTo(twins.real, step)];
        expect({ step, answer: comparable(step, here) }).toEqual({ step, answer: comparable(step, there) });
      }

      const told = await twins.told();
      expect(toldInMemory(memory)).toEqual(told);
      for (const table of Object.keys(told)) {
        const { Items: items = [] } = await twins.real.send(new ScanCommand({ TableName: table }));
        expect(unordered(memory.items(table))).toEqual(unordered(items));
      }
    }),
    // On a busy machine fewer examples do: the next run brings others.
    { numRuns: 60, interruptAfterTimeLimit: 25_000 },
  );
});
