import type { WebhookAnswer, WebhookCall } from "../../channels/webhook-call.ts";

type Call = (call: WebhookCall) => Promise<WebhookAnswer>;

/**
 * The same calls, for one batch: once a host has not answered, nobody else of the batch waits for it. A system that is down
 * would otherwise cost five seconds for each customer who has something to tell it.
 */
export const sparingSilentHosts = (call: Call): Call => {
  const silent = new Set<string>();
  return async (q) => {
    const { host } = new URL(q.url);
    if (silent.has(host)) return { kind: "failed", reason: "host-silent" };
    const answer = await call(q);
    if (answer.kind === "failed" && !answer.reason.startsWith("answered-")) silent.add(host);
    return answer;
  };
};
