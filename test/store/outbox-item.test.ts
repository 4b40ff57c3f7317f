import * as fc from "fast-check";
import { expect, it } from "vitest";
import type { Look } from "../../lambdas/domain/look.ts";
import { type Outbox, outboxItemOf, outboxOfItem } from "../../lambdas/store/outbox-item.ts";

const name = fc.stringMatching(/^[a-z]{1,8}$/);

/** A window begins with the arm that the outcome says. */
const look: fc.Arbitrary<Look> = fc
  .record(
    {
      outcome: fc.constantFrom("reserved" as const, "held-out" as const, "capped" as const),
      until: fc.integer({ min: 0, max: 9e12 }),
      capId: name,
      spentCents: fc.integer({ min: -1000, max: 1e9 }),
      variant: name,
    },
    { requiredKeys: ["outcome"], noNullPrototype: true },
  )
  .map(({ outcome, until, capId, spentCents, variant }) => ({
    ...{ campaignId: "a", stepId: "s", outcome },
    ...(until !== undefined && { until }),
    ...(capId !== undefined && { capId }),
    ...(spentCents !== undefined && {
      began: { spentCents, heldOut: outcome === "held-out", ...(variant !== undefined && { variant }) },
    }),
  }));

const empty: Outbox = { at: 1, day: "2026-03-02", reservations: [], looks: [], actions: [] };

it("any looks come back from the outbox as they were", () => {
  void fc.assert(
    fc.property(fc.array(look, { minLength: 1, maxLength: 5 }), (looks) => {
      const item = outboxItemOf({ ...empty, looks });
      expect(item && outboxOfItem(item).looks).toEqual(looks);
    }),
  );
});

it("what events add to counters wakes the report, and comes back as it was", () => {
  const counted = [{ campaignId: "a", day: "2026-03-02", counts: { "treated:orders": 1, "after:revenue": -250 } }];
  const item = outboxItemOf({ ...empty, counted });

  expect(item).toMatchObject({ looked: 0 });
  expect(item && outboxOfItem(item)).toEqual({ ...empty, counted });
  expect(outboxItemOf(empty)).toBeUndefined();
});
