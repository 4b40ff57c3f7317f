import type { Message } from "../../domain/message.ts";
import { releasedEvent, reservationOf } from "../../domain/message-event.ts";
import type { Settings } from "../../domain/settings.ts";
import { type Settlement, settlement } from "../../domain/settlement.ts";
import type { Logger } from "../../shared/logger.ts";
import type { Metrics } from "../../shared/metrics.ts";
import type { EventStore } from "../../store/event-store.ts";
import type { MessageStore } from "../../store/message-store.ts";

const pageSize = 100;
/** Pages of one run; an outage of the provider may leave thousands in doubt, and the next run goes on. */
const pagesMost = 10;

export interface UncertainRun {
  readonly messages: Pick<MessageStore, "uncertain" | "get" | "settle">;
  readonly events: Pick<EventStore, "append">;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly now: number;
  readonly rule: Settings["inDoubt"];
  readonly hasTime: () => boolean;
}

/** Finds submissions whose lease passed without evidence, and lets the shop's rule decide. The index only finds them. */
export const settleUncertain = async (run: UncertainRun): Promise<void> => {
  const seen = new Set<string>();
  for (let pages = 0; pages < pagesMost && run.hasTime(); pages += 1) {
    const found = await run.messages.uncertain({ until: run.now, limit: pageSize });
    const fresh = found.filter(({ customerId, messageKey }) => !seen.has(`${customerId} ${messageKey}`));
    for (const { customerId, messageKey } of fresh) {
      seen.add(`${customerId} ${messageKey}`);
      await settleOne(run, customerId, messageKey);
    }
    if (fresh.length === 0 || found.length < pageSize) return;
  }
};

const settleOne = async (run: UncertainRun, customerId: string, messageKey: string): Promise<void> => {
  try {
    const message = await run.messages.get(customerId, messageKey, { consistent: true });
    if (message !== undefined) await apply(run, message, settlement({ message, now: run.now, rule: run.rule }));
  } catch (error) {
    run.logger.error("A message in doubt could not be settled", { error, customerId, messageKey });
  }
};

const apply = async (run: UncertainRun, message: Message, settled: Settlement): Promise<void> => {
  switch (settled.kind) {
    case "wait":
      return;
    case "doubt": {
      const { reason, leaseUntil } = settled;
      if (await write(run, message, { status: "in-doubt", reason, leaseUntil, indexed: true }))
        run.metrics.add("MessagesInDoubt", 1);
      return;
    }
    case "park":
      if (await write(run, message, { status: "parked", reason: settled.reason, rule: settled.rule }))
        run.metrics.add("MessagesParked", 1);
      return;
    case "retry":
      return release(run, message, settled);
  }
};

type Next = Parameters<MessageStore["settle"]>[0]["next"];

const write = async (run: UncertainRun, message: Message, next: Next): Promise<boolean> => {
  const { customerId, messageKey, status, attempt } = message;
  const expected = { statuses: [status], attempt };
  return (await run.messages.settle({ customerId, messageKey, expected, next, now: run.now })) === "settled";
};

/**
 * Released first, told second, and out of the index last: after a crash in between, the next run finds the released
 * message in the index still and tells it again, with the same id and instant.
 */
const release = async (
  run: UncertainRun,
  message: Message,
  { reason, rule }: Extract<Settlement, { readonly kind: "retry" }>,
): Promise<void> => {
  const released = { status: "released", reason, rule } as const;
  const isToldAgain = message.status === "released";
  if (!isToldAgain && !(await write(run, message, { ...released, leaseUntil: run.now, indexed: true }))) return;

  const at = isToldAgain ? message.updatedAt : run.now;
  const { customerId } = message;
  await run.events.append([releasedEvent({ customerId, reservation: reservationOf(message), at, retryAt: at })]);
  await write(run, { ...message, status: "released" }, { ...released, leaseUntil: null, indexed: false });
};
