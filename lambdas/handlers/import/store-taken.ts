import type { CustomerEvent } from "../../domain/event.ts";
import { hash53 } from "../../domain/intake/fingerprints.ts";
import type { Taken } from "../../domain/intake/intake.ts";
import type { Runtime } from "../../shared/runtime.ts";
import { saveProducts } from "../../store/catalogue.ts";
import { createEventStore } from "../../store/event-store.ts";
import { lanes } from "./limits.ts";

/** Stores what rows came to. A repeat changes nothing: events carry ids of their content, products the instant of the import. */
export const storeTaken = async (runtime: Runtime, taken: readonly Taken[], at: number): Promise<void> => {
  const events = taken.flatMap((one) => (one.kind === "event" ? [one.event] : []));
  const products = taken.flatMap((one) => (one.kind === "product" ? [one.product] : []));
  const store = createEventStore(runtime);
  await Promise.all(inLanes(events).map((lane) => store.append(lane)));
  if (products.length > 0) await saveProducts(runtime, products, at);
};

const inLanes = (events: readonly CustomerEvent[]): readonly (readonly CustomerEvent[])[] => {
  const all: CustomerEvent[][] = Array.from({ length: lanes }, () => []);
  for (const event of events) all[laneOf(event.customerId)]?.push(event);
  return all.filter((lane) => lane.length > 0);
};
const laneOf = (customerId: string): number => hash53(customerId) % lanes;
