import { effectContract } from "./effect.ts";
import { outlookContract } from "./outlook.ts";
import { overviewContract } from "./overview.ts";
import { pressureContract } from "./pressure.ts";
import { segmentContract } from "./segments.ts";
import { sessionContract } from "./session.ts";
import { taskContract } from "./tasks.ts";

/** Every call that people and the console may make, by noun. */
export const contract = {
  session: sessionContract,
  overview: overviewContract,
  effect: effectContract,
  pressure: pressureContract,
  outlook: outlookContract,
  segments: segmentContract,
  tasks: taskContract,
} as const;
