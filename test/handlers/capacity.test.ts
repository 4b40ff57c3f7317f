import { describe, expect, it } from "vitest";
import { measureMessages } from "../../lib/bench/message-capacity.ts";
import { measureTicks } from "../../lib/bench/tick-capacity.ts";

const slowMachineMs = 60_000;

describe("capacity of one accepted message", () => {
  it(
    "is at most 8 write and 2 read units when 200 messages to customers of just under 2 KB are due at one tick",
    async () => {
      const contacts = 12;

      const used = await measureMessages({ messages: 200, contacts });

      expect(used.accepted).toBe(200);
      expect(used.itemBytes).toBeGreaterThan(1_900);
      expect(used.itemBytes).toBeLessThanOrEqual(2_048);
      expect(used.writeUnits).toBeLessThanOrEqual(8);
      expect(used.readUnits).toBeLessThanOrEqual(2);
    },
    slowMachineMs,
  );
});

describe("capacity of a tick", () => {
  it(
    "grows with who is due and not with who sleeps",
    async () => {
      const [few, many] = await measureTicks({ due: 100, sleeping: [300, 3_000] });

      expect(few?.readUnits).toBeGreaterThan(0);
      expect(many?.readUnits).toBe(few?.readUnits);
    },
    slowMachineMs,
  );
});
