import { hashOf, numberOf } from "./hash.ts";

/** Profiles in a sample of a large shop. Reading them costs the same however many customers there are. */
export const sampleSizeDefault = 1_000;

/** Customers that a part of the table is meant to hold: few, so that a sample has many parts, and enough to be worth a call. */
const customersPerPart = 25;

/** The table takes no more. */
const partsMax = 1_000_000;

/** Which parts of all customers a sample reads whole. */
export interface SamplePlan {
  /** Into how many parts the table divides its customers, by a hash of their ids. */
  readonly parts: number;
  /** The parts to read, each one once, in the order in which they are read. */
  readonly chosen: readonly number[];
}

export interface SampleQuestion {
  /** How many customers there are said to be; it may be hours old, and wrong. */
  readonly counted: number;
  /** Profiles wanted; a shop with fewer is read whole. */
  readonly size: number;
  /** Draws the sample: the same salt and the same count draw the same parts. */
  readonly salt: string;
}

/**
 * A part is a range of the hashes of customers' ids, so who falls into one has nothing to do with who they are; and every part
 * is as likely as any other, because they are taken at even distances from a place that the salt draws. So each customer
 * has the same chance to be in the sample, and what share of it a predicate holds is an unbiased estimate.
 */
export const samplePlan = ({ counted, size, salt }: SampleQuestion): SamplePlan => {
  const parts = Math.min(partsMax, Math.max(1, Math.ceil(counted / customersPerPart)));
  const wanted = Math.min(parts, Math.max(1, Math.ceil(size / customersPerPart)));
  const start = numberOf(hashOf(salt, "sample")) % parts;
  const chosen = Array.from({ length: wanted }, (_, turn) => (start + Math.floor((turn * parts) / wanted)) % parts);
  return { parts, chosen };
};

/** True when the sample holds every customer there is. */
export const isWhole = ({ parts, chosen }: SamplePlan): boolean => chosen.length === parts;

/** What a sample was read by, and how much it found. */
export interface SampleFound {
  readonly plan: SamplePlan;
  readonly counted: number;
  readonly found: number;
}

/** Standard deviations by which a count may miss what the sample finds before it is taken to be out of date. */
const trustedDeviations = 4;

/**
 * How many customers there are: exactly, when all were read; else as the table counted them, unless the sample shows that
 * this count is out of date, because many came or went since.
 */
export const customersThere = ({ plan, counted, found }: SampleFound): number => {
  if (isWhole(plan)) return found;
  const share = plan.chosen.length / plan.parts;
  const expected = counted * share;
  const deviation = Math.sqrt(Math.max(1, expected) * (1 - share));
  return Math.abs(found - expected) <= trustedDeviations * deviation ? counted : Math.round(found / share);
};
