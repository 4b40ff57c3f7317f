// The person who looks after messages in doubt: asks for a list of them and decides about one, through the API.
import { personDecisions } from "../../lambdas/domain/message.ts";
import { toHttpEvent } from "../local/http-event.ts";
import type { Chances } from "./chances.ts";
import type { Ended } from "./instances.ts";

export interface ClerkOptions {
  readonly chances: Chances;
  readonly clock: { now(): number };
  readonly invoke: (entry: "api", event: unknown, onEnd: (ended: Ended) => void) => void;
}

interface Listed {
  readonly messages: readonly { readonly customerId: string; readonly messageKey: string }[];
}

/** As the gateway hands it over once it has checked the signature. */
const signedEvent = (method: "GET" | "POST", path: string, body: string, now: number) => {
  const headers = body === "" ? {} : { "content-type": "application/json" };
  const call = new Request(`https://shop.example${path}`, { method, headers });
  const route = { method, path: "/api/{proxy+}", signed: true as const, functionName: "" };
  return toHttpEvent(call, { route, pathParameters: {} }, Buffer.from(body), now);
};

const listedIn = (ended: Ended): Listed["messages"] => {
  const answer = ended.kind === "returned" ? (ended.result as { statusCode?: number; body?: string }) : {};
  return answer.statusCode === 200 ? (JSON.parse(answer.body ?? "") as Listed).messages : [];
};

/** One look at a list and at most one decision. What is refused is not tried again: somebody else was faster. */
export const createClerk = ({ chances, clock, invoke }: ClerkOptions): (() => void) => {
  const decide = (ended: Ended): void => {
    const messages = listedIn(ended);
    if (messages.length === 0) return;
    const { customerId, messageKey } = chances.pick(messages);
    const body = JSON.stringify({ decision: chances.pick(personDecisions) });
    invoke(
      "api",
      signedEvent("POST", `/api/messages/${customerId}/${messageKey}/decision`, body, clock.now()),
      () => {},
    );
  };
  return () => {
    const status = chances.pick(["parked", "in-doubt"] as const);
    invoke("api", signedEvent("GET", `/api/messages?status=${status}`, "", clock.now()), decide);
  };
};
