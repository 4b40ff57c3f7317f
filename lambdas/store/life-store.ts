import { GetCommand, paginateQuery } from "@aws-sdk/lib-dynamodb";
import type { CampaignLife } from "../domain/campaign-life.ts";
import { required } from "../shared/environment.ts";
import type { Runtime } from "../shared/runtime.ts";
import { expectItem, type Item } from "./attributes.ts";
import { lifeKey, lifePrefix, livesId } from "./keys.ts";

export interface LifeStore {
  /** As it stands now; undefined when nobody kept a record of this campaign. */
  load(campaignId: string): Promise<CampaignLife | undefined>;
  /** Of all campaigns that have a record, by id. */
  list(): Promise<readonly CampaignLife[]>;
}

const lifeOfItem = (stored: Item): CampaignLife => {
  const {
    id: _,
    kind: __,
    ...life
  } = expectItem<CampaignLife & { readonly id: string; readonly kind: string }>(stored, "campaign record", {
    campaignId: "string",
    revision: "number",
    state: "string",
    versions: "object",
    changed: "object",
  });
  return life;
};

/** The write of a record as its next revision, if it still has the one that was read; a new one, if there is none. */
export const lifeWrite = (table: string, life: CampaignLife) => {
  const item = { TableName: table, Item: { ...life, ...lifeKey(life.campaignId), revision: life.revision + 1 } };
  return life.revision === 0
    ? { ...item, ConditionExpression: "attribute_not_exists(id)" }
    : {
        ...item,
        ConditionExpression: "revision = :revision",
        ExpressionAttributeValues: { ":revision": life.revision },
      };
};

export const createLifeStore = (runtime: Runtime): LifeStore => {
  const table = required(runtime.environment, "CAMPAIGNS_TABLE");
  return {
    load: async (campaignId) => {
      const get = { TableName: table, Key: lifeKey(campaignId), ConsistentRead: true };
      const { Item: item } = await runtime.dynamo.send(new GetCommand(get));
      return item === undefined ? undefined : lifeOfItem(item);
    },
    list: async () => {
      const query = {
        TableName: table,
        KeyConditionExpression: "id = :id AND begins_with(kind, :prefix)",
        ExpressionAttributeValues: { ":id": livesId, ":prefix": lifePrefix },
        ConsistentRead: true,
      };
      const lives: CampaignLife[] = [];
      for await (const { Items: items = [] } of paginateQuery({ client: runtime.dynamo }, query))
        lives.push(...items.map(lifeOfItem));
      return lives;
    },
  };
};
