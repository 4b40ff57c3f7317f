import { customerPageContract, whyContract } from "./customer-page.ts";
import { outlookContract } from "./outlook.ts";
import { segmentContract } from "./segments.ts";
import { sessionContract } from "./session.ts";
import { taskContract } from "./tasks.ts";
import { trialContract } from "./trials.ts";

/** Every call that people and the console may make, by noun. */
export const contract = {
  session: sessionContract,
  customerPage: customerPageContract,
  outlook: outlookContract,
  segments: segmentContract,
  tasks: taskContract,
  trials: trialContract,
  why: whyContract,
} as const;
