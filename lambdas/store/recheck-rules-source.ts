import { GetCommand } from "@aws-sdk/lib-dynamodb";
import type { Snapshot } from "../domain/rules.ts";
import { withDefaults } from "../domain/with-defaults.ts";
import { required } from "../shared/environment.ts";
import type { Runtime } from "../shared/runtime.ts";
import { createCachedRules, type RulesSource } from "./cached-rules.ts";
import { snapshotKey } from "./keys.ts";
import { snapshotPartsOf } from "./snapshot-parts.ts";

/**
 * For who predicts nothing and only checks again: the same rules, without a read for the shop's figures. What was published
 * was checked when it was written, so it is not checked here: the schemas are a sixth of the largest bundle.
 */
export const createRecheckRulesSource = ({ clock, dynamo, environment }: Runtime): RulesSource => {
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
  });
};
