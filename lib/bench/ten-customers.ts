import { dayMs, hourMs } from "../../lambdas/domain/limits.ts";
import type { Profile } from "../../lambdas/domain/profile.ts";
import { tierOf } from "../../lambdas/domain/tier.ts";
import { tierBandsSchema } from "../../lambdas/domain/tier-bands.ts";
import { type DueCustomer, dueCustomer } from "./due-customers.ts";
import { gift, segmentDays, tierDays } from "./ten-campaigns.ts";

const bands = tierBandsSchema.parse({});

type Change = (profile: Profile, dueAt: number) => Partial<Profile>;

interface Waiting {
  /** Days since the last order; only those of the silences matter. */
  readonly silentDays?: number;
  readonly change?: Change;
}

const inClub =
  (club: string): Change =>
  () => ({ attributes: { club } });

const standing = (profile: Profile, id: string, at: "core" | "out"): Pick<Profile, "standings"> => ({
  standings: { ...profile.standings, [id]: { at, since: profile.traitsAt ?? 0 } },
});

/** What makes a customer due for this campaign and, as far as it can be, for no other. */
const waitingFor: Readonly<Record<string, Waiting>> = {
  birthday: { change: () => ({ attributes: { birthday: "1980-03-03" } }) },
  lanterns: { change: inClub("lanterns") },
  "spring-letter": { change: inClub("spring-letter") },
  // An order about every three weeks: a week ahead of the next one.
  "running-out": { silentDays: 16, change: inClub("running-out") },
  sinking: { silentDays: tierDays, change: (profile) => standing(profile, "sinking", "core") },
  quiet: { silentDays: segmentDays, change: (profile) => standing(profile, "quiet", "out") },
  "not-seen": { change: (_, dueAt) => ({ visits: { count: 12, lastAt: dueAt - 20 * dayMs } }) },
  "cart-left": { change: (_, dueAt) => ({ journeys: [cartLeft(dueAt)] }) },
  "last-days": { change: (_, dueAt) => ({ coupons: [lastDays(dueAt)] }) },
};

const cartLeft = (dueAt: number): Profile["journeys"][number] => ({
  campaignId: "cart-left",
  occurrence: "cart-2026-0017",
  version: 1,
  enteredAt: dueAt - hourMs,
  stepIndex: 0,
  stepAt: dueAt,
  lookAt: dueAt,
});

const lastDays = (dueAt: number) => ({
  couponId: gift.id,
  code: gift.code,
  campaignId: "earlier",
  at: dueAt - 27 * dayMs,
  expiresAt: dueAt + 3 * dayMs,
});

/** A customer due for the campaign of that id. Ten live campaigns know this customer: both standings are there for everybody. */
export const customerDueFor = (campaignId: string, q: DueCustomer): Profile => {
  const { silentDays = 30, change } = waitingFor[campaignId] ?? { silentDays: q.silentDays };
  const profile = dueCustomer({ ...q, silentDays });
  const since = profile.traitsAt ?? 0;
  const known: Profile = {
    ...profile,
    standings: {
      sinking: { at: tierOf(profile.orders, q.dueAt, bands), since },
      quiet: { at: silentDays >= segmentDays ? "in" : "out", since },
    },
  };
  return { ...known, ...change?.(known, q.dueAt) };
};
