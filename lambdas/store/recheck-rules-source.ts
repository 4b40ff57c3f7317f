import { GetCommand } from "@aws-sdk/lib-dynamodb";
import type { Learned } from "../domain/learned.ts";
import type { Snapshot } from "../domain/rules.ts";
import { withDefaults } from "../domain/with-defaults.ts";
import { required } from "../shared/environment.ts";
import type { Runtime } from "../shared/runtime.ts";
import { createCachedRules, type RulesSource } from "./cached-rules.ts";
import { snapshotKey } from "./keys.ts";
import { snapshotPartsOf } from "./snapshot-parts.ts";

/**
 * For who predicts nothing and only checks again: the same rules, without a read for the shop's figures. What was published
 * was checked when it was written, so it is not checked here: the schemas are a sixth of the largest bundle. Who asks again
 * for whom a campaign is passes what was learned as well.
 */
export const createRecheckRulesSource = (
  { clock, dynamo, environment }: Runtime,
  learned?: () => Promise<Learned>,
): RulesSource => {
  const TableName = required(environment, "CAMPAIGNS_TABLE");
  return createCachedRules({
    clock,
    snapshot: async () => {
      const { Item: item } = await dynamo.send(new GetCommand({ TableName, Key: snapshotKey }));
      if (item === undefined) return undefined;
      const snapshot = snapshotPartsOf(item) as unknown as Snapshot;
      return { ...snapshot, settings: withDefaults(snapshot.settings) };
    },
    figures: async () => ({ gapCount: 0, gapMsTotal: 0 }),
    ...(learned && { learned }),
  });
};
