import { type Context, Hono } from "hono";
import { handle, type LambdaEvent } from "hono/aws-lambda";
import { isLinkAddress } from "../channels/links.ts";
import type { CustomerEvent } from "../domain/event.ts";
import { isScanner } from "../domain/link-scanner.ts";
import type { Message } from "../domain/message.ts";
import { type ClickClaims, readClick } from "../shared/click-token.ts";
import { lambdaHandler } from "../shared/lambda.ts";
import { createLinkKeys } from "../shared/link-secret.ts";
import type { Runtime } from "../shared/runtime.ts";
import { createEventStore } from "../store/event-store.ts";
import { createMessageStore } from "../store/message-store.ts";
import { createWordsLoader } from "../store/words-store.ts";
import { browserLanguage, page, pageHeaders } from "./unsubscribe/page.ts";

/** What a link of ours leads to. */
interface Target {
  readonly address: string;
  readonly message: Message;
}

/** A link that we did not write, or whose message is gone, shows a page. It leads nowhere, above all not where it says. */
const nowhere = (context: Context): Response =>
  context.body(page("bad-link", browserLanguage(context.req.header("accept-language"))), 404, { ...pageHeaders });

const onward = (address: string): Response =>
  new Response(null, {
    status: 302,
    headers: { location: address, "cache-control": "no-store", "referrer-policy": "no-referrer" },
  });

/** The first click on a link of a message counts, however often it is followed: the time is no part of the event's key. */
const clicked = ({ message }: Target, link: number, now: number): CustomerEvent => {
  const { customerId, messageKey, campaignId, stepId, occurrence, channel } = message;
  return {
    kind: "message-clicked",
    customerId,
    eventId: `${messageKey}-clicked-${link}`,
    occurredAt: now,
    receivedAt: now,
    unstamped: true,
    message: { messageKey, campaignId, stepId, occurrence, channel },
  };
};

/**
 * Follows a link of a text message. Where it leads is looked up among the addresses stored with the words of the message's
 * campaign version and is never part of the request, so nobody can lend the shop's name to another address.
 */
export const createClickApp = (runtime: Runtime): Hono => {
  const events = createEventStore(runtime);
  const messages = createMessageStore(runtime);
  const loadWords = createWordsLoader(runtime);
  const linkKeys = createLinkKeys(runtime);

  const targetOf = async ({ customerId, messageKey, language, link }: ClickClaims): Promise<Target | undefined> => {
    const message = await messages.get(customerId, messageKey);
    if (message === undefined) return undefined;
    const { campaignId, campaignVersion: version } = message;
    const address = (await loadWords({ campaignId, version, language }))?.links?.[link];
    return address !== undefined && isLinkAddress(address) ? { address, message } : undefined;
  };

  /** The person goes on whatever becomes of the record. */
  const record = async (target: Target, link: number): Promise<void> => {
    try {
      await events.appendOnce(clicked(target, link, runtime.clock.now()));
    } catch (error) {
      const { messageKey } = target.message;
      runtime.logger.error("A click was not recorded", { error, messageKey });
    }
  };

  const app = new Hono();
  app.get("/c/:token", async (context) => {
    const token = context.req.param("token");
    const claims = readClick(await linkKeys.forToken(token), token);
    const target = claims === undefined ? undefined : await targetOf(claims);
    if (claims === undefined || target === undefined) return nowhere(context);
    const scanner = isScanner({
      method: context.req.method,
      userAgent: context.req.header("user-agent"),
      purpose: context.req.header("sec-purpose") ?? context.req.header("purpose"),
    });
    if (!scanner) await record(target, claims.link);
    return onward(target.address);
  });
  app.notFound(nowhere);
  app.onError((error, context) => {
    runtime.logger.error("A click could not be followed", { error });
    return context.text("Please try again later. 请稍后再试。", 503, { "cache-control": "no-store" });
  });
  return app;
};

export const createHandler = (runtime: Runtime) => {
  const answerEvent = handle(createClickApp(runtime));
  return (event: LambdaEvent) => answerEvent(event);
};

export const handler = lambdaHandler(createHandler);
