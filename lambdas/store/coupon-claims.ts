import { DeleteCommand, GetCommand, PutCommand, paginateQuery } from "@aws-sdk/lib-dynamodb";
import { type Carrier, type CouponClaim, carriedBy, notCarriedBy } from "../domain/coupon-claim.ts";
import { claimIdOf } from "../domain/coupon-code.ts";
import { RekindleError } from "../shared/errors.ts";
import { conditionFailure, conditionHeld, expectItem, type Item } from "./attributes.ts";
import { couponClaimKey, couponClaimsId } from "./keys.ts";
import { poolTriesMax } from "./limits.ts";
import { forgetDraw, forgetting } from "./pool-draws.ts";
import { type PoolTable, readHead, sheetItems, transact } from "./pool-item.ts";

/** Which journey's claim. */
export type ClaimQuestion = Pick<CouponClaim, "couponId" | "customerId" | "campaignId" | "occurrence">;

const keyOf = (q: ClaimQuestion) => couponClaimKey({ customerId: q.customerId, claimId: claimIdOf(q.couponId, q) });

/** `version` counts the writes of the claim: carriers come and go, and nobody may overlook one. */
interface StoredClaim {
  readonly claim: CouponClaim;
  readonly version: number;
}

const storedClaimOf = (stored: Item): StoredClaim => {
  const {
    id: _id,
    kind: _kind,
    version,
    ...claim
  } = expectItem<CouponClaim & Item>(stored, "coupon claim", {
    couponId: "string",
    code: "string",
    customerId: "string",
    version: "number",
  });
  return { claim: claim as unknown as CouponClaim, version: Number(version) };
};

const read = async ({ dynamo, name }: PoolTable, q: ClaimQuestion): Promise<StoredClaim | undefined> => {
  const { Item: item } = await dynamo.send(new GetCommand({ TableName: name, Key: keyOf(q), ConsistentRead: true }));
  return item === undefined ? undefined : storedClaimOf(item);
};

export const readClaim = async (table: PoolTable, q: ClaimQuestion): Promise<CouponClaim | undefined> =>
  (await read(table, q))?.claim;

/** Returns the claim that stands afterwards: this one, or the one that the journey had before. */
export const putClaim = async ({ dynamo, name }: PoolTable, claim: CouponClaim): Promise<CouponClaim> => {
  try {
    await dynamo.send(
      new PutCommand({
        TableName: name,
        Item: { ...claim, ...keyOf(claim), version: 1 },
        ConditionExpression: "attribute_not_exists(id)",
        ReturnValuesOnConditionCheckFailure: "ALL_OLD",
      }),
    );
    return claim;
  } catch (error) {
    const existing = conditionFailure(error)?.existing;
    if (existing === undefined) throw error;
    return storedClaimOf(existing).claim;
  }
};

/** The same for a draw that somebody else began, as long as its note stands. False when a claim or no note was met. */
export const putClaimForNote = async (table: PoolTable, claim: CouponClaim, draw: string): Promise<boolean> => {
  const item = { ...claim, ...keyOf(claim), version: 1 };
  const put = { TableName: table.name, Item: item, ConditionExpression: "attribute_not_exists(id)" };
  const forget = forgetting(table, { couponId: claim.couponId, draw, number: claim.number });
  return (await transact(table, [{ Put: put }, { Update: forget }])) === "written";
};

/** The journey's claim with this message among its carriers; undefined when the journey has none (any more). */
export const joinClaim = async (
  table: PoolTable,
  q: ClaimQuestion & { readonly carrier: Carrier },
): Promise<CouponClaim | undefined> => {
  for (let tries = 1; tries <= poolTriesMax; tries += 1) {
    const stored = await read(table, q);
    if (stored === undefined) return undefined;
    const carriers = carriedBy(stored.claim.carriers, q.carrier);
    if (carriers === stored.claim.carriers || (await replaced(table, stored, carriers)))
      return { ...stored.claim, carriers };
  }
  throw contended(q);
};

/**
 * One message less carries the code; with the last one the claim goes and the code gets a new number at the end of the
 * pool, in one transaction, so that no instant sees it twice or nowhere. Returns whether the code is free again.
 */
export const leaveClaim = async (
  table: PoolTable,
  q: ClaimQuestion & { readonly carrier: Carrier },
): Promise<boolean> => {
  for (let tries = 1; tries <= poolTriesMax; tries += 1) {
    const stored = await read(table, q);
    if (stored === undefined) return false;
    const carriers = notCarriedBy(stored.claim.carriers, q.carrier);
    const isLast = carriers.length === 0;
    if (!isLast && carriers.length === stored.claim.carriers.length) return false;
    if (await (isLast ? dissolved(table, stored) : replaced(table, stored, carriers))) return isLast;
  }
  throw contended(q);
};

const contended = ({ couponId }: ClaimQuestion): RekindleError =>
  new RekindleError("pool-contended", "A claim was written by others at every try.", { data: { couponId } });

const unchanged = (version: number) => ({
  ConditionExpression: "version = :version",
  ExpressionAttributeValues: { ":version": version },
});

const replaced = (
  { dynamo, name }: PoolTable,
  { claim, version }: StoredClaim,
  carriers: readonly Carrier[],
): Promise<boolean> =>
  conditionHeld(
    dynamo.send(
      new PutCommand({
        TableName: name,
        Item: { ...claim, carriers, ...keyOf(claim), version: version + 1 },
        ...unchanged(version),
      }),
    ),
  );

const dissolved = async (table: PoolTable, { claim, version }: StoredClaim): Promise<boolean> => {
  const { couponId, code } = claim;
  const head = await readHead(table, couponId);
  if (head === undefined)
    throw new RekindleError("pool-damaged", "A code was given by a pool that is not there.", { data: { couponId } });
  // A note that was left behind would make the claim anew after the code has gone to somebody else.
  for (const { draw } of head.draws.filter(({ number }) => number === claim.number))
    await forgetDraw(table, couponId, draw);
  const items = sheetItems(table, { couponId, end: head.end, codes: [code], isNew: false });
  const result = await transact(table, [
    { Delete: { TableName: table.name, Key: keyOf(claim), ...unchanged(version) } },
    {
      Update: {
        ...items.head,
        UpdateExpression: `${items.head.UpdateExpression}, returned = :returned`,
        ExpressionAttributeValues: { ...items.head.ExpressionAttributeValues, ":returned": head.returned + 1 },
      },
    },
    items.sheet,
  ]);
  return result === "written";
};

export const removeClaim = async ({ dynamo, name }: PoolTable, q: ClaimQuestion): Promise<void> => {
  await dynamo.send(new DeleteCommand({ TableName: name, Key: keyOf(q) }));
};

/** Every code of a pool that the customer was given. */
export const claimsOf = async ({ dynamo, name }: PoolTable, customerId: string): Promise<readonly CouponClaim[]> => {
  const query = {
    TableName: name,
    KeyConditionExpression: "id = :id",
    ExpressionAttributeValues: { ":id": couponClaimsId(customerId) },
    ConsistentRead: true,
  };
  const claims: CouponClaim[] = [];
  for await (const { Items: items = [] } of paginateQuery({ client: dynamo }, query))
    claims.push(...items.map((item) => storedClaimOf(item).claim));
  return claims;
};
