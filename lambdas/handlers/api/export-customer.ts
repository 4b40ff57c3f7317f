import type { CouponClaim } from "../../domain/coupon-claim.ts";
import type { CustomerEvent } from "../../domain/event.ts";
import type { Message } from "../../domain/message.ts";
import type { Profile } from "../../domain/profile.ts";
import { csvText } from "../../shared/csv-cell.ts";
import type { Runtime } from "../../shared/runtime.ts";
import { createCouponStore } from "../../store/coupon-store.ts";
import { createCustomerStore } from "../../store/customer-store.ts";
import { createEventStore } from "../../store/event-store.ts";
import { createMessageStore } from "../../store/message-store.ts";

/** A statement of consent with what proves it. */
export interface ConsentRecord {
  readonly channel: string;
  readonly topic: string;
  readonly granted: boolean;
  /** ISO 8601, like every instant of an export. */
  readonly at: string;
  readonly receivedAt: string;
  readonly source: string;
  readonly evidence?: string;
}

/** Everything that is stored of one person. */
export interface CustomerExport {
  readonly customerId: string;
  readonly exportedAt: string;
  readonly profile?: Profile;
  readonly consents: readonly ConsentRecord[];
  readonly events: readonly CustomerEvent[];
  readonly messages: readonly Message[];
  /** Codes of pools that the person was given; codes of other coupons stand in the profile. */
  readonly coupons: readonly CouponClaim[];
  /** False when there is more than one answer can carry; the first `events` are told. */
  readonly complete: boolean;
}

const pageSize = 500;
/** A function's answer holds 6 MB. */
const bytesMax = 5_000_000;

const isoOf = (at: number): string => new Date(at).toISOString();

const eventsOf = async (runtime: Runtime, customerId: string) => {
  const store = createEventStore(runtime);
  const events: CustomerEvent[] = [];
  let bytes = 0;
  let page: Awaited<ReturnType<typeof store.list>> | undefined;
  do {
    page = await store.list({ customerId, limit: pageSize, ...(page?.cursor && { cursor: page.cursor }) });
    events.push(...page.events);
    bytes += Buffer.byteLength(JSON.stringify(page.events));
    if (bytes > bytesMax) return { events: events.slice(0, events.length - page.events.length), complete: false };
  } while (page.cursor !== undefined);
  return { events, complete: true };
};

const consentOf = (event: CustomerEvent): readonly ConsentRecord[] =>
  event.kind === "consent-given" || event.kind === "consent-withdrawn"
    ? [
        {
          channel: event.channel,
          topic: event.topic,
          granted: event.kind === "consent-given",
          at: isoOf(event.occurredAt),
          receivedAt: isoOf(event.receivedAt),
          source: event.source,
          ...(event.evidence !== undefined && { evidence: event.evidence }),
        },
      ]
    : [];

/** Undefined when nothing is stored of such a customer. */
export const exportCustomer = async (runtime: Runtime, customerId: string): Promise<CustomerExport | undefined> => {
  const [profile, { events, complete }, messages, coupons] = await Promise.all([
    createCustomerStore(runtime).loadOne(customerId, { consistent: true }),
    eventsOf(runtime, customerId),
    createMessageStore(runtime).list(customerId),
    createCouponStore(runtime).ofCustomer(customerId),
  ]);
  if (profile === undefined && events.length + messages.length + coupons.length === 0) return undefined;
  return {
    customerId,
    exportedAt: isoOf(runtime.clock.now()),
    ...(profile !== undefined && { profile }),
    consents: events.flatMap(consentOf),
    events,
    messages,
    coupons,
    complete,
  };
};

/** The same as a table: a row per event and message, what they hold as JSON beside it. */
export const exportAsCsv = ({ profile, events, messages, coupons }: CustomerExport): string => {
  const traits = Object.entries(profile?.traits ?? {}).map(([name, value]) => ["trait", "", name, value, ""]);
  const happened = events.map((event) => {
    const { customerId: _, eventId, kind, occurredAt, receivedAt: __, ...rest } = event;
    return ["event", isoOf(occurredAt), kind, eventId, JSON.stringify(rest)];
  });
  const sent = messages.map(({ messageKey, customerId: _, reservedAt, status, ...rest }) => [
    ...["message", isoOf(reservedAt), status, messageKey, JSON.stringify(rest)],
  ]);
  const given = coupons.map(({ code, couponId, at, customerId: _, ...rest }) => [
    ...["coupon", isoOf(at), couponId, code, JSON.stringify(rest)],
  ]);
  return csvText(["what", "at", "name", "value", "details"], [...traits, ...happened, ...sent, ...given]);
};
