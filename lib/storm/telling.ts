import type { EventStore } from "../../lambdas/store/event-store.ts";
import type { Told } from "./storm-record.ts";
import type { Happening } from "./storm-shop.ts";

/** Tells the engine what happens in the shop, as time goes by. */
export interface Telling {
  /** Tells everything that has happened by now. */
  tell(now: number): Promise<void>;
  /** Tells what happens at this very moment, without waiting for it. */
  tellNow(happening: Happening): void;
  /** Nothing is being told. */
  isIdle(): boolean;
  /** When the next thing happens, epoch milliseconds. */
  nextAt(): number | undefined;
  readonly told: readonly Told[];
}

const dayMs = 86_400_000;
const atOnce = 500;

/** `rests` counts how often everything came to rest so far. A repeated happening is told again a day later, under the same id. */
export const createTelling = (q: {
  readonly events: Pick<EventStore, "append">;
  readonly happenings: readonly Happening[];
  readonly rests: () => number;
}): Telling => {
  const told: Told[] = [];
  const repeats: { readonly at: number; readonly happening: Happening }[] = [];
  let next = 0;
  let underWay = 0;

  const take = (now: number): readonly Happening[] => {
    const taken: Happening[] = [];
    for (; (q.happenings[next]?.occurredAt ?? Number.POSITIVE_INFINITY) <= now; next += 1) {
      const happening = q.happenings[next];
      if (happening !== undefined) taken.push(happening);
    }
    return taken;
  };
  const takeRepeats = (now: number): readonly Happening[] => {
    const due = repeats.findIndex(({ at }) => at > now);
    return repeats.splice(0, due === -1 ? repeats.length : due).map(({ happening }) => happening);
  };
  const append = async (happenings: readonly Happening[], now: number) => {
    for (let start = 0; start < happenings.length; start += atOnce) {
      const part = happenings.slice(start, start + atOnce);
      await q.events.append(part.map(({ isRepeated: _, ...event }) => ({ ...event, receivedAt: now })));
    }
  };
  const tellOne = async (happening: Happening) => {
    underWay += 1;
    await append([happening], happening.occurredAt);
    told.push({ happening, rests: q.rests() });
    underWay -= 1;
  };
  return {
    tellNow: (happening) => void tellOne(happening),
    isIdle: () => underWay === 0,
    tell: async (now) => {
      const fresh = take(now);
      await append([...fresh, ...takeRepeats(now)], now);
      for (const happening of fresh) {
        told.push({ happening, rests: q.rests() });
        if (happening.isRepeated) repeats.push({ at: now + dayMs, happening });
      }
    },
    nextAt: () => q.happenings[next]?.occurredAt,
    told,
  };
};
