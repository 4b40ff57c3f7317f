import type { EventBody } from "../../lambdas/domain/event.ts";
import type { Chance } from "../sample/chance.ts";
import type { ProviderCall } from "./provider-log.ts";
import { type Happening, orderBody, type StormCustomer } from "./storm-shop.ts";

const optOutShare = 0.3;
const orderShare = 0.3;

/**
 * A throttled message waits for its next attempt, and in that very time some customers opt out or order. The decision is
 * made already: only the check at the moment of submission can keep the message back.
 */
export const createReactions = (q: {
  readonly chance: Chance;
  readonly customers: readonly StormCustomer[];
  readonly tell: (happening: Happening) => void;
}): ((call: ProviderCall) => void) => {
  const byAddress = new Map(q.customers.flatMap((one) => [[one.email, one] as const, [one.phone, one] as const]));
  let count = 0;

  const bodyFor = ({ customerId }: StormCustomer, { channel }: ProviderCall): EventBody | undefined => {
    const draw = q.chance.next();
    if (draw < optOutShare) return { kind: "consent-withdrawn", channel, topic: "all", source: "storm" };
    return draw < optOutShare + orderShare ? orderBody(customerId, `r${count}`) : undefined;
  };
  return (call) => {
    const customer = byAddress.get(call.address);
    if (customer === undefined || (call.fault !== "throttle-rate" && call.fault !== "throttle-quota")) return;
    count += 1;
    const body = bodyFor(customer, call);
    if (body === undefined) return;
    const { customerId } = customer;
    const times = { occurredAt: call.at, receivedAt: call.at };
    q.tell({ customerId, eventId: `reaction-${count}`, ...times, ...body, isRepeated: false });
  };
};
