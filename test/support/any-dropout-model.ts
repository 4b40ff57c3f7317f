import * as fc from "fast-check";
import type { DropoutModel } from "../../lambdas/domain/value/dropout-model.ts";

const between = (min: number, max: number) => fc.double({ min, max, noNaN: true });

/** Of either family, with every regularity; a rhythm between days and years. */
export const anyDropoutModel: fc.Arbitrary<DropoutModel> = fc.record({
  dropsAtFirst: fc.boolean(),
  regularity: fc.integer({ min: 1, max: 6 }),
  parameters: fc.record({ r: between(0.1, 3), alpha: between(0.2, 30), a: between(0.05, 3), b: between(0.1, 8) }),
});
