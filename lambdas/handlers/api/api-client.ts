import { type ClientRequestOptions, hc } from "hono/client";
import type { Api } from "./api-type.ts";

type Parameters = Readonly<Record<string, string>>;

/** An id may hold a slash, a question mark or a hash, and hono puts it into the address as it is. */
const encoded = (call: unknown): unknown => {
  if (typeof call !== "object" || call === null || !("param" in call)) return call;
  const parts = Object.entries(call.param as Parameters).map(([name, value]) => [name, encodeURIComponent(value)]);
  return { ...call, param: Object.fromEntries(parts) };
};

const encoding = <Part extends object>(part: Part): Part =>
  new Proxy(part, {
    get: (target, key) => {
      const value: unknown = Reflect.get(target, key);
      return typeof value === "function" ? encoding(value) : value;
    },
    apply: (target, self, [call, ...more]) =>
      Reflect.apply(target as unknown as (...all: unknown[]) => unknown, self, [encoded(call), ...more]),
  });

/** The API as functions: `client.api.tasks.$get({ query: { limit: "20" } })`, with the types of the contract. For browsers too. */
export const createApiClient = (baseUrl: string, options?: ClientRequestOptions): ReturnType<typeof hc<Api>> =>
  encoding(hc<Api>(baseUrl, options));
