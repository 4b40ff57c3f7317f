import { Temporal } from "temporal-polyfill";
import { hourMs } from "../limits.ts";
import { shown } from "../problem.ts";
import { type Fields, firstOf } from "./segment-message.ts";
import type { FieldReader } from "./segment-order.ts";
import { maxAmount } from "./values.ts";

/** One object of a payload: what it says, where it stands, and where problems with it are collected. */
export interface Part {
  readonly fields: Fields;
  /** Its place in the payload, for problems: `order.customer`. */
  readonly place: string;
  readonly reader: FieldReader;
  /** Epoch milliseconds. */
  readonly receivedAt: number;
  /** When Shopify made the webhook, the same for every repeat of it; epoch milliseconds. */
  readonly triggeredAt: number;
}

const globalId = /^gid:\/\/shopify\/[A-Za-z]{1,40}\/([1-9]\d{0,19})$/;
const plainId = /^[1-9]\d{0,19}$/;

/**
 * Shopify's id of a resource, as its digits. JSON numbers beyond 2^53 (Shopify's own test notifications have such ids) are not
 * exact, so the global id, which is text, goes first where there is one.
 */
export const shopifyIdFrom = (fields: Fields, name = "id"): string | undefined => {
  const named = name === "id" ? firstOf(fields, "admin_graphql_api_id") : undefined;
  const exact = typeof named === "string" ? globalId.exec(named)?.[1] : undefined;
  if (exact !== undefined) return exact;
  const value = firstOf(fields, name);
  if (typeof value === "number") return Number.isSafeInteger(value) && value > 0 ? String(value) : undefined;
  return typeof value === "string" && plainId.test(value) ? value : undefined;
};

export const readShopifyId = ({ fields, place, reader }: Part, name = "id"): string | undefined => {
  const id = shopifyIdFrom(fields, name);
  if (id !== undefined) return id;
  const value = firstOf(fields, name);
  const problem = value === undefined ? "is missing" : "is no usable id";
  reader.problems.push({ where: `${place}.${name}`, problem, received: shown(value), allowed: "an id of Shopify" });
  return undefined;
};

/** Shopify writes money as text with a point, so that no sum loses a cent on its way. */
const money = /^-?\d{1,13}(\.\d{1,6})?$/;

/** A sum of money in major units; undefined when it is absent or no sum. */
export const moneyFrom = (value: unknown): number | undefined => {
  const text = typeof value === "number" ? String(value) : value;
  if (typeof text !== "string" || !money.test(text)) return undefined;
  const amount = Number(text) + 0;
  return Math.abs(amount) <= maxAmount ? amount : undefined;
};

export const readMoney = ({ fields, place, reader }: Part, name: string): number | undefined => {
  const value = firstOf(fields, name);
  const amount = moneyFrom(value);
  if (amount !== undefined) return amount;
  const problem = value === undefined ? "is missing" : "is no sum of money";
  reader.problems.push({
    where: `${place}.${name}`,
    problem,
    received: shown(value),
    allowed: 'a sum such as "409.94"',
  });
  return undefined;
};

const earliest = Date.UTC(1990, 0, 1);
const aheadMs = 24 * hourMs;
const timeRule = "an ISO 8601 time with its offset, from 1990 to a day ahead";

/** Epoch milliseconds; undefined when the text is no instant that can be believed. */
export const instantFrom = (value: unknown, receivedAt: number): number | undefined => {
  if (typeof value !== "string" || value.length > 40) return undefined;
  try {
    const at = Temporal.Instant.from(value).epochMilliseconds;
    return at < earliest || at > receivedAt + aheadMs ? undefined : at;
  } catch {
    return undefined;
  }
};

/** The first of the named instants that says something. */
export const readInstant = ({ fields, place, reader, receivedAt }: Part, ...names: string[]): number | undefined => {
  const name = names.find((each) => firstOf(fields, each) !== undefined) ?? names[0] ?? "";
  const value = firstOf(fields, name);
  const at = instantFrom(value, receivedAt);
  if (at !== undefined) return at;
  const problem = value === undefined ? "is missing" : "is not a time to be believed";
  reader.problems.push({ where: `${place}.${name}`, problem, received: shown(value), allowed: timeRule });
  return undefined;
};
