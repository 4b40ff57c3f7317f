import type { SQSRecord } from "aws-lambda";
import type { Chance } from "../sample/chance.ts";
import { providerEventOf } from "./provider-event.ts";
import type { ToldSuppression } from "./storm-record.ts";

/** What the engine was told about emails by their provider, noted when a worker had finished with the event. */
export interface Aftermath {
  /** Notes what a handled event means, and may make the person click. */
  handled(record: SQSRecord): void;
  /** No more clicks. */
  calm(): void;
  readonly suppressions: readonly ToldSuppression[];
  /** Addresses, one for each click that was told. */
  clicks(): readonly string[];
}

/** Of a hundred delivered emails so many are clicked: a click is counted, so a fold that happens twice shows. */
const clickShare = 0.2;

export const createAftermath = (q: {
  readonly chance: Chance;
  readonly rests: () => number;
  readonly click: (providerId: string) => void;
}): Aftermath => {
  const suppressions: ToldSuppression[] = [];
  const delivered = new Set<string>();
  const clicked = new Map<string, string>();
  let isCalm = false;

  const noteDelivery = (providerId: string) => {
    if (isCalm || delivered.has(providerId)) return;
    delivered.add(providerId);
    if (q.chance.happens(clickShare)) q.click(providerId);
  };
  return {
    handled: (record) => {
      const { type, providerId, addresses } = providerEventOf(record);
      if (type === "Delivery") noteDelivery(providerId);
      if (type === "Click") clicked.set(providerId, addresses[0] ?? "");
      if (type === "Bounce" || type === "Complaint")
        suppressions.push(...addresses.map((address) => ({ address, rests: q.rests() })));
    },
    calm: () => {
      isCalm = true;
    },
    suppressions,
    clicks: () => [...clicked.values()],
  };
};
