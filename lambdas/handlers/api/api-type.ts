import type { RouteConfig, RouteConfigToTypedResponse } from "@hono/zod-openapi";
import type { Env, Hono, ToSchema } from "hono";
import type { UnionToIntersection } from "hono/utils/types";
import type { contract } from "./contract/contract.ts";
import type { InputOf } from "./contract/parts.ts";

type RouterPath<Path extends string> = Path extends `${infer Start}/{${infer Name}}${infer Rest}`
  ? `${Start}/:${Name}${RouterPath<Rest>}`
  : Path;

type CallOf<Route> = Route extends RouteConfig
  ? ToSchema<Route["method"], `/api${RouterPath<Route["path"]>}`, InputOf<Route>, RouteConfigToTypedResponse<Route>>
  : never;

type Nouns = typeof contract;
type AnyRoute = { [Noun in keyof Nouns]: Nouns[Noun][keyof Nouns[Noun]] }[keyof Nouns];

/** The whole API, of both functions, for `hc<Api>` of hono/client. It comes from the contract alone, and so knows no handler. */
export type Api = Hono<Env, UnionToIntersection<CallOf<AnyRoute>>, "/">;
