import { QueryCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import type { OutgoingEmail, OutgoingSms } from "../channels/channel-sender.ts";
import { type TrialChannel, type TrialState, trialsPerHour } from "../domain/trial.ts";
import { required } from "../shared/environment.ts";
import type { Runtime } from "../shared/runtime.ts";
import { conditionHeld, expectItem, type Item, itemOfImage, type StreamImage } from "./attributes.ts";
import { type AuditEntry, auditItemOf } from "./audit-item.ts";
import { trialKey, trialPrefix, trialsId } from "./keys.ts";
import { writeTogether } from "./write-together.ts";

/** A message on trial, from when it is asked for. Instants are epoch milliseconds. */
export interface Trial {
  /** Fingerprint of who asked for it. */
  readonly person: string;
  /** One of the person's places; with `trialId` it names this trial and no later one in the same place. */
  readonly place: number;
  readonly trialId: string;
  readonly state: TrialState;
  readonly reason?: string;
  readonly campaignId: string;
  readonly stepId: string;
  readonly channel: TrialChannel;
  readonly requestedAt: number;
  readonly sendBy: number;
}

/** What `send` is handed. It stands on the item only until it was submitted. */
export type TrialMessage = Omit<OutgoingEmail, "configurationSet"> | OutgoingSms;

export interface TrialStore {
  /** Takes one of the person's places, in one transaction with the entry of the audit trail; undefined when all are taken. */
  request(q: {
    readonly trial: Omit<Trial, "place" | "state">;
    readonly message: TrialMessage;
    readonly audit: AuditEntry;
  }): Promise<Trial | undefined>;
  find(q: Pick<Trial, "person" | "trialId">): Promise<Trial | undefined>;
  /** Takes the right to submit it. Of any number of claims exactly one succeeds. */
  claim(q: Pick<Trial, "person" | "place" | "trialId">): Promise<boolean>;
  settle(q: Pick<Trial, "person" | "place" | "trialId" | "state" | "reason">): Promise<void>;
}

const hourMs = 3_600_000;

export const createTrialStore = (runtime: Pick<Runtime, "dynamo" | "environment">): TrialStore => {
  const table: Table = {
    dynamo: runtime.dynamo,
    name: required(runtime.environment, "MESSAGES_TABLE"),
    audits: required(runtime.environment, "CAMPAIGNS_TABLE"),
  };
  return {
    request: async (q) => {
      const taken = await placesTaken(table, q.trial);
      const free = Array.from({ length: trialsPerHour }, (_, place) => place).filter((place) => !taken.has(place));
      for (const place of free) {
        const trial: Trial = { ...q.trial, place, state: "requested" };
        if (await put(table, trial, q)) return trial;
      }
      return undefined;
    },
    find: async (q) => (await trialsOf(table, q.person)).find(({ trialId }) => trialId === q.trialId),
    claim: (q) => conditionHeld(change(table, q, { from: "requested", state: "submitting" })),
    settle: async (q) => {
      await conditionHeld(change(table, q, { from: "submitting", state: q.state, reason: q.reason }));
    },
  };
};

interface Table {
  readonly dynamo: Runtime["dynamo"];
  readonly name: string;
  /** Where the audit trail is kept. */
  readonly audits: string;
}

const trialsOf = async (
  { dynamo, name }: Pick<Table, "dynamo" | "name">,
  person: string,
): Promise<readonly Trial[]> => {
  const { Items: items = [] } = await dynamo.send(
    new QueryCommand({
      TableName: name,
      KeyConditionExpression: "customerId = :id AND begins_with(messageKey, :prefix)",
      ExpressionAttributeValues: { ":id": trialsId(person), ":prefix": trialPrefix },
      ConsistentRead: true,
    }),
  );
  return items.map(trialOfItem);
};

const placesTaken = async (table: Table, { person, requestedAt }: Pick<Trial, "person" | "requestedAt">) => {
  const trials = await trialsOf(table, person);
  return new Set(trials.filter((one) => one.requestedAt > requestedAt - hourMs).map(({ place }) => place));
};

const put = async (
  { dynamo, name, audits }: Table,
  trial: Trial,
  { message, audit }: { readonly message: TrialMessage; readonly audit: AuditEntry },
): Promise<boolean> => {
  const { state, ...rest } = trial;
  const isFree = "attribute_not_exists(customerId)";
  const isOver = "requestedAt <= :hourAgo";
  const written = await writeTogether(dynamo, [
    {
      Put: {
        TableName: name,
        Item: { ...trialKey(trial.person, trial.place), ...rest, trial: state, message: JSON.stringify(message) },
        ConditionExpression: `${isFree} OR ${isOver}`,
        ExpressionAttributeValues: { ":hourAgo": trial.requestedAt - hourMs },
      },
    },
    { Put: { TableName: audits, Item: auditItemOf(audit) } },
  ]);
  return written === "written";
};

/** The message goes with the first change after the claim: what it said was for one pair of eyes. */
const change = (
  { dynamo, name }: Table,
  { person, place, trialId }: Pick<Trial, "person" | "place" | "trialId">,
  {
    from,
    state,
    reason,
  }: { readonly from: TrialState; readonly state: TrialState; readonly reason?: string | undefined },
) =>
  dynamo.send(
    new UpdateCommand({
      TableName: name,
      Key: trialKey(person, place),
      UpdateExpression: `SET #state = :state${reason === undefined ? "" : ", reason = :reason"} REMOVE message`,
      ConditionExpression: "trialId = :trialId AND #state = :from",
      ExpressionAttributeNames: { "#state": "trial" },
      ExpressionAttributeValues: {
        ":state": state,
        ":from": from,
        ":trialId": trialId,
        ...(reason !== undefined && { ":reason": reason }),
      },
    }),
  );

const trialOfItem = (stored: Item): Trial => {
  const {
    customerId: _,
    messageKey: __,
    message: ___,
    trial: state,
    ...rest
  } = expectItem<
    Omit<Trial, "state"> & {
      readonly trial: TrialState;
      readonly customerId: string;
      readonly messageKey: string;
      readonly message?: string;
    }
  >(stored, "trial", { person: "string", place: "number", trialId: "string", trial: "string", requestedAt: "number" });
  return { ...rest, state };
};

/** What a record of the stream asks to be sent; undefined when it is no request. */
export const requestedTrial = (
  image: StreamImage,
): { readonly trial: Trial; readonly message: TrialMessage } | undefined => {
  if (image.trial?.S !== "requested" || image.message?.S === undefined) return undefined;
  return { trial: trialOfItem(itemOfImage(image)), message: JSON.parse(image.message.S) as TrialMessage };
};
