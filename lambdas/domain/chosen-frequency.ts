import type { SendStep } from "./campaign.ts";
import type { Profile } from "./profile.ts";
import type { Cap, Settings } from "./settings.ts";

/** Messages a week that a customer may choose; more than this is "as the shop likes". */
export const perWeekMax = 7;

const cap = (perWeek: number): Cap => ({
  id: "chosen-by-customer",
  scope: "all",
  window: { rollingDays: 7 },
  max: perWeek,
});

/**
 * The caps that cover a message: the shop's, where the step obeys them, and the frequency the customer chose. The choice
 * outranks a step's flag: promotion and care always keep to it. An answer to the customer (service) keeps to it where
 * the step obeys caps, and a transaction never does.
 */
export const capsFor = (
  { frequency }: Pick<Profile, "frequency">,
  { category, obeysCaps }: Pick<SendStep, "category" | "obeysCaps">,
  { caps }: Pick<Settings, "caps">,
): readonly Cap[] => {
  const ofShop = obeysCaps ? caps : none;
  if (frequency === undefined || category === "transactional") return ofShop;
  return category === "service" && !obeysCaps ? ofShop : [...ofShop, cap(frequency.perWeek)];
};

const none: readonly Cap[] = [];
