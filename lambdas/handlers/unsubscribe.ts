import { type Context, Hono } from "hono";
import { handle, type LambdaEvent } from "hono/aws-lambda";
import type { Language } from "../domain/channel.ts";
import type { CustomerEvent } from "../domain/event.ts";
import { lambdaHandler } from "../shared/lambda.ts";
import { createLinkKeys } from "../shared/link-secret.ts";
import { type LinkClaims, readLink } from "../shared/link-token.ts";
import type { Runtime } from "../shared/runtime.ts";
import { createEventStore } from "../store/event-store.ts";
import { browserLanguage, type PageKind, page, pageHeaders } from "./unsubscribe/page.ts";

const statusOf = { ask: 200, done: 200, "bad-link": 400, "wrong-method": 405 } as const;

const answer = (context: Context, kind: PageKind, language?: Language): Response => {
  const spoken = language ?? browserLanguage(context.req.header("accept-language"));
  return context.body(page(kind, spoken), statusOf[kind], {
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
  const read = async (token: string): Promise<LinkClaims | undefined> =>
    readLink({ keys: await linkKeys.forToken(token), purpose: "unsubscribe", token });

  const app = new Hono();
  // Hono answers HEAD as GET; a link checker gets no page here.
  app.use(async (context, next) =>
    ["GET", "POST"].includes(context.req.method) ? next() : answer(context, "wrong-method"),
  );
  app.get("/unsubscribe/:token", async (context) => {
    const claims = await read(context.req.param("token"));
    return claims === undefined ? answer(context, "bad-link") : answer(context, "ask", claims.language);
  });
  app.post("/unsubscribe/:token", async (context) => {
    const claims = await read(context.req.param("token"));
    if (claims === undefined) return answer(context, "bad-link");
    await events.append([withdrawal({ claims, source: await sourceOf(context), now: runtime.clock.now() })]);
    return answer(context, "done", claims.language);
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
