import type { PushTools } from "../../channels/push.ts";
import { deviceRemoved } from "../../domain/device-event.ts";
import type { Clock } from "../../shared/clock.ts";
import type { Logger } from "../../shared/logger.ts";
import type { EventStore } from "../../store/event-store.ts";

interface Tools {
  readonly clock: Clock;
  readonly logger: Logger;
}

/**
 * Takes a device that SNS says is gone from its customer. Told before the message's own ending: the next channel is chosen
 * by a profile without the device. Should the telling fail, the next message to that device tells it.
 */
export const tellGone =
  ({ clock, logger }: Tools, events: Pick<EventStore, "append">): PushTools["onGone"] =>
  async ({ customerId, endpoint }) => {
    await events
      .append([deviceRemoved({ customerId, endpoint, at: clock.now() })])
      .catch((error) => logger.warn("A device that is gone was not taken from its customer", { error, customerId }));
  };
