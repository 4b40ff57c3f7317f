import { type Context, Hono } from "hono";
import { handle, type LambdaEvent } from "hono/aws-lambda";
import { afterWish, type Preferences, preferencesOf, statementsOf, type Wish } from "../domain/preferences.ts";
import { lambdaHandler } from "../shared/lambda.ts";
import { createLinkKeys } from "../shared/link-secret.ts";
import type { LinkClaims } from "../shared/link-token.ts";
import type { Runtime } from "../shared/runtime.ts";
import { pathsOf, readPageLink } from "../shared/short-link.ts";
import { createCustomerStore } from "../store/customer-store.ts";
import { createEventStore } from "../store/event-store.ts";
import { formBytesMax, readWish } from "./preferences/form.ts";
import { preferencesHeaders, preferencesPage } from "./preferences/page.ts";
import { browserLanguage, page, pageHeaders } from "./unsubscribe/page.ts";

/** A link that we did not write, or whose person is gone, gets the same page: nobody learns who is a customer. */
const badLink = (context: Context, status: 400 | 405 = 400): Response =>
  context.body(
    page(status === 405 ? "wrong-method" : "bad-link", browserLanguage(context.req.header("accept-language"))),
    status,
    { ...pageHeaders, ...(status === 405 && { allow: "GET, POST" }) },
  );

interface Known {
  readonly claims: LinkClaims;
  readonly preferences: Preferences;
}

/**
 * The page where a customer chooses topics, channels and frequency. Only a POST changes anything: scanners and previews
 * fetch every link in a message. It needs no log-in, because the signed token names the person; it shows no address and no
 * name, because a forwarded message carries the link along.
 */
export const createPreferencesApp = (runtime: Runtime): Hono => {
  const customers = createCustomerStore(runtime);
  const events = createEventStore(runtime);
  const linkKeys = createLinkKeys(runtime);

  const known = async (token: string): Promise<Known | undefined> => {
    const claims = readPageLink({ keys: await linkKeys.forToken(token), page: "preferences", token });
    const profile = claims && (await customers.loadOne(claims.customerId, { consistent: true }));
    return claims === undefined || profile === undefined ? undefined : { claims, preferences: preferencesOf(profile) };
  };
  const show = (context: Context, { claims, preferences }: Known, said: "nothing" | "saved" | "refused"): Response => {
    const language = claims.language ?? browserLanguage(context.req.header("accept-language"));
    const html = preferencesPage({ preferences, language, said });
    return context.body(html, said === "refused" ? 400 : 200, { ...preferencesHeaders });
  };
  const save = async ({ claims, preferences }: Known, wish: Wish): Promise<void> => {
    const { customerId, messageKey } = claims;
    const told = statementsOf(preferences, wish, { customerId, messageKey, now: runtime.clock.now() });
    if (told.length > 0) await events.append(told);
  };

  const app = new Hono();
  // Hono answers HEAD as GET; a link checker gets no page here.
  app.use(async (context, next) => (["GET", "POST"].includes(context.req.method) ? next() : badLink(context, 405)));
  app.on("GET", [...pathsOf("preferences")], async (context) => {
    const found = await known(context.req.param("token") ?? "");
    return found === undefined ? badLink(context) : show(context, found, "nothing");
  });
  app.on("POST", [...pathsOf("preferences")], async (context) => {
    const found = await known(context.req.param("token") ?? "");
    if (found === undefined) return badLink(context);
    const body = await context.req.arrayBuffer();
    const wish = body.byteLength > formBytesMax ? undefined : readWish(new TextDecoder().decode(body));
    if (wish === undefined) return show(context, found, "refused");
    await save(found, wish);
    // The profile hears of it within a second; the page shows at once what will hold.
    return show(context, { ...found, preferences: afterWish(found.preferences, wish) }, "saved");
  });
  app.notFound((context) => badLink(context));
  app.onError((error, context) => {
    runtime.logger.error("A preferences request failed", { error });
    return context.text("Please try again later. 请稍后再试。", 500, { "cache-control": "no-store" });
  });
  return app;
};

export const createHandler = (runtime: Runtime) => {
  const answerEvent = handle(createPreferencesApp(runtime));
  return (event: LambdaEvent) => answerEvent(event);
};

export const handler = lambdaHandler(createHandler);
