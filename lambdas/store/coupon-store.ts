import type { Carrier, CouponClaim } from "../domain/coupon-claim.ts";
import { required } from "../shared/environment.ts";
import type { Runtime } from "../shared/runtime.ts";
import {
  type ClaimQuestion,
  claimsOf,
  joinClaim,
  leaveClaim,
  putClaim,
  putClaimForNote,
  readClaim,
  removeClaim,
} from "./coupon-claims.ts";
import { openDrawsMax } from "./limits.ts";
import { drawNumber, forgetDraw, returnDraw } from "./pool-draws.ts";
import { createSheetReader, type OpenDraw, type PoolHead, type PoolTable, readHead } from "./pool-item.ts";

export type { ClaimQuestion } from "./coupon-claims.ts";

export interface TakeQuestion extends ClaimQuestion {
  readonly carrier: Carrier;
  readonly now: number;
  readonly expiresAt?: number | undefined;
  /** Whether the journey may have a code already. It is only a hint that spares a read: a wrong one costs a few writes. */
  readonly mayHave: boolean;
}

export interface Stock {
  readonly left: number;
  /** Held by customers or used by them. */
  readonly given: number;
  readonly uploaded: number;
}

/** The codes of pools. */
export interface CouponStore {
  /**
   * The journey's code: the one it has, else the next of the pool. However often and by however many it is asked for, a
   * journey has one code and a code one journey. Undefined when the pool is empty.
   */
  take(q: TakeQuestion): Promise<CouponClaim | undefined>;
  /** This message told nobody its code. True when the code is free again, because no other message of the journey carries it. */
  release(q: ClaimQuestion & { readonly carrier: Carrier }): Promise<boolean>;
  find(q: ClaimQuestion): Promise<CouponClaim | undefined>;
  /** Every code of a pool that the customer was given. */
  ofCustomer(customerId: string): Promise<readonly CouponClaim[]>;
  /** Nobody knows any more who held them. The codes stay given. */
  forgetCustomer(customerId: string, pools: readonly string[]): Promise<void>;
  /** Exact. Nothing was ever uploaded: all zero. */
  stock(couponId: string): Promise<Stock>;
  /** Finishes what senders that broke off have begun: afterwards every given code is a customer's. Returns how many. */
  settleDraws(couponId: string): Promise<number>;
}

interface Pools {
  readonly table: PoolTable;
  readonly codeAt: (couponId: string, number: number) => Promise<string>;
}

export const createCouponStore = (runtime: Pick<Runtime, "dynamo" | "environment">): CouponStore => {
  const table: PoolTable = { dynamo: runtime.dynamo, name: required(runtime.environment, "CAMPAIGNS_TABLE") };
  const pools: Pools = { table, codeAt: createSheetReader(table) };
  return {
    take: (q) => take(pools, q),
    release: (q) => leaveClaim(table, q),
    find: (q) => readClaim(table, q),
    stock: async (couponId) => stockOf(await readHead(table, couponId)),
    settleDraws: (couponId) => settleDraws(pools, couponId),
    ofCustomer: (customerId) => claimsOf(table, customerId),
    forgetCustomer: async (customerId, all) => {
      // A note that a sender left behind names the customer as well.
      for (const couponId of all) await settleDraws(pools, couponId, customerId);
      for (const claim of await claimsOf(table, customerId)) await removeClaim(table, claim);
    },
  };
};

const stockOf = (head: PoolHead | undefined): Stock => {
  if (head === undefined) return { left: 0, given: 0, uploaded: 0 };
  const { next, end, returned } = head;
  return { left: end - next, given: next - returned, uploaded: end - returned };
};

const take = async (pools: Pools, q: TakeQuestion): Promise<CouponClaim | undefined> =>
  (q.mayHave ? await joinClaim(pools.table, q) : undefined) ?? (await draw(pools, q));

/**
 * A code is given, in time:
 *
 *     1. draw     the head gives the next number and notes for whom
 *     2. claim    the claim is put if the journey has none: who draws for the same journey meanwhile finds it
 *     3. forget   the note goes; or, when the journey had a code, the drawn one gets a new number
 *
 * A crash after 1 or 2 leaves the note, by which `settleDraws` does 2 and 3; doing them twice changes nothing.
 */
const draw = async (pools: Pools, q: TakeQuestion): Promise<CouponClaim | undefined> => {
  const { table } = pools;
  const { couponId, customerId, campaignId, occurrence, carrier, expiresAt } = q;
  const owner = { couponId, customerId, campaignId, occurrence };
  const note = { ...owner, at: q.now, ...(expiresAt !== undefined && { expiresAt }), carriers: [carrier] };
  // An attempt draws once, so a note is never written again after it was forgotten.
  const name = `${carrier.messageKey}-${carrier.attempt}`;
  const drawn = await drawNumber(table, { couponId, draw: name, note });
  if (drawn === undefined) return undefined;
  const claim = await settle(pools, couponId, { draw: name, number: drawn.number, note });
  const open = drawn.head.draws.filter((one) => one.draw !== name);
  if (open.length > openDrawsMax) for (const other of open) await finish(pools, couponId, other);
  // The claim of an earlier message does not know of this one yet.
  return claim.carriers.some(({ messageKey }) => messageKey === carrier.messageKey)
    ? claim
    : ((await joinClaim(table, q)) ?? draw(pools, q));
};

const settleDraws = async (pools: Pools, couponId: string, customerId?: string): Promise<number> => {
  const { draws = [] } = (await readHead(pools.table, couponId)) ?? {};
  const meant = draws.filter(({ note }) => customerId === undefined || note.customerId === customerId);
  for (const one of meant) await finish(pools, couponId, one);
  return meant.length;
};

/** For a draw of one's own. */
const settle = async ({ table, codeAt }: Pools, couponId: string, drawn: OpenDraw): Promise<CouponClaim> => {
  const { draw: name, number, note } = drawn;
  const code = await codeAt(couponId, number);
  const claim = await putClaim(table, { ...note, code, number });
  if (claim.number === number) await forgetDraw(table, couponId, name);
  else await returnDraw(table, { couponId, draw: name, number, code });
  return claim;
};

/**
 * For a draw of somebody else, who may be at it right now or may have broken off. The claim is put and the note goes in one
 * transaction: otherwise the message could fail and give the code back in between, and the claim would come back to life.
 */
const finish = async ({ table, codeAt }: Pools, couponId: string, drawn: OpenDraw): Promise<void> => {
  const { draw: name, number, note } = drawn;
  const code = await codeAt(couponId, number);
  if (await putClaimForNote(table, { ...note, code, number }, name)) return;
  const claim = await readClaim(table, note);
  if (claim?.number === number) await forgetDraw(table, couponId, name);
  else if (claim !== undefined) await returnDraw(table, { couponId, draw: name, number, code });
};
