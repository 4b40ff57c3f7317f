import type { Campaign } from "../../lambdas/domain/campaign.ts";
import type { SettingsInput } from "../../lambdas/domain/settings.ts";
import { dayMs, dormantCampaign, sendStep } from "./campaigns.ts";
import { customerWith } from "./customer-with.ts";
import type { TestShop } from "./shop.ts";

export const settledAtOnce: SettingsInput = { importing: { settleMinutes: 0 } };
export const emailCampaign = dormantCampaign({ steps: [sendStep({ channels: ["email"] })] });

/** A large account at its best. */
export const unhurried = {
  quota: { max24HourSend: 1_000_000, maxSendRate: 1_000 },
  sendingEnabled: true,
  enforcementStatus: "HEALTHY",
  answers: true,
} as const;

/** A Monday. */
const firstStart = Date.parse("2026-03-02T10:00:00Z");

/** Rounds of customers who come due a second after one another, in a shop that other tests use as well. */
export const dueCustomersOf = (shop: () => TestShop) => {
  let round = 0;
  const nameOf = (index: number): string => `due-${round}-${String(index).padStart(3, "0")}`;
  const namesOf = (count: number): readonly string[] => Array.from({ length: count }, (_, index) => nameOf(index));
  const start = (): number => firstStart + round * 10 * dayMs;

  return {
    nameOf,
    namesOf,
    start,
    /** Ten days after the round before, so that SES has forgotten what that one sent. */
    nextRound: (): void => {
      round += 1;
      shop().tables.clock.set(start());
    },
    /** The clock then stands where all of them are due, a day after the start. */
    come: async (count: number, settings = settledAtOnce, campaign: Campaign = emailCampaign): Promise<void> => {
      await shop().open({ campaigns: [campaign], settings });
      // Told in another order than they come due.
      const indexes = Array.from({ length: count }, (_, index) => index).toSorted((a, b) => (a % 7) - (b % 7));
      const events = indexes.map((index) =>
        customerWith({ customerId: nameOf(index), now: start() + index * 1_000, daysSinceOrder: 179 }),
      );
      await shop().tell(events.flat());
      await shop().drain();
      shop().tables.clock.set(start() + dayMs + count * 1_000);
    },
    /** Who got an email in this round, once for each. */
    received: (): readonly string[] =>
      shop()
        .standIns.inbox()
        .flatMap(({ to }) => to)
        .filter((address) => address.startsWith(`due-${round}-`))
        .map((address) => address.split("@")[0] ?? ""),
    messages: async (count: number) =>
      (await Promise.all(namesOf(count).map((name) => shop().messagesOf(name)))).flat(),
    tickAndDrain: async () => {
      const summary = await shop().tick();
      await shop().drain();
      return summary;
    },
  };
};
