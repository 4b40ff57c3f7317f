import { importContract } from "./imports.ts";
import { outlookContract } from "./outlook.ts";
import { segmentContract } from "./segments.ts";
import { sessionContract } from "./session.ts";
import { taskContract } from "./tasks.ts";
import { webhookContract } from "./webhooks.ts";
import { writeKeyContract } from "./write-keys.ts";

/** Every call that people and the console may make, by noun. */
export const contract = {
  session: sessionContract,
  outlook: outlookContract,
  segments: segmentContract,
  tasks: taskContract,
  imports: importContract,
  writeKeys: writeKeyContract,
  webhooks: webhookContract,
} as const;
