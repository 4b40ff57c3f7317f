import { GetCommand } from "@aws-sdk/lib-dynamodb";
import type { ShopReport } from "../domain/value/shop-report.ts";
import { required } from "../shared/environment.ts";
import type { Runtime } from "../shared/runtime.ts";
import { cached } from "./cached-rules.ts";
import { learnedKey } from "./keys.ts";
import { learnedForm } from "./learned-form.ts";
import { learnedAgeMsMax } from "./limits.ts";

export type LearnedModels = Pick<ShopReport, "models" | "from">;

/**
 * The models that were learned last, for who forecasts single customers; undefined while there are none. They were checked when they
 * were written, and are not checked again: the schemas of all reports would come with it.
 */
export const createLearnedModelsSource = ({
  clock,
  dynamo,
  environment,
}: Pick<Runtime, "clock" | "dynamo" | "environment">): (() => Promise<LearnedModels | undefined>) => {
  const TableName = required(environment, "CAMPAIGNS_TABLE");
  return cached(clock, learnedAgeMsMax, async () => {
    const { Item: item } = await dynamo.send(new GetCommand({ TableName, Key: learnedKey("shop") }));
    if (item === undefined || item.form !== learnedForm) return undefined;
    const { models, from } = JSON.parse(String(item.body)) as LearnedModels;
    return { models, from };
  });
};
