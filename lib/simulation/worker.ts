// A process of its own that tells stories one after the other: the parent sends them and hears of each.
import type { Wiring } from "../local/wiring.ts";
import { type Story, simulate } from "./simulate.ts";

interface Order {
  readonly wiring: Wiring;
  readonly stories: readonly Story[];
}

process.once("message", async (message) => {
  const { wiring, stories } = message as Order;
  for (const story of stories) {
    const told = await simulate(wiring, story);
    await new Promise<void>((resolve) => process.send?.(told, () => resolve()));
  }
  process.disconnect();
});
