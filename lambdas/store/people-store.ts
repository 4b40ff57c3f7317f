import { GetCommand } from "@aws-sdk/lib-dynamodb";
import { type Person, type PersonChange, peopleSchema } from "../domain/people.ts";
import { required } from "../shared/environment.ts";
import { RekindleError } from "../shared/errors.ts";
import type { Runtime } from "../shared/runtime.ts";
import type { Item } from "./attributes.ts";
import { type AuditEntry, auditItemOf } from "./audit-item.ts";
import { peopleKey } from "./keys.ts";
import { writeTogether } from "./write-together.ts";

export interface PeopleRecord {
  /** Counts the writes; 0: nobody was ever put on the list. */
  readonly revision: number;
  readonly people: readonly Person[];
}

export interface PeopleChange {
  /** As it becomes; `revision` is the one that the person saw. */
  readonly record: PeopleRecord;
  readonly changes: readonly PersonChange[];
  readonly by: string;
  readonly now: number;
}

export interface PeopleStore {
  /** As it stands now, so that a right that was taken away is gone with the next request. */
  load(): Promise<PeopleRecord>;
  /** The list and the trail of every change in one transaction; or how it stands, when somebody else was first. */
  save(change: PeopleChange): Promise<"written" | { readonly refused: PeopleRecord }>;
}

const nobody: PeopleRecord = { revision: 0, people: [] };

/** What is damaged lets nobody in: rights are not guessed. */
const recordOf = (item: Item | undefined): PeopleRecord => {
  if (item === undefined) return nobody;
  const people = peopleSchema.safeParse(item.people);
  if (!people.success || typeof item.revision !== "number")
    throw new RekindleError("record-invalid", "The list of people is damaged.", { cause: people.error });
  return { revision: item.revision, people: people.data };
};

const said = ({ roles }: Person): string => roles.join(", ");

const entryOf = (change: PersonChange, { by, now }: PeopleChange): AuditEntry => {
  switch (change.kind) {
    case "added":
      return { at: now, by, action: "add-person", subject: change.after.email, details: { roles: said(change.after) } };
    case "removed":
      return {
        ...{ at: now, by, action: "remove-person", subject: change.before.email },
        details: { before: said(change.before) },
      };
    case "changed":
      return {
        ...{ at: now, by, action: "change-person", subject: change.after.email },
        details: { roles: said(change.after), before: said(change.before) },
      };
  }
};

export const createPeopleStore = (runtime: Pick<Runtime, "dynamo" | "environment">): PeopleStore => {
  const table = required(runtime.environment, "CAMPAIGNS_TABLE");
  const load = async (): Promise<PeopleRecord> => {
    const get = new GetCommand({ TableName: table, Key: peopleKey, ConsistentRead: true });
    return recordOf((await runtime.dynamo.send(get)).Item);
  };
  return {
    load,
    save: async (change) => {
      const { revision, people } = change.record;
      const item = { TableName: table, Item: { ...peopleKey, people, revision: revision + 1 } };
      const condition =
        revision === 0
          ? { ConditionExpression: "attribute_not_exists(id)" }
          : { ConditionExpression: "revision = :revision", ExpressionAttributeValues: { ":revision": revision } };
      const result = await writeTogether(runtime.dynamo, [
        { Put: { ...item, ...condition } },
        ...change.changes.map((one) => ({ Put: { TableName: table, Item: auditItemOf(entryOf(one, change)) } })),
      ]);
      if (result === undefined)
        throw new RekindleError("work-contended", "The list of people was written by others at every try.");
      return result === "written" ? "written" : { refused: await load() };
    },
  };
};
