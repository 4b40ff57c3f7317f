import type { ChannelSender } from "../../channels/channel-sender.ts";
import type { Clock } from "../../shared/clock.ts";
import type { Logger } from "../../shared/logger.ts";
import type { BreakerStore } from "../../store/breaker-store.ts";
import { rulesAgeMsMax } from "../../store/limits.ts";

export interface StopTools {
  readonly breaker: Pick<BreakerStore, "open">;
  readonly clock: Clock;
  readonly logger: Logger;
}

/**
 * A sender that opens the breaker when the provider stops the whole account. Until the rules here are read anew the same
 * answer comes for every message under way, so the breaker is told once in that time. The message's own outcome stands
 * whether or not the breaker could be told: a later message tells it again.
 */
export const stoppingMarketing = (sender: ChannelSender, { breaker, clock, logger }: StopTools): ChannelSender => {
  let toldAt = Number.NEGATIVE_INFINITY;
  const tell = async (detail: string): Promise<void> => {
    const now = clock.now();
    if (now >= toldAt && now - toldAt <= rulesAgeMsMax) return;
    toldAt = now;
    try {
      if (await breaker.open({ cause: "account", detail, by: "send", now }))
        logger.error("The breaker opened: the provider stopped the account", { detail });
    } catch (error) {
      toldAt = Number.NEGATIVE_INFINITY;
      logger.error("The breaker could not be opened", { error, detail });
    }
  };
  return {
    send: async (message, isStillClear) => {
      const outcome = await sender.send(message, isStillClear);
      if (outcome.kind === "account-stopped") await tell(outcome.reason);
      return outcome;
    },
  };
};
