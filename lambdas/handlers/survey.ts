import { type Context, Hono } from "hono";
import { handle, type LambdaEvent } from "hono/aws-lambda";
import type { Language } from "../domain/channel.ts";
import type { CustomerEvent, EventBody, EventEnvelope } from "../domain/event.ts";
import { lambdaHandler } from "../shared/lambda.ts";
import { createLinkKeys } from "../shared/link-secret.ts";
import type { LinkClaims } from "../shared/link-token.ts";
import type { Runtime } from "../shared/runtime.ts";
import { pathsOf, readPageLink } from "../shared/short-link.ts";
import { createCustomerStore } from "../store/customer-store.ts";
import { createEventStore } from "../store/event-store.ts";
import { createFindByStart } from "../store/message-by-start.ts";
import { askedIn, formBytesMax, readAnswer, readReason } from "./survey/form.ts";
import { type Question, questionPage, surveyHeaders, thanksPage } from "./survey/page.ts";
import { browserLanguage, page, pageHeaders } from "./unsubscribe/page.ts";

/** A link that we did not write, or whose person is gone, gets the same page: nobody learns who is a customer. */
const badLink = (context: Context, status: 400 | 405 = 400): Response =>
  context.body(
    page(status === 405 ? "wrong-method" : "bad-link", browserLanguage(context.req.header("accept-language"))),
    status,
    { ...pageHeaders, ...(status === 405 && { allow: "GET, POST" }) },
  );

const languageOf = (context: Context, claims: LinkClaims): Language =>
  claims.language ?? browserLanguage(context.req.header("accept-language"));

/** The first answer to a message counts: its id is the message's, and the time is no part of the event's key. */
const envelopeOf = ({ customerId, messageKey }: LinkClaims, about: Question["about"], now: number): EventEnvelope => ({
  customerId,
  eventId: `${messageKey}-${about}`,
  occurredAt: now,
  receivedAt: now,
  unstamped: true,
});

/** What a posted form says; undefined when it holds no answer. */
type ReadBody = (claims: LinkClaims, form: string) => EventBody | undefined;

const surveyBody: ReadBody = ({ campaignId }, form) => {
  const answer = readAnswer(form);
  return answer === undefined || campaignId === undefined
    ? undefined
    : { kind: "survey-answered", surveyId: campaignId, ...answer };
};

const reasonBody: ReadBody = (_claims, form) => {
  const reason = readReason(form);
  return reason === undefined ? undefined : { kind: "churn-reason-told", reason, source: "page" };
};

/**
 * The pages behind the links that ask how it was, and why a customer stayed away. Only a POST answers: scanners and previews
 * fetch every link in a message. They need no log-in, because the signed token names the person and the message.
 */
export const createSurveyApp = (runtime: Runtime): Hono => {
  const customers = createCustomerStore(runtime);
  const events = createEventStore(runtime);
  const linkKeys = createLinkKeys(runtime);

  const findByStart = createFindByStart(runtime);

  /** Whose message a short link was in, and its whole key, by which an answer counts once: a long link names both. */
  const named = async (claims: LinkClaims | undefined): Promise<LinkClaims | undefined> => {
    if (claims === undefined || claims.channel !== "sms" || claims.campaignId !== undefined) return claims;
    const message = await findByStart({ customerId: claims.customerId, messageKeyStart: claims.messageKey });
    return message && { ...claims, messageKey: message.messageKey, campaignId: message.campaignId };
  };
  const known = async (token: string, page: Question["about"]): Promise<LinkClaims | undefined> => {
    const claims = await named(readPageLink({ keys: await linkKeys.forToken(token), page, token }));
    if (claims === undefined || (page === "survey" && claims.campaignId === undefined)) return undefined;
    // Of somebody who is erased nothing is kept, above all not their own words.
    return (await customers.loadOne(claims.customerId, { consistent: true })) === undefined ? undefined : claims;
  };
  const ask = (context: Context, claims: LinkClaims, question: Question, refused = false): Response => {
    const html = questionPage({ question, language: languageOf(context, claims), refused });
    return context.body(html, refused ? 400 : 200, { ...surveyHeaders });
  };
  const addPage = (about: Question["about"], questionOf: (context: Context) => Question, bodyOf: ReadBody): void => {
    app.on("GET", [...pathsOf(about)], async (context) => {
      const claims = await known(context.req.param("token") ?? "", about);
      return claims === undefined ? badLink(context) : ask(context, claims, questionOf(context));
    });
    app.on("POST", [...pathsOf(about)], async (context) => {
      const claims = await known(context.req.param("token") ?? "", about);
      if (claims === undefined) return badLink(context);
      const bytes = await context.req.arrayBuffer();
      const body = bytes.byteLength > formBytesMax ? undefined : bodyOf(claims, new TextDecoder().decode(bytes));
      if (body === undefined) return ask(context, claims, questionOf(context), true);
      const event: CustomerEvent = { ...envelopeOf(claims, about, runtime.clock.now()), ...body };
      await events.appendOnce(event);
      return context.body(thanksPage(languageOf(context, claims)), 200, { ...surveyHeaders });
    });
  };

  const app = new Hono();
  // Hono answers HEAD as GET; a link checker gets no page here.
  app.use(async (context, next) => (["GET", "POST"].includes(context.req.method) ? next() : badLink(context, 405)));
  addPage("survey", (context) => ({ about: "survey", asked: askedIn(context.req.query()) }), surveyBody);
  addPage("reason", () => ({ about: "reason" }), reasonBody);
  app.notFound((context) => badLink(context));
  app.onError((error, context) => {
    runtime.logger.error("An answer of a customer failed", { error });
    return context.text("Please try again later. 请稍后再试。", 500, { "cache-control": "no-store" });
  });
  return app;
};

export const createHandler = (runtime: Runtime) => {
  const answerEvent = handle(createSurveyApp(runtime));
  return (event: LambdaEvent) => answerEvent(event);
};

export const handler = lambdaHandler(createHandler);
