import { messageListContract } from "./message-list.ts";
import { outlookContract } from "./outlook.ts";
import { renderingContract } from "./rendering.ts";
import { segmentContract } from "./segments.ts";
import { sessionContract } from "./session.ts";
import { taskContract } from "./tasks.ts";

/** Every call that people and the console may make, by noun. */
export const contract = {
  session: sessionContract,
  messageList: messageListContract,
  outlook: outlookContract,
  rendering: renderingContract,
  segments: segmentContract,
  tasks: taskContract,
} as const;
