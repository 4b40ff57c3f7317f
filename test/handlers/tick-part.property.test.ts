import fc from "fast-check";
import { expect, it } from "vitest";
import { shardsOf, tickPartOf } from "../../lambdas/handlers/tick/tick-part.ts";

it("parts have every shard once between them", () => {
  void fc.assert(
    fc.property(fc.integer({ min: 1, max: 16 }), fc.integer({ min: 1, max: 256 }), (parts, shards) => {
      const all = Array.from({ length: parts }, (_, part) => shardsOf(tickPartOf({ part, parts }), shards)).flat();

      expect(all.toSorted((a, b) => a - b)).toEqual(Array.from({ length: shards }, (_, shard) => shard));
    }),
  );
});

it("a call without a part is the whole tick", () => {
  for (const event of [undefined, null, {}, { source: "aws.scheduler" }])
    expect(tickPartOf(event)).toEqual({ part: 0, parts: 1 });
});
