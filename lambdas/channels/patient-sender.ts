import type { Outcome } from "../domain/message.ts";
import type { Clock } from "../shared/clock.ts";
import type { ChannelSender, OutgoingMessage } from "./channel-sender.ts";

/** Milliseconds before each further call. In all they keep ten messages of one customer well within a function's time. */
const pauses = [500, 1_500, 3_000] as const;

const isRateThrottle = (outcome: Outcome): boolean => outcome.kind === "throttled" && outcome.scope === "rate";

/** Between a half and one and a half, the same for the same message: who was refused together does not call together again. */
const spreadOf = ({ messageKey }: OutgoingMessage): number => {
  let sum = 0;
  for (const letter of messageKey) sum = (sum * 31 + letter.charCodeAt(0)) % 1000;
  return 0.5 + sum / 1000;
};

/**
 * A sender that waits a moment when the provider says "too fast" and calls again, which is safe because that answer proves
 * that nothing was accepted. A tick reserves a minute's worth at once, so this is what spreads it over the minute. With
 * a clock that does not pass by itself the message comes back at a later tick instead.
 */
export const patient = (sender: ChannelSender, clock: Clock): ChannelSender => ({
  send: async (message, isStillClear = () => true) => {
    let outcome = await sender.send(message);
    for (const pause of pauses) {
      if (clock.pause === undefined || !isRateThrottle(outcome)) return outcome;
      await clock.pause(pause * spreadOf(message));
      // Quiet hours may have begun meanwhile: then the message goes back, throttled as it was.
      if (!isStillClear()) return outcome;
      outcome = await sender.send(message);
    }
    return outcome;
  },
});
