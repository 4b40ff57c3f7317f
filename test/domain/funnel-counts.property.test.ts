import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Look } from "../../lambdas/domain/advance.ts";
import { changeCounted, looksCounted, sumCounts } from "../../lambdas/domain/funnel-counts.ts";
import { type Message, messageStatuses } from "../../lambdas/domain/message.ts";

const day = "2026-01-02";
const look: fc.Arbitrary<Look> = fc.record({
  campaignId: fc.constantFrom("a", "b"),
  stepId: fc.constant("s"),
  outcome: fc.constantFrom("reserved", "held-out", "capped", "outranked", "quiet-hours"),
});

describe("the funnel", () => {
  it("adds up for every campaign: looked at = reserved + held out + skipped", () => {
    void fc.assert(
      fc.property(fc.array(look), (looks) => {
        const additions = looksCounted({ looks, day });

        for (const { counts } of additions) {
          const { lookedAt, ...rest } = counts;
          expect(Object.values(rest).reduce((sum, count) => sum + count, 0)).toBe(lookedAt);
        }
        expect(additions.reduce((sum, { counts }) => sum + (counts.lookedAt ?? 0), 0)).toBe(looks.length);
      }),
    );
  });

  it("counts a message once, under the status it stands in, however it got there", () => {
    const message = { campaignId: "a", day, channel: "email" } as Message;
    void fc.assert(
      fc.property(fc.array(fc.constantFrom(...messageStatuses), { minLength: 1 }), (statuses) => {
        const changes = statuses.map((status, index) => {
          const before = statuses[index - 1];
          return changeCounted({
            ...(before !== undefined && { before: { ...message, status: before } }),
            after: { ...message, status },
          });
        });

        const sums = sumCounts(changes.flat().map(({ counts }) => counts));

        const stands = Object.entries(sums).filter(([name]) => name.startsWith("status:"));
        expect(Object.fromEntries(stands)).toEqual({ [`status:${statuses.at(-1)}`]: 1 });
        const wasTaken = ["accepted", "delivered", "bounced", "complained"].includes(statuses.at(-1) ?? "");
        expect(sums["email:sent"]).toBe(wasTaken ? 1 : undefined);
      }),
    );
  });

  it("counts a decision under its campaign and day", () => {
    const looks: Look[] = [{ campaignId: "a", stepId: "s", outcome: "reserved" }];

    const additions = looksCounted({ looks, day });

    expect(additions).toEqual([{ campaignId: "a", day, counts: { lookedAt: 1, reserved: 1 } }]);
  });
});
