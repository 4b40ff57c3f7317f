import { GetCommand, PutCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import type { ImportJob } from "../domain/import-job.ts";
import { required } from "../shared/environment.ts";
import type { Runtime } from "../shared/runtime.ts";
import { conditionHeld, expectItem, type Item, itemOfImage, type StreamImage } from "./attributes.ts";
import { importKey, importPrefix, importsId } from "./keys.ts";

export interface ImportPage {
  readonly imports: readonly ImportJob[];
  /** Absent after the last page. */
  readonly cursor?: string;
}

/** What became of files that people brought in. */
export interface ImportStore {
  create(job: Omit<ImportJob, "version">): Promise<ImportJob>;
  load(importId: string): Promise<ImportJob | undefined>;
  /** Writes the import as version + 1 if the stored one still has `next.version`, and returns it so; undefined when it was changed. */
  save(next: ImportJob): Promise<ImportJob | undefined>;
  /** The newest first. */
  page(q: { readonly limit: number; readonly cursor?: string | undefined }): Promise<ImportPage>;
}

export const createImportStore = ({ dynamo, environment }: Pick<Runtime, "dynamo" | "environment">): ImportStore => {
  const TableName = required(environment, "CAMPAIGNS_TABLE");
  const put = (job: ImportJob, condition: string, values?: Item) =>
    dynamo.send(
      new PutCommand({
        TableName,
        Item: { ...job, ...importKey(job.importId) },
        ConditionExpression: condition,
        ...(values && { ExpressionAttributeValues: values }),
      }),
    );
  return {
    create: async (job) => {
      const first = { ...job, version: 1 };
      await put(first, "attribute_not_exists(id)");
      return first;
    },
    load: async (importId) => {
      const key = { TableName, Key: importKey(importId), ConsistentRead: true };
      const { Item: item } = await dynamo.send(new GetCommand(key));
      return item === undefined ? undefined : importOfItem(item);
    },
    save: async (next) => {
      const saved = { ...next, version: next.version + 1 };
      const held = await conditionHeld(put(saved, "version = :version", { ":version": next.version }));
      return held ? saved : undefined;
    },
    page: async ({ limit, cursor }) => {
      const { Items: items = [], LastEvaluatedKey: last } = await dynamo.send(
        new QueryCommand({
          TableName,
          KeyConditionExpression: "id = :id AND begins_with(kind, :prefix)",
          ExpressionAttributeValues: { ":id": importsId, ":prefix": importPrefix },
          ScanIndexForward: false,
          Limit: limit,
          ConsistentRead: true,
          ...(cursor !== undefined && { ExclusiveStartKey: importKey(cursor) }),
        }),
      );
      const next = last === undefined ? undefined : String(last.kind).slice(importPrefix.length);
      return { imports: items.map(importOfItem), ...(next !== undefined && { cursor: next }) };
    },
  };
};

const importOfItem = (stored: Item): ImportJob => {
  const {
    id: _id,
    kind: _kind,
    ...job
  } = expectItem<ImportJob & Item>(stored, "import", {
    importId: "string",
    version: "number",
    holds: "string",
    size: "number",
    status: "string",
  });
  return job as unknown as ImportJob;
};

/** The import that a record of the stream tells of; undefined for everything else in the table. */
export const importOfImage = (image: StreamImage): ImportJob | undefined =>
  image.kind?.S?.startsWith(importPrefix) ? importOfItem(itemOfImage(image)) : undefined;
