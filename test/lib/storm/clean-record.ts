import type { Message, Reservation } from "../../../lambdas/domain/message.ts";
import type { ProviderCall } from "../../../lib/storm/provider-log.ts";
import { stormSettings } from "../../../lib/storm/settings.ts";
import type { Decided, StormRecord } from "../../../lib/storm/storm-record.ts";
import type { Happening, StormCustomer } from "../../../lib/storm/storm-shop.ts";

export const startedAt = Date.parse("2026-03-02T00:00:00Z");
/** A Tuesday, 12:00 in Berlin. */
export const decidedAt = Date.parse("2026-03-03T11:00:00Z");
export const ada: StormCustomer = {
  customerId: "storm-000002",
  email: "storm-000002@example.com",
  phone: "+447710000002",
  timeZone: "Europe/Berlin",
  consents: ["email", "sms"],
};

export const reservationOf = (changes: Partial<Reservation> = {}): Reservation => ({
  messageKey: "abcdefghijklmnopqrstuvwxy2",
  campaignId: "dormant-wake-up",
  campaignVersion: 1,
  stepId: "return-gift",
  occurrence: "order-0",
  channel: "email",
  category: "promotion",
  status: "reserved",
  reservedAt: decidedAt,
  day: "2026-03-03",
  sendBy: decidedAt + 72 * 3_600_000,
  timeZone: "Europe/Berlin",
  attempt: 1,
  ...changes,
});

export const callOf = (changes: Partial<ProviderCall> = {}): ProviderCall => ({
  at: decidedAt + 2_000,
  wallMs: 1_000,
  channel: "email",
  address: ada.email,
  key: "abcdefghijklmnopqrstuvwxy2",
  fault: "accept",
  accepted: true,
  answered: true,
  ...changes,
});

export const messageOf = (changes: Partial<Message> = {}): Message => ({
  ...reservationOf(),
  customerId: ada.customerId,
  status: "delivered",
  updatedAt: decidedAt,
  ...changes,
});

export const decidedOf = (changes: Partial<Decided> = {}): Decided => ({
  customerId: ada.customerId,
  at: decidedAt,
  reservations: [reservationOf()],
  looks: [{ campaignId: "dormant-wake-up", stepId: "return-gift", outcome: "reserved" }],
  ...changes,
});

export const happeningOf = (at: number, body: object): Happening =>
  ({
    customerId: ada.customerId,
    eventId: `at-${at}`,
    occurredAt: at,
    receivedAt: at,
    isRepeated: false,
    ...body,
  }) as Happening;

export const orderBody = { kind: "order-placed", orderId: "order-0", amount: 30, lines: [] } as const;

/** One customer, silent for three weeks, who got one message by email and reported nothing. Every law holds. */
export const cleanRecord = (changes: Partial<StormRecord> = {}): StormRecord => ({
  settings: stormSettings,
  shop: {
    customers: [ada],
    history: [happeningOf(decidedAt - 21 * 86_400_000, orderBody)],
    happenings: [],
  },
  startedAt,
  endedAt: startedAt + 20 * 86_400_000,
  calls: [callOf()],
  kills: [],
  restedAt: [0, 1],
  told: [],
  suppressions: [],
  clicks: [],
  pauses: [{ from: 1, to: 1 }],
  decided: [decidedOf()],
  messages: [messageOf()],
  customers: [{ customerId: ada.customerId, orders: 1, revenue: 30, clicks: 0 }],
  funnels: {
    "dormant-wake-up": { lookedAt: 1, reserved: 1, "status:delivered": 1, "email:sent": 1, "email:delivered": 1 },
  },
  deadLetters: 0,
  ...changes,
});
