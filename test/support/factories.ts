import { marshall } from "@aws-sdk/util-dynamodb";
import type { DynamoDBRecord } from "aws-lambda";
import type { CustomerEvent, OrderLine } from "../../lambdas/domain/event.ts";
import type { Message, Reservation } from "../../lambdas/domain/message.ts";
import { emptyProfile, type Profile } from "../../lambdas/domain/profile.ts";

const dayMs = 86_400_000;

/** An order placed at `occurredAt` (epoch milliseconds) and received at once. */
export const anOrder = (order: {
  readonly customerId: string;
  readonly occurredAt: number;
  readonly orderId?: string;
  readonly amount?: number;
  readonly lines?: readonly OrderLine[];
  readonly receivedAt?: number;
}): CustomerEvent => {
  const orderId = order.orderId ?? `order-${order.occurredAt}`;
  const amount = order.amount ?? 25;
  return {
    kind: "order-placed",
    customerId: order.customerId,
    eventId: `${orderId}-placed`,
    occurredAt: order.occurredAt,
    receivedAt: order.receivedAt ?? order.occurredAt,
    orderId,
    amount,
    lines: order.lines ?? [{ productId: "tea-green", quantity: 1, unitPrice: amount }],
  };
};

/** A customer who was never stored, and may be written to by email. */
export const aProfile = (change: Partial<Profile> = {}): Profile => ({
  ...emptyProfile("customer-1"),
  traits: { email: "ada@example.com", firstName: "Ada", timeZone: "Europe/London", language: "en" },
  consents: { email: { all: { granted: true, at: Date.parse("2026-01-05T09:00:00Z"), source: "checkout" } } },
  ...change,
});

const reservedAt = Date.parse("2026-03-02T10:00:00Z");

export const aReservation = (change: Partial<Reservation> = {}): Reservation => ({
  messageKey: "abcdefghijklmnopqrstuvwxyz",
  campaignId: "dormant-wake-up",
  campaignVersion: 1,
  stepId: "gift",
  occurrence: "order-1001",
  channel: "email",
  category: "promotion",
  status: "reserved",
  reservedAt,
  day: "2026-03-02",
  sendBy: reservedAt + 3 * dayMs,
  timeZone: "Europe/London",
  attempt: 1,
  ...change,
});

export const aMessage = (change: Partial<Message> = {}): Message => ({
  ...aReservation(),
  customerId: "customer-1",
  status: "submitting",
  updatedAt: reservedAt,
  ...change,
});

/** A record as a stream hands it to a function; images are plain values. */
export const streamRecord = (record: {
  readonly sequence: string;
  readonly eventName?: "INSERT" | "MODIFY" | "REMOVE";
  readonly newImage?: object;
  readonly oldImage?: object;
}): DynamoDBRecord => ({
  eventID: `event-${record.sequence}`,
  eventName: record.eventName ?? (record.oldImage === undefined ? "INSERT" : "MODIFY"),
  eventSource: "aws:dynamodb",
  dynamodb: {
    SequenceNumber: record.sequence,
    ...(record.newImage !== undefined && { NewImage: imageOf(record.newImage) }),
    ...(record.oldImage !== undefined && { OldImage: imageOf(record.oldImage) }),
  },
});

type Image = NonNullable<NonNullable<DynamoDBRecord["dynamodb"]>["NewImage"]>;

const imageOf = (item: object): Image => marshall(item, { removeUndefinedValues: true }) as Image;
