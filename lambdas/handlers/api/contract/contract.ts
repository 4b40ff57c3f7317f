import { outlookContract } from "./outlook.ts";
import { segmentContract } from "./segments.ts";
import { sessionContract } from "./session.ts";
import { taskContract } from "./tasks.ts";

/** Every call that people and the console may make, by noun. */
export const contract = {
  session: sessionContract,
  outlook: outlookContract,
  segments: segmentContract,
  tasks: taskContract,
} as const;
