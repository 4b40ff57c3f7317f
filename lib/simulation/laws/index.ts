import { caps } from "./caps.ts";
import { consent } from "./consent.ts";
import { drift } from "./drift.ts";
import { funnel } from "./funnel.ts";
import { goal } from "./goal.ts";
import { hours } from "./hours.ts";
import type { Law } from "./law.ts";
import { nothingLost } from "./nothing-lost.ts";
import { once } from "./once.ts";
import { onceByStep } from "./once-by-step.ts";
import { pause } from "./pause.ts";
import { shopWindows } from "./shop-windows.ts";

/** Every law of the design but the seventh, which two runs of one seed show. */
export const laws: readonly Law[] = [
  once,
  onceByStep,
  caps,
  drift,
  hours,
  consent,
  goal,
  pause,
  nothingLost,
  funnel,
  shopWindows,
];
