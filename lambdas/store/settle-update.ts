import type { UpdateCommandInput } from "@aws-sdk/lib-dynamodb";
import type { MessageStatus } from "../domain/message.ts";
import { leaseShard, parkedShard } from "./keys.ts";
import type { Settle } from "./message-store.ts";

type UpdateParts =
  | "UpdateExpression"
  | "ConditionExpression"
  | "ExpressionAttributeNames"
  | "ExpressionAttributeValues";
type SettleUpdate = { readonly [Part in UpdateParts]-?: NonNullable<UpdateCommandInput[Part]> };

/** Only these wait for a result; a lease on any other status, unless it is asked for, would be found a second time. */
const mayHaveLease: ReadonlySet<MessageStatus> = new Set(["submitting", "in-doubt"]);

/**
 * A result arrives, in time:
 *
 *     send       claims ── calls the provider ── settles "accepted" if it is still submitting at this attempt
 *     tick            the lease passes ── settles "in-doubt" if it is still submitting
 *     feedback                  evidence ── settles "delivered" if it is submitting, in-doubt or accepted
 *
 * Whoever comes second finds another status than it expected and is refused with the message as it stands.
 */
export const settleUpdate = (q: Settle): SettleUpdate => {
  const changes = changesOf(q);
  const entries = Object.entries(changes);
  const sets = entries.filter(([, value]) => value !== null).map(([name]) => `#${name} = :${name}`);
  const removes = entries.filter(([, value]) => value === null).map(([name]) => `#${name}`);
  const statuses = Object.fromEntries(q.expected.statuses.map((status, index) => [`:expected${index}`, status]));

  const stillExpected = `#status IN (${Object.keys(statuses).join(", ")})`;
  const sameAttempt = "#attempt = :attempt";
  const { attempt } = q.expected;
  return {
    UpdateExpression: `SET ${sets.join(", ")}${removes.length === 0 ? "" : ` REMOVE ${removes.join(", ")}`}`,
    ConditionExpression: attempt === undefined ? stillExpected : `${stillExpected} AND ${sameAttempt}`,
    ExpressionAttributeNames: {
      ...Object.fromEntries(entries.map(([name]) => [`#${name}`, name])),
      ...(attempt !== undefined && { "#attempt": "attempt" }),
    },
    ExpressionAttributeValues: {
      ...Object.fromEntries(entries.flatMap(([name, value]) => (value === null ? [] : [[`:${name}`, value]]))),
      ...statuses,
      ...(attempt !== undefined && { ":attempt": attempt }),
    },
  };
};

/** The new value per attribute; null removes it, absent keeps it. */
const changesOf = ({ next, now }: Settle): Readonly<Record<string, string | number | object | null>> => ({
  status: next.status,
  updatedAt: now,
  reason: next.reason ?? null,
  ...(next.providerId !== undefined && { providerId: next.providerId }),
  ...(next.submittedAt !== undefined && { submittedAt: next.submittedAt }),
  ...(next.parts !== undefined && { parts: next.parts }),
  ...(next.costMicros !== undefined && { costMicros: next.costMicros }),
  ...(next.rule !== undefined && { rule: next.rule }),
  ...(next.decision !== undefined && { decision: next.decision }),
  ...leaseChanges(next, now),
});

const leaseChanges = (next: Settle["next"], now: number): Readonly<Record<string, number | null>> => {
  // The lease of a parked message is over: the instant only sorts the list of those who wait for a person.
  if (next.status === "parked") return { leaseUntil: now, leaseShard: parkedShard };
  const mayBeFound = mayHaveLease.has(next.status) || next.indexed === true;
  if (!mayBeFound || next.leaseUntil === null) return { leaseUntil: null, leaseShard: null };
  const isIndexed = next.indexed ?? next.status === "in-doubt";
  return {
    ...(next.leaseUntil !== undefined && { leaseUntil: next.leaseUntil }),
    leaseShard: isIndexed ? leaseShard : null,
  };
};
