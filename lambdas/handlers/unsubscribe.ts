import { type Context, Hono } from "hono";
import { handle, type LambdaEvent } from "hono/aws-lambda";
import type { CustomerEvent } from "../domain/event.ts";
import { lambdaHandler } from "../shared/lambda.ts";
import { createLinkKeys } from "../shared/link-secret.ts";
import { type LinkClaims, signLink } from "../shared/link-token.ts";
import type { Runtime } from "../shared/runtime.ts";
import { pathsOf, readPageLink } from "../shared/short-link.ts";
import { createEventStore } from "../store/event-store.ts";
import { browserLanguage, type PageKind, page, pageHeaders } from "./unsubscribe/page.ts";

interface Known {
  readonly claims: LinkClaims;
  /** Where the same person chooses instead of stopping, from here. */
  readonly preferences: string;
}

const statusOf = { ask: 200, done: 200, "bad-link": 400, "wrong-method": 405 } as const;

const answer = (context: Context, kind: PageKind, known?: Known): Response => {
  const spoken = known?.claims.language ?? browserLanguage(context.req.header("accept-language"));
  return context.body(page(kind, spoken, known?.preferences), statusOf[kind], {
    ...pageHeaders,
    ...(kind === "wrong-method" ? { allow: "GET, POST" } : {}),
  });
};

/** The field that a mailbox provider posts has 26 bytes. A body of another size is not looked into; the opt-out holds. */
const bodyBytesMax = 4 * 1024;

/** RFC 8058: a mailbox provider posts exactly this field; our own button posts nothing. */
const sourceOf = async (context: Context): Promise<"one-click" | "page"> => {
  if ((await context.req.arrayBuffer()).byteLength > bodyBytesMax) return "page";
  const body = await context.req.parseBody().catch(() => ({}) as Record<string, unknown>);
  return body["List-Unsubscribe"] === "One-Click" ? "one-click" : "page";
};

const withdrawal = (q: {
  readonly claims: LinkClaims;
  readonly source: "one-click" | "page";
  readonly now: number;
}): CustomerEvent => ({
  customerId: q.claims.customerId,
  eventId: `${q.claims.messageKey}-unsubscribe-${q.source}`,
  occurredAt: q.now,
  receivedAt: q.now,
  kind: "consent-withdrawn",
  channel: q.claims.channel,
  topic: q.claims.topic,
  source: q.source,
  evidence: q.claims.messageKey,
});

/**
 * The page behind an unsubscribe link. Only a POST changes anything: scanners and previews fetch every link in a mail. It
 * needs no log-in and no cookie, because the signed token names the person and the list.
 */
export const createUnsubscribeApp = (runtime: Runtime): Hono => {
  const events = createEventStore(runtime);
  const linkKeys = createLinkKeys(runtime);
  const read = async (token: string): Promise<Known | undefined> => {
    const keys = await linkKeys.forToken(token);
    const claims = readPageLink({ keys, page: "unsubscribe", token });
    if (claims === undefined) return undefined;
    return { claims, preferences: `../preferences/${signLink({ keys, purpose: "preferences", claims })}` };
  };

  const app = new Hono();
  // Hono answers HEAD as GET; a link checker gets no page here.
  app.use(async (context, next) =>
    ["GET", "POST"].includes(context.req.method) ? next() : answer(context, "wrong-method"),
  );
  app.on("GET", [...pathsOf("unsubscribe")], async (context) => {
    const known = await read(context.req.param("token") ?? "");
    return known === undefined ? answer(context, "bad-link") : answer(context, "ask", known);
  });
  app.on("POST", [...pathsOf("unsubscribe")], async (context) => {
    const known = await read(context.req.param("token") ?? "");
    if (known === undefined) return answer(context, "bad-link");
    const source = await sourceOf(context);
    await events.append([withdrawal({ claims: known.claims, source, now: runtime.clock.now() })]);
    return answer(context, "done", known);
  });
  app.notFound((context) => answer(context, "bad-link"));
  app.onError((error, context) => {
    runtime.logger.error("An unsubscribe request failed", { error });
    return context.text("Please try again later. 请稍后再试。", 500, { "cache-control": "no-store" });
  });
  return app;
};

export const createHandler = (runtime: Runtime) => {
  const answerEvent = handle(createUnsubscribeApp(runtime));
  return (event: LambdaEvent) => answerEvent(event);
};

export const handler = lambdaHandler(createHandler);
