import { readLinkKeys } from "../../lambdas/shared/link-keys.ts";
import { signLink } from "../../lambdas/shared/link-token.ts";
import { toHttpEvent } from "../local/http-event.ts";
import type { Chances } from "./chances.ts";
import type { Ended } from "./instances.ts";
import type { Person } from "./shop.ts";

export interface SegmentMessage {
  readonly type: "identify" | "track";
  readonly messageId: string;
  readonly properties?: { readonly order_id: string };
  readonly [field: string]: unknown;
}

export interface ShopClientOptions {
  readonly chances: Chances;
  readonly clock: { now(): number };
  readonly writeKey: string;
  readonly linkSecret: string;
  readonly invoke: (entry: "ingest" | "unsubscribe" | "api", event: unknown, onEnd: (ended: Ended) => void) => void;
  /** The shop was told that this is stored. */
  readonly onPromised: (message: SegmentMessage) => void;
}

/** What the shop tells of its customers, and what they do themselves, through the public endpoints. */
export interface ShopClient {
  identify(person: Person, traits: object): void;
  order(person: Person): void;
  /** The last order, if there is one; what was said of it may still be on its way. */
  cancelOrder(person: Person): void;
  optOut(person: Person): void;
  /** What was not answered with success, to be said again; undefined when there is nothing. */
  unheard(): { readonly messageId: string; readonly sayAgain: () => void } | undefined;
  /** Nobody waits for an answer, and nothing has to be said again. */
  isDone(): boolean;
}

const host = "https://shop.example";

const request = (at: number, path: string, body: string, headers: Readonly<Record<string, string>>) => {
  const call = new Request(host + path, { method: "POST", headers });
  const token = /^\/unsubscribe\/(.+)$/.exec(path)?.[1];
  const route = { method: "POST", path: token === undefined ? path : "/unsubscribe/{token}", functionName: "" };
  const matched = { route, pathParameters: token === undefined ? {} : { token } };
  return toHttpEvent(call, matched, Buffer.from(body), at);
};

const isSuccess = (ended: Ended): boolean =>
  ended.kind === "returned" && (ended.result as { readonly statusCode?: number }).statusCode === 200;

/** As the clients of the Segment spec do it: what was not answered with success is said again, with the same id. */
const createSaying = (options: ShopClientOptions) => {
  const { clock } = options;
  const authorization = `Basic ${Buffer.from(`${options.writeKey}:`).toString("base64")}`;
  const headers = { authorization, "content-type": "application/json" };
  const waiting: SegmentMessage[] = [];
  let asking = 0;
  const say = (message: SegmentMessage): void => {
    asking += 1;
    const event = request(clock.now(), "/v1/batch", JSON.stringify({ batch: [message] }), headers);
    options.invoke("ingest", event, (ended) => {
      asking -= 1;
      if (isSuccess(ended)) options.onPromised(message);
      else waiting.push(message);
    });
  };
  return { say, waiting, isDone: () => waiting.length === 0 && asking === 0 };
};

export const createShopClient = (options: ShopClientOptions): ShopClient => {
  const { chances, clock } = options;
  const { say, waiting, isDone } = createSaying(options);
  const orders = new Map<string, string>();
  let count = 0;

  const message = (type: SegmentMessage["type"], person: Person, fields: object): SegmentMessage => {
    count += 1;
    const at = new Date(clock.now()).toISOString();
    return { type, messageId: `m${count}`, userId: person.customerId, timestamp: at, ...fields };
  };
  const orderOf = (person: Person): SegmentMessage => {
    const total = chances.between(5, 80);
    const orderId = `o${count + 1}`;
    orders.set(person.customerId, orderId);
    const products = [{ product_id: "tea", quantity: 1, price: total }];
    return message("track", person, { event: "Order Completed", properties: { order_id: orderId, total, products } });
  };
  return {
    identify: (person, traits) => say(message("identify", person, { traits })),
    order: (person) => say(orderOf(person)),
    cancelOrder: (person) => {
      const orderId = orders.get(person.customerId);
      if (!orders.delete(person.customerId)) return;
      say(message("track", person, { event: "Order Cancelled", properties: { order_id: orderId, total: 0 } }));
    },
    optOut: ({ customerId }) => {
      const channel = chances.pick(["email", "sms"] as const);
      const claims = { customerId, channel, topic: "all" as const, messageKey: "by-hand" };
      const token = signLink({ keys: readLinkKeys(options.linkSecret), purpose: "unsubscribe", claims });
      options.invoke("unsubscribe", request(clock.now(), `/unsubscribe/${token}`, "", {}), () => {});
    },
    unheard: () => {
      const next = waiting.shift();
      return next && { messageId: next.messageId, sayAgain: () => say(next) };
    },
    isDone,
  };
};
