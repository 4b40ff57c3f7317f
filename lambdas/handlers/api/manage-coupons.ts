import { randomBytes } from "node:crypto";
import { type Coupon, couponSchema } from "../../domain/coupon.ts";
import type { Problem } from "../../domain/problem.ts";
import type { Snapshot } from "../../domain/rules.ts";
import { schemaProblems } from "../../domain/schema-problems.ts";
import type { Runtime } from "../../shared/runtime.ts";
import { createAuditStore } from "../../store/audit-store.ts";
import { firstSnapshot } from "../../store/campaign-publishing.ts";
import { createCampaignStore } from "../../store/campaign-store.ts";
import { createCouponStore, type Stock } from "../../store/coupon-store.ts";

/** A coupon as people see it: with the stock of its pool, and without the salt, by which codes could be made. */
export type ShownCoupon = Omit<Coupon, "salt" | "empty"> & { readonly stock?: Stock; readonly isLow?: boolean };

export const shownCoupon = async (runtime: Runtime, coupon: Coupon): Promise<ShownCoupon> => {
  if (coupon.kind === "shared") return coupon;
  if (coupon.kind === "generated") {
    const { salt: _, ...shown } = coupon;
    return shown;
  }
  const { empty: _, ...shown } = coupon;
  const stock = await createCouponStore(runtime).stock(coupon.id);
  return { ...shown, stock, isLow: stock.left <= coupon.lowAt };
};

/** Everything a message can give. */
export const listCoupons = async (runtime: Runtime): Promise<readonly ShownCoupon[]> => {
  const coupons = (await publishedCoupons(runtime)) ?? [];
  return Promise.all(coupons.map((coupon) => shownCoupon(runtime, coupon)));
};

const publishedCoupons = async (runtime: Runtime): Promise<readonly Coupon[] | undefined> => {
  const live = await createCampaignStore(runtime).snapshot({ consistent: true });
  return live && (live.coupons ?? []);
};

/** The pool of that id, or why codes cannot be put into it. */
export const poolOrProblem = async (runtime: Runtime, couponId: string): Promise<Problem | undefined> => {
  const coupons = (await publishedCoupons(runtime)) ?? [];
  const coupon = coupons.find(({ id }) => id === couponId);
  if (coupon?.kind === "pool") return undefined;
  const pools = coupons.flatMap(({ id, kind }) => (kind === "pool" ? [id] : []));
  const problem = coupon === undefined ? "there is no such coupon" : `has no pool: it is ${coupon.kind}`;
  return { where: "coupon", problem, received: couponId, allowed: pools.join(", ") || "create a coupon of kind pool" };
};

export type SavedCoupon =
  | { readonly ok: true; readonly coupon: Coupon; readonly isNew: boolean }
  | { readonly ok: false; readonly status: 400 | 409; readonly problems: readonly Problem[] };

/** What a person leaves to us: whether a pool is empty, and a salt that nobody can guess. */
const completed = (input: unknown, known: Coupon | undefined): unknown => {
  if (typeof input !== "object" || input === null) return input;
  const kind: unknown = Reflect.get(input, "kind");
  // A pool without codes is empty until somebody fills it, and messages wait meanwhile.
  if (kind === "pool") return { ...input, empty: known?.kind === "pool" ? known.empty : true };
  if (kind !== "generated" || Reflect.get(input, "salt") !== undefined) return input;
  return { ...input, salt: known?.kind === "generated" ? known.salt : randomBytes(18).toString("base64url") };
};

/** Of what customers hold already nothing may change its meaning. */
const changeProblems = (before: Coupon | undefined, after: Coupon): readonly Problem[] => {
  if (before === undefined || before.kind === after.kind) return [];
  return [{ where: "coupon.kind", problem: "cannot change", received: after.kind, allowed: before.kind }];
};

/**
 * Publishes a coupon, new or changed; in a shop that published nothing yet, with the default settings. Customers inside a journey keep the code they were given; a changed salt or prefix
 * gives another one to those who enter from then on, and to later messages of those inside, so neither may change.
 */
export const saveCoupon = async (
  runtime: Runtime,
  q: { readonly input: unknown; readonly by: string },
): Promise<SavedCoupon> => {
  const campaigns = createCampaignStore(runtime);
  const live = await campaigns.snapshot({ consistent: true });
  const id: unknown = typeof q.input === "object" && q.input !== null ? Reflect.get(q.input, "id") : undefined;
  const before = live?.coupons?.find((coupon) => coupon.id === id);
  const input = completed(q.input, before);
  const parsed = couponSchema.safeParse(input);
  if (!parsed.success) {
    const problems = schemaProblems(parsed.error, { schema: couponSchema, input, root: "coupon" });
    return { ok: false, status: 400, problems };
  }
  const coupon = keptCode(before, parsed.data);
  const problems = changeProblems(before, coupon);
  if (problems.length > 0) return { ok: false, status: 409, problems };
  await campaigns.publish((current) => withCoupon(current ?? firstSnapshot(), coupon));
  const details = { kind: coupon.kind, value: `${coupon.value.amount} ${coupon.value.unit}` };
  const at = runtime.clock.now();
  await createAuditStore(runtime).add({ at, by: q.by, action: "save-coupon", subject: coupon.id, details });
  return { ok: true, coupon, isNew: before === undefined };
};

const keptCode = (before: Coupon | undefined, after: Coupon): Coupon =>
  before?.kind === "generated" && after.kind === "generated"
    ? { ...after, prefix: before.prefix, salt: before.salt }
    : after;

/** Senders and uploads may have marked the pool since it was read. */
const withCoupon = <Stands extends Omit<Snapshot, "revision">>(current: Stands, coupon: Coupon): Stands => {
  const known = current.coupons?.find(({ id }) => id === coupon.id);
  const isPool = known?.kind === "pool" && coupon.kind === "pool";
  const saved = isPool ? { ...coupon, empty: known.empty } : coupon;
  const others = (current.coupons ?? []).filter(({ id }) => id !== coupon.id);
  return { ...current, coupons: [...others, saved].toSorted((a, b) => (a.id < b.id ? -1 : 1)) };
};
