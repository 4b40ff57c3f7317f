import type { ChannelSender } from "../../channels/channel-sender.ts";
import { isHeld } from "../../domain/breaker.ts";
import type { Outcome } from "../../domain/message.ts";
import type { Rules } from "../../domain/rules.ts";
import type { TrialState } from "../../domain/trial.ts";
import type { Clock } from "../../shared/clock.ts";
import type { Logger } from "../../shared/logger.ts";
import type { Trial, TrialMessage, TrialStore } from "../../store/trial-store.ts";

export interface TrialTools {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly trials: Pick<TrialStore, "claim" | "settle">;
  readonly senders: Readonly<Record<"email" | "sms", ChannelSender>>;
  readonly rules: () => Promise<Rules>;
  /** What links in the message lead to; a preview's lead nowhere. */
  readonly publicUrl: string;
  readonly configurationSet: string;
}

interface End {
  readonly state: TrialState;
  readonly reason?: string;
}

const endOf = (outcome: Outcome): End => {
  switch (outcome.kind) {
    case "accepted":
      return { state: "accepted" };
    case "unknown":
      return { state: "in-doubt", reason: outcome.reason };
    default:
      return { state: "refused", reason: outcome.reason };
  }
};

const previewHost = "https://shop.example/";

/**
 * A message on trial on its way: claim, check once more, one call, result. It is no customer's, so nothing is counted and no
 * profile hears of it. A crash after the claim leaves it `submitting`: it is not sent again.
 */
export const deliverTrial = async (
  tools: TrialTools,
  { trial, message }: { readonly trial: Trial; readonly message: TrialMessage },
): Promise<void> => {
  const rules = await tools.rules();
  if (!(await tools.trials.claim(trial))) return;
  const end = obstacleOf(trial, message, rules, tools.clock.now()) ?? (await callOnce(tools, message));
  await tools.trials.settle({ ...trial, ...end });
  tools.logger.info("A message on trial", { trialId: trial.trialId, channel: trial.channel, ...end });
};

/** A pause is a pause, for a trial too; so is an open breaker. */
const obstacleOf = ({ sendBy, channel }: Trial, message: TrialMessage, rules: Rules, now: number): End | undefined => {
  if (now > sendBy) return { state: "expired" };
  if (rules.paused) return { state: "withdrawn", reason: "account-paused" };
  const category = message.channel === "sms" ? message.category : "promotion";
  return isHeld(rules.breaker, channel, category) ? { state: "withdrawn", reason: "breaker-open" } : undefined;
};

const callOnce = async (tools: TrialTools, message: TrialMessage): Promise<End> => {
  const { senders, publicUrl, configurationSet, logger } = tools;
  const linked = JSON.parse(JSON.stringify(message).replaceAll(previewHost, `${publicUrl}/`)) as TrialMessage;
  try {
    const whole = linked.channel === "email" ? { ...linked, configurationSet } : linked;
    return endOf(await senders[message.channel].send(whole, () => false));
  } catch (error) {
    logger.error("A sender broke", { error });
    return { state: "in-doubt", reason: "sender-broke" };
  }
};
