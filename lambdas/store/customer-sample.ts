import { DescribeTableCommand } from "@aws-sdk/client-dynamodb";
import type { Profile } from "../domain/profile.ts";
import { customersThere, isWhole, type SamplePlan, samplePlan, sampleSizeDefault } from "../domain/sample-plan.ts";
import { inParallel } from "../shared/batch.ts";
import { required } from "../shared/environment.ts";
import type { Runtime } from "../shared/runtime.ts";
import { cached } from "./cached-rules.ts";
import { type CustomerStore, createCustomerStore } from "./customer-store.ts";
import { samplePageMax, sampleRoundsMax } from "./limits.ts";

/** Customers drawn without regard to who they are. */
export interface CustomerSample {
  readonly profiles: readonly Profile[];
  /** How many customers there are: exactly when `whole`, else about. */
  readonly of: number;
  /** True when the sample is everybody. */
  readonly whole: boolean;
}

export interface SampleQuery {
  /** How many customers there are said to be; a wrong number costs a few more reads. */
  readonly counted: number;
  /** Profiles wanted. */
  readonly size: number;
  /** The same salt draws the same sample of the same customers. */
  readonly salt: string;
}

/** Reads at once: a part is small, so what counts is the way to the table and back. */
const partsAtOnce = 10;

/** A sample may be so many times larger than asked for before its count is taken to be out of date, or so many times smaller. */
const offMost = 3;

/**
 * A bounded sample of all customers. The table divides them by the hash of their ids into as many parts as it is asked to;
 * some of the parts are read whole. Where the count turns out to be far too low or too high, the parts are drawn anew.
 */
export const sampleCustomers = async (
  customers: Pick<CustomerStore, "scan">,
  q: SampleQuery,
): Promise<CustomerSample> => {
  const most = q.size * offMost;
  let { counted } = q;
  for (let round = 1; ; round += 1) {
    const plan = samplePlan({ ...q, counted });
    const { profiles, isCut } = await readParts(customers, plan, most);
    const whole = isWhole(plan) && !isCut;
    const of = customersThere({ plan, counted, found: profiles.length });
    const isFew = !whole && profiles.length * offMost < q.size;
    // Whoever was cut short shows the few who happened to come first, so another round is worth its reads.
    if (round === sampleRoundsMax || !(isCut || isFew)) return { profiles, of, whole };
    counted = isCut ? Math.max(counted, q.size) * 8 : of;
  }
};

interface Parts {
  readonly profiles: readonly Profile[];
  /** There was more than could be taken. */
  readonly isCut: boolean;
}

/** In the order of the plan, so that the same customers make the same sample, whichever answer comes first. */
const readParts = async (
  customers: Pick<CustomerStore, "scan">,
  { parts, chosen }: SamplePlan,
  most: number,
): Promise<Parts> => {
  const found: (readonly Profile[])[] = [];
  let count = 0;
  await inParallel([...chosen.entries()], partsAtOnce, async ([place, segment]) => {
    const own: Profile[] = [];
    let page: Awaited<ReturnType<CustomerStore["scan"]>> | undefined;
    do {
      if (count > most) return;
      const from = page?.cursor === undefined ? {} : { cursor: page.cursor };
      page = await customers.scan({ segment, segments: parts, limit: samplePageMax, ...from });
      own.push(...page.profiles);
      count += page.profiles.length;
    } while (page.cursor !== undefined);
    found[place] = own;
  });
  return { profiles: found.flat(), isCut: count > most };
};

/** Customers, as the table last counted them; it does so about every six hours and is asked for nothing but that. */
export const customersCounted = async ({ dynamo, environment }: Pick<Runtime, "dynamo" | "environment">) => {
  const table = { TableName: required(environment, "CUSTOMERS_TABLE") };
  return (await dynamo.send(new DescribeTableCommand(table))).Table?.ItemCount ?? 0;
};

/** Milliseconds. Somebody who writes an audience asks after every stroke; the shop does not change that fast. */
export const sampleAgeMsMax = 180_000;

const dayMs = 86_400_000;

/**
 * The sample that estimates go by, read once in a few minutes per instance of a function. All of a day draw the same one, so
 * that of two audiences the larger one never looks smaller.
 */
export const createSampleSource = (runtime: Runtime, size = sampleSizeDefault): (() => Promise<CustomerSample>) => {
  const customers = createCustomerStore(runtime);
  return cached(runtime.clock, sampleAgeMsMax, async () => {
    const salt = `day-${Math.floor(runtime.clock.now() / dayMs)}`;
    return sampleCustomers(customers, { counted: await customersCounted(runtime), size, salt });
  });
};
