import type { createWebhookCaller } from "../../channels/webhook-call.ts";
import type { Action } from "../../domain/action.ts";
import { caseOfAction } from "../../domain/case-of-action.ts";
import type { Settings } from "../../domain/settings.ts";
import { taskOfAction } from "../../domain/task.ts";
import { webhookMessageOf } from "../../domain/webhook-message.ts";
import type { Clock } from "../../shared/clock.ts";
import { RekindleError } from "../../shared/errors.ts";
import type { Logger } from "../../shared/logger.ts";
import type { Metrics } from "../../shared/metrics.ts";
import type { WebhookSigner } from "../../shared/webhook-secret.ts";
import type { EventStore } from "../../store/event-store.ts";
import type { TaskStore } from "../../store/task-store.ts";

/** What carrying out needs of the world. */
export interface ActTools {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly tasks: Pick<TaskStore, "create">;
  readonly events: Pick<EventStore, "append">;
  readonly sign: WebhookSigner;
  readonly call: ReturnType<typeof createWebhookCaller>;
  /** As it is now. */
  readonly settings: () => Promise<Settings>;
}

/**
 * A repeat is harmless: a task is put once by its key, a case's event has the same id each time, and whoever a webhook tells
 * twice knows it by its key. Throws when it may work later, so that the record comes again.
 */
export const carryOut = async (tools: ActTools, customerId: string, action: Action): Promise<void> => {
  switch (action.kind) {
    case "task":
      await tools.tasks.create(taskOfAction(customerId, action));
      break;
    case "case":
      await tools.events.append([caseOfAction(customerId, action)]);
      break;
    case "webhook":
      return tell(tools, customerId, action);
  }
  tools.metrics.add("ActionsCarriedOut", 1);
};

type WebhookAction = Extract<Action, { kind: "webhook" }>;

/** What is refused is not tried again: it would stand in the way of everything behind it. An alarm counts it. */
const tell = async (tools: ActTools, customerId: string, action: WebhookAction): Promise<void> => {
  const { webhookHosts: hosts } = await tools.settings();
  const body = JSON.stringify(webhookMessageOf(customerId, action));
  const timestamp = String(Math.floor(tools.clock.now() / 1000));
  const headers = {
    "content-type": "application/json",
    "user-agent": "Rekindle",
    "idempotency-key": action.actionKey,
    "rekindle-timestamp": timestamp,
    "rekindle-signature": await tools.sign({ timestamp, body }),
  };
  const answer = await tools.call({ url: action.url, headers, body, hosts });
  if (answer.kind === "told") {
    tools.metrics.add("ActionsCarriedOut", 1);
    return;
  }
  const { actionKey, campaignId, stepId } = action;
  const data = { actionKey, campaignId, stepId, reason: answer.reason };
  if (answer.kind === "failed")
    throw new RekindleError("webhook-failed", "A webhook could not be told and is tried again.", { data });
  tools.metrics.add("WebhooksRefused", 1);
  tools.logger.error("A webhook was refused and is not tried again", data);
};
