import type { Channel } from "../../lambdas/domain/channel.ts";
import type { CustomerEvent } from "../../lambdas/domain/event.ts";
import { bucketOf } from "../../lambdas/domain/hold-out.ts";

/**
 * An order log has no addresses. Whoever first appears in it gets one at a domain that is reserved for examples, and has
 * consented on the assumed channels at that instant.
 */
export const assumedIdentity = (
  customerId: string,
  at: number,
  assumed: readonly Channel[],
): readonly CustomerEvent[] => {
  const envelope = { customerId, occurredAt: at, receivedAt: at };
  const traits = {
    ...(assumed.includes("email") && { email: `${addressPart(customerId)}@example.com` }),
    ...(assumed.includes("sms") && { phone: fictionalPhone(customerId) }),
  };
  const consents = assumed.map(
    (channel): CustomerEvent => ({
      ...envelope,
      eventId: `assumed-consent-${channel}`,
      kind: "consent-given",
      channel,
      topic: "all",
      source: "assumed",
    }),
  );
  return [{ ...envelope, eventId: "assumed-identity", kind: "identified", traits }, ...consents];
};

/** Ids may hold characters that an address may not. */
const addressPart = (customerId: string): string =>
  /^[A-Za-z0-9-]{1,60}$/.test(customerId)
    ? `customer-${customerId}`
    : `customer-x${Buffer.from(customerId).toString("hex").slice(0, 58)}`;

/** From the thousand British numbers that are reserved for drama: several customers share one, which harms nothing here. */
const fictionalPhone = (customerId: string): string =>
  `+447700900${String(bucketOf(customerId, "phone") % 1000).padStart(3, "0")}`;
