import { marshall } from "@aws-sdk/util-dynamodb";
import type { CustomerEvent } from "../../lambdas/domain/event.ts";
import { eventItemOf } from "../../lambdas/store/event-item.ts";

/** The limits of the table, written down once more from its documentation. */
const keyBytesMax = { customerId: 2048, eventKey: 1024 } as const;
const itemBytesMax = 400 * 1024;
const numberMin = 1e-130;

const bytesOf = (text: string): number => Buffer.byteLength(text);

const faultsIn = (value: unknown, place: string): readonly string[] => {
  if (typeof value === "string") return value.isWellFormed() ? [] : [`${place} is half a letter`];
  if (typeof value === "number") {
    const isTiny = value !== 0 && Math.abs(value) < numberMin;
    return Number.isFinite(value) && !isTiny ? [] : [`${place} is ${value}`];
  }
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) => [
    ...faultsIn(key, `${place} key`),
    ...faultsIn(part, `${place}.${key}`),
  ]);
};

/** Why the table would refuse an event, and with it every other one of its batch. Nothing: it takes it. */
export const whyNotStorable = (event: CustomerEvent): readonly string[] => {
  const item = eventItemOf(event, 730);
  const keys = Object.entries(keyBytesMax).flatMap(([name, most]) => {
    const bytes = bytesOf(String(item[name]));
    return bytes > 0 && bytes <= most ? [] : [`${name} has ${bytes} bytes`];
  });
  const times = [event.occurredAt, event.receivedAt].filter((at) => !Number.isSafeInteger(at));
  const size = bytesOf(JSON.stringify(item));
  return [
    ...keys,
    ...times.map((at) => `${at} is no instant`),
    ...(size > itemBytesMax ? [`it has ${size} bytes`] : []),
    ...faultsIn(item, "item"),
    ...refusalOf(item),
  ];
};

const refusalOf = (item: Readonly<Record<string, unknown>>): readonly string[] => {
  try {
    marshall(item, { removeUndefinedValues: true });
    return [];
  } catch (error) {
    return [String(error)];
  }
};
