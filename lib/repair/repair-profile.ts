import { replanned } from "../../lambdas/domain/advance.ts";
import { gapsOf } from "../../lambdas/domain/cadence.ts";
import type { CustomerEvent } from "../../lambdas/domain/event.ts";
import type { Difference } from "../../lambdas/domain/figure-differences.ts";
import type { Profile } from "../../lambdas/domain/profile.ts";
import type { Rules } from "../../lambdas/domain/rules.ts";
import { repairedProfile } from "../../lambdas/domain/verify-profile.ts";
import { outboxFor } from "../../lambdas/handlers/outbox-for.ts";
import type { Clock } from "../../lambdas/shared/clock.ts";
import type { CustomerStore } from "../../lambdas/store/customer-store.ts";

/** `too-early`: an event of this customer may still lie in the stream, and folding it later would count it twice. */
export type RepairOutcome = "repaired" | "too-early" | "conflict";

export interface Repairer {
  repair(q: {
    readonly profile: Profile;
    readonly events: readonly CustomerEvent[];
    readonly newestReceivedAt: number | undefined;
    readonly differences: readonly Difference[];
  }): Promise<RepairOutcome>;
}

export interface RepairerOptions {
  readonly customers: Pick<CustomerStore, "save">;
  readonly clock: Clock;
  readonly rules: Rules;
  /** Milliseconds after which no event is in the stream any more: a stream holds a record for a day. */
  readonly streamMs: number;
}

/** Below every sequence number, so that the next record of the stream is folded. */
const lowestWatermark = "0";

/** Writes recomputed figures, with the look they call for, if nobody has written the customer since they were read. */
export const createRepairer = ({ customers, clock, rules, streamMs }: RepairerOptions): Repairer => ({
  repair: async ({ profile, events, newestReceivedAt, differences }) => {
    const now = clock.now();
    if (newestReceivedAt !== undefined && newestReceivedAt > now - streamMs) return "too-early";
    const repaired = repairedProfile(profile, events, { differences, shopZone: rules.settings.shop.timeZone });
    const next = replanned({ ...repaired, watermark: repaired.watermark ?? lowestWatermark }, now, rules);
    const outbox = outboxFor({ reservations: [], looks: [], actions: [], ...gapChange(profile, next) }, now, rules);
    return (await customers.save(next, outbox)) === "saved" ? "repaired" : "conflict";
  },
});

/** The shop's own gap between orders is a sum over customers, so it has to hear of the change. */
const gapChange = (before: Profile, after: Profile) => {
  const [from, to] = [gapsOf(before.orders), gapsOf(after.orders)];
  const gaps = { count: to.gapCount - from.gapCount, ms: to.gapMsTotal - from.gapMsTotal };
  return gaps.count === 0 && gaps.ms === 0 ? {} : { gaps };
};
