import type { APIGatewayProxyResultV2 } from "aws-lambda";
import { apiAnswer, matchRoute, readBody, toHttpEvent, toResponse } from "./http-event.ts";
import type { Invoke } from "./mapping-runner.ts";
import type { LocalRoute } from "./wiring.ts";

/** Answers a request as the HTTP API would. Nothing: no route has this path. */
export type Dispatch = (request: Request) => Promise<Response | undefined>;

export const createDispatch =
  (q: { readonly routes: readonly LocalRoute[]; readonly invoke: Invoke; readonly now: () => number }): Dispatch =>
  async (request) => {
    const matched = matchRoute(q.routes, request.method, new URL(request.url).pathname);
    if (matched === undefined) return undefined;
    if (matched === "other-method") return apiAnswer(404, "Not Found");
    const body = await readBody(request);
    if (body === undefined) return apiAnswer(413, "Request Entity Too Large");
    try {
      const event = toHttpEvent(request, matched, body, q.now());
      return toResponse((await q.invoke(matched.route.functionName, event)) as APIGatewayProxyResultV2);
    } catch {
      // The function's own words stay in the log: they may name what a stranger should not read.
      return apiAnswer(500, "Internal Server Error");
    }
  };
