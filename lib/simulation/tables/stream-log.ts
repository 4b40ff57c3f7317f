import type { AttributeValue, DynamoDBRecord } from "aws-lambda";
import { type Attributes, copyOf } from "./attribute.ts";
import { type KeySchema, partsOf } from "./keys.ts";
import type { Row } from "./ordered-rows.ts";

export interface StreamLog {
  add(before: Row | undefined, after: Row | undefined): void;
  /** The records after a sequence number, oldest first. */
  records(after: string | undefined): readonly DynamoDBRecord[];
}

interface Change {
  readonly before: Row | undefined;
  readonly after: Row | undefined;
  /** Epoch seconds. */
  readonly at: number;
}

type View = string | undefined;

const region = "memory";

/** Sequence numbers are 1, 2, 3, … per table. A table without a stream keeps nothing. */
export const createStreamLog = (q: {
  readonly table: string;
  readonly schema: KeySchema;
  readonly view: View;
  readonly now: () => number;
}): StreamLog => {
  const changes: Change[] = [];
  const names = partsOf(q.schema).map(({ name }) => name);
  return {
    add: (before, after) => {
      if (q.view !== undefined) changes.push({ before, after, at: Math.floor(q.now() / 1000) });
    },
    records: (after) => {
      const from = after === undefined ? 0 : Number(after);
      return changes.slice(from).map((change, index) => recordOf(change, from + index + 1, { ...q, names }));
    },
  };
};

/** Made anew at every reading, so that no function can change what another one is given. */
const recordOf = (
  { before, after, at }: Change,
  sequence: number,
  { table, view, names }: { readonly table: string; readonly view: View; readonly names: readonly string[] },
): DynamoDBRecord => {
  const item = (after ?? before)?.item ?? {};
  const hasNew = after !== undefined && (view === "NEW_IMAGE" || view === "NEW_AND_OLD_IMAGES");
  const hasOld = before !== undefined && (view === "OLD_IMAGE" || view === "NEW_AND_OLD_IMAGES");
  return {
    eventID: `${table}-${sequence}`,
    eventName: before === undefined ? "INSERT" : after === undefined ? "REMOVE" : "MODIFY",
    eventVersion: "1.1",
    eventSource: "aws:dynamodb",
    awsRegion: region,
    eventSourceARN: `arn:aws:dynamodb:${region}:000000000000:table/${table}/stream/1`,
    dynamodb: {
      ApproximateCreationDateTime: at,
      Keys: image(Object.fromEntries(names.flatMap((name) => (item[name] === undefined ? [] : [[name, item[name]]])))),
      ...(hasNew && { NewImage: image(after.item) }),
      ...(hasOld && { OldImage: image(before.item) }),
      SequenceNumber: String(sequence),
      SizeBytes: (hasNew ? after.size : 0) + (hasOld ? before.size : 0),
      StreamViewType: view as "NEW_IMAGE",
    },
  };
};

/** Lambda types the same values once more. */
const image = (attributes: Attributes) => copyOf(attributes) as unknown as Record<string, AttributeValue>;
