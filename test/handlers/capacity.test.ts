import { describe, expect, it } from "vitest";
import { measureMessages } from "../../lib/bench/message-capacity.ts";
import { measureTicks } from "../../lib/bench/tick-capacity.ts";

/** Nothing here is about time: on a machine that is busy with other things it only takes longer. */
const slowMachineMs = 300_000;

describe("capacity of one accepted message", () => {
  it.each([
    { campaigns: 1, contacts: 12 },
    { campaigns: 10, contacts: 11 },
  ] as const)(
    "is at most 8 write and 2 read units when 200 messages to customers of just under 2 KB are due at one tick ($campaigns live)",
    async ({ campaigns, contacts }) => {
      const used = await measureMessages({ campaigns, messages: 200, contacts });

      expect(used.accepted).toBe(200);
      expect(Object.values(used.acceptedBy)).toEqual(Array.from({ length: campaigns }, () => 200 / campaigns));
      expect(used.itemBytes).toBeGreaterThan(1_900);
      expect(used.itemBytes).toBeLessThanOrEqual(2_048);
      expect(used.writeUnits).toBeLessThanOrEqual(8);
      expect(used.readUnits).toBeLessThanOrEqual(2);
    },
    slowMachineMs,
  );
});

describe("capacity of a customer's first message under a hold-out of the shop", () => {
  it(
    "stays within the same bounds, although a window begins that is counted besides",
    async () => {
      // One customer in ten thousand is held out: none of these.
      const used = await measureMessages({ campaigns: 1, messages: 100, contacts: 12, heldOutPercent: 0.01 });

      expect(used.accepted).toBe(100);
      expect(used.writeUnits).toBeLessThanOrEqual(8);
      expect(used.readUnits).toBeLessThanOrEqual(2);
    },
    slowMachineMs,
  );
});

describe("capacity of a tick", () => {
  it.each([1, 10] as const)(
    "grows with who is due and not with who sleeps (%i live)",
    async (campaigns) => {
      const [few, many] = await measureTicks({ campaigns, due: 100, sleeping: [300, 3_000] });

      expect(few?.readUnits).toBeGreaterThan(0);
      expect(many?.readUnits).toBe(few?.readUnits);
    },
    slowMachineMs,
  );
});
