import type { MessageStatus } from "../../lambdas/domain/message.ts";
import type { Runtime } from "../../lambdas/shared/runtime.ts";
import { listMessages } from "./list-messages.ts";

const sentStatuses: readonly MessageStatus[] = ["accepted", "delivered", "bounced", "complained"];

/** Messages the provider accepted so far, and from how many campaigns they are. */
export const countSent = async (runtime: Runtime) => {
  const sent = (await listMessages(runtime)).filter(({ status }) => sentStatuses.includes(status));
  return { sent: sent.length, campaigns: new Set(sent.map(({ campaignId }) => campaignId)).size };
};
