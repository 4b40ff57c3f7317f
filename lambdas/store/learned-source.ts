import { GetCommand } from "@aws-sdk/lib-dynamodb";
import { type Learned, nothingLearned } from "../domain/learned.ts";
import { required } from "../shared/environment.ts";
import type { Runtime } from "../shared/runtime.ts";
import type { Item } from "./attributes.ts";
import { cached } from "./cached-rules.ts";
import { learnedKey } from "./keys.ts";
import { readLearned, type WrittenLearned } from "./learned-form.ts";
import { learnedAgeMsMax } from "./limits.ts";

/**
 * What was learned, for who decides: every few minutes half a read unit for the head, and the whole only after it changed.
 * `check` throws on what may not be believed; without one the form alone is looked at, because schemas are heavy.
 */
export const createLearnedSource = (
  { clock, dynamo, environment }: Pick<Runtime, "clock" | "dynamo" | "environment">,
  check?: (value: unknown) => WrittenLearned,
): (() => Promise<Learned>) => {
  const TableName = required(environment, "CAMPAIGNS_TABLE");
  const read = async (kind: "head" | "rules"): Promise<Item | undefined> =>
    (await dynamo.send(new GetCommand({ TableName, Key: learnedKey(kind) }))).Item;
  let kept = nothingLearned;
  return cached(clock, learnedAgeMsMax, async () => {
    const at = (await read("head"))?.at ?? nothingLearned.at;
    // A copy of the table that is behind gives an older one once; the next look finds that it is not what the head says.
    if (at !== kept.at) kept = readLearned(await read("rules"), check);
    return kept;
  });
};
