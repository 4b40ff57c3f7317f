import type { DynamoDBRecord, SQSRecord } from "aws-lambda";
import type { Action } from "../../lambdas/domain/action.ts";
import type { Look } from "../../lambdas/domain/decide.ts";
import type { DecisionRecord, Reservation } from "../../lambdas/domain/message.ts";
import type { Profile } from "../../lambdas/domain/profile.ts";
import type { Snapshot } from "../../lambdas/domain/rules.ts";
import { imageOf } from "../../lambdas/handlers/stream-image.ts";
import { profileOfItem } from "../../lambdas/store/customer-item.ts";
import { outboxOf } from "../../lambdas/store/customer-store.ts";
import type { Submission } from "./submission.ts";
import { partsOf, type TableCall } from "./table-gate.ts";

/** A submission with what was true when it left. */
export interface Submitted extends Submission {
  /** Of the claim under which it was made. */
  readonly attempt: number | undefined;
  /** The customer as this function last read it, after its claim; undefined when it did not read it then. */
  readonly read: { readonly profile: Profile | undefined } | undefined;
  accepted?: boolean;
  /** The provider said that it was too fast, and did not take it. */
  throttled?: boolean;
}

/** What a person said became of an attempt, once it was stored. */
export interface PersonSaid extends DecisionRecord {
  readonly messageKey: string;
}

export interface Decided {
  readonly reservation: Reservation;
  readonly customerId: string;
  /** When the slot began to count. */
  readonly at: number;
}

/** What an observer of the whole system knows. The laws are judged by it, and it asks none of the engine's rules. */
export interface Facts {
  readonly published: { readonly at: number; readonly snapshot: Snapshot }[];
  readonly submitted: Submitted[];
  /** By message key and attempt. */
  readonly decided: ReadonlyMap<string, Decided>;
  /** Orders that were answered with success. */
  readonly promised: Set<string>;
  readonly said: readonly PersonSaid[];
  /** What decisions asked for besides messages, each as often as it was decided. */
  readonly actions: readonly { readonly customerId: string; readonly action: Action }[];
  /** Keys of messages that were reserved anew although they had been before. */
  readonly reservedTwice: readonly string[];
  readonly looks: readonly { readonly day: string; readonly look: Look }[];
  /** Emails of which feedback was told that they were delivered, by message key. */
  readonly delivered: ReadonlySet<string>;
  /** Writes of a customer that did not follow the one before. */
  readonly leaps: readonly string[];
  snapshot(): Snapshot;
  onTableCall(call: TableCall): void;
  onRecord(table: string, record: DynamoDBRecord): void;
  onSubmit(submission: Submission): Submitted;
  /** Feedback handled these without a failure. */
  readonly onHeard: (records: readonly SQSRecord[]) => void;
}

/** Whether a person said of this call that it did not count: it failed, or it was to be sent again. */
export const isGivenUp = ({ messageKey, attempt }: Submitted, { said }: Pick<Facts, "said">): boolean =>
  said.some((each) => each.messageKey === messageKey && each.attempt === attempt && each.decision !== "accepted");

export const attemptKey = (messageKey: string, attempt: number): string => `${messageKey} ${attempt}`;

interface Reading {
  readonly order: number;
  readonly profile: Profile | undefined;
}

const profileIn = (value: unknown): Profile | undefined => {
  const { Item: item } = value as { readonly Item?: Record<string, unknown> };
  return item === undefined ? undefined : profileOfItem(item);
};

const saidIn = (input: object): readonly PersonSaid[] =>
  partsOf(input).flatMap(({ Key: key, ExpressionAttributeValues: values }) => {
    const decision = (values as { readonly ":decision"?: DecisionRecord } | undefined)?.[":decision"];
    return decision === undefined ? [] : [{ ...decision, ...(key as { readonly messageKey: string }) }];
  });

interface SesEvent {
  readonly eventType?: string;
  readonly mail?: { readonly tags?: Readonly<Record<string, readonly string[]>> };
}

/** Read as SES documents it, without the domain's own reader. */
const deliveredIn = ({ body }: SQSRecord): readonly string[] => {
  const { eventType, mail } = JSON.parse((JSON.parse(body) as { readonly Message: string }).Message) as SesEvent;
  return eventType === "Delivery" ? (mail?.tags?.message_key ?? []) : [];
};

export interface FactTables {
  readonly customers: string;
  readonly messages: string;
}

/** Every write of a customer is made under the version before it. */
const createVersionWatch = () => {
  const leaps: string[] = [];
  const versions = new Map<string, number>();
  const follow = (record: DynamoDBRecord): void => {
    const customerId = record.dynamodb?.Keys?.customerId?.S ?? "";
    const version = Number(record.dynamodb?.NewImage?.version?.N);
    const before = versions.get(customerId) ?? 0;
    if (version !== before + 1) leaps.push(`${customerId} was written as version ${version} after version ${before}`);
    versions.set(customerId, version);
  };
  return { leaps, follow };
};

/** A write that still carries the outbox of the one before decided nothing. */
const createOutboxes = () => {
  const last = new Map<string, string>();
  return (record: DynamoDBRecord) => {
    const found = outboxOf(imageOf(record));
    const written = JSON.stringify(found?.outbox);
    if (found === undefined || last.get(found.customerId) === written) return undefined;
    last.set(found.customerId, written);
    return found;
  };
};

/** What the outboxes say, and what they say again that was said before. */
const createDecisions = () => {
  const decided = new Map<string, Decided>();
  const looks: { readonly day: string; readonly look: Look }[] = [];
  const actions: { readonly customerId: string; readonly action: Action }[] = [];
  const reservedTwice: string[] = [];
  const note = ({ customerId, outbox }: NonNullable<ReturnType<typeof outboxOf>>): void => {
    for (const reservation of outbox.reservations) {
      const key = attemptKey(reservation.messageKey, reservation.attempt);
      if (decided.has(key)) reservedTwice.push(key);
      decided.set(key, { reservation, customerId, at: outbox.at });
    }
    for (const action of outbox.actions) actions.push({ customerId, action });
    for (const look of outbox.looks) looks.push({ day: outbox.day, look });
  };
  return { decided, looks, actions, reservedTwice, note };
};

export const createFacts = (tables: FactTables): Facts => {
  const published: Facts["published"] = [];
  const submitted: Submitted[] = [];
  const { note, ...decisions } = createDecisions();
  const said: PersonSaid[] = [];
  const readings = new Map<string, Reading>();
  const freshOutbox = createOutboxes();
  const claims = new Map<string, { readonly order: number; readonly attempt: number }>();
  const delivered = new Set<string>();
  const { leaps, follow } = createVersionWatch();
  let order = 0;

  return {
    delivered,
    leaps,
    onHeard: (records) => {
      for (const key of records.flatMap(deliveredIn)) delivered.add(key);
    },
    published,
    submitted,
    ...decisions,
    said,
    promised: new Set(),
    snapshot: () => {
      const last = published.at(-1);
      if (last === undefined) throw new Error("Nothing was published yet.");
      return last.snapshot;
    },
    onTableCall: ({ instance, command, table, input, answer }) => {
      order += 1;
      if (!answer.ok) return;
      if (command === "GetCommand" && table === tables.customers) {
        const { customerId } = input.Key as { readonly customerId: string };
        readings.set(`${instance} ${customerId}`, { order, profile: profileIn(answer.value) });
      }
      if (command === "TransactWriteCommand" && table === tables.messages) said.push(...saidIn(input));
      if (command === "PutCommand" && table === tables.messages) {
        const item = input.Item as { readonly messageKey: string; readonly attempt: number };
        claims.set(`${instance} ${item.messageKey}`, { order, attempt: item.attempt });
      }
    },
    onRecord: (table, record) => {
      if (table !== tables.customers || record.eventName === "REMOVE") return;
      follow(record);
      const found = freshOutbox(record);
      if (found !== undefined) note(found);
    },
    onSubmit: (submission) => {
      const claim = claims.get(`${submission.instance} ${submission.messageKey}`);
      const reading = readings.get(`${submission.instance} ${submission.customerId}`);
      const isFresh = claim !== undefined && reading !== undefined && reading.order > claim.order;
      const found: Submitted = {
        ...submission,
        attempt: claim?.attempt,
        read: isFresh ? { profile: reading.profile } : undefined,
      };
      submitted.push(found);
      return found;
    },
  };
};
