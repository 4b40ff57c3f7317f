import { type Context, Hono } from "hono";
import { handle, type LambdaEvent } from "hono/aws-lambda";
import type { CustomerEvent } from "../domain/event.ts";
import { maxWebhookBytes } from "../domain/intake/message-limits.ts";
import { type IgnoredReason, readWebhook, type WebhookReading } from "../domain/intake/shopify.ts";
import type { ToldProduct } from "../domain/intake/shopify-product.ts";
import type { Problem } from "../domain/problem.ts";
import { lambdaHandler } from "../shared/lambda.ts";
import type { Runtime } from "../shared/runtime.ts";
import { createShopSecrets } from "../shared/shop-secrets.ts";
import { createCompanionListStore } from "../store/companion-lists.ts";
import { createCustomerStore } from "../store/customer-store.ts";
import { createEventStore } from "../store/event-store.ts";
import { createPickListStore } from "../store/pick-lists.ts";
import { createProductStore } from "../store/product-store.ts";
import { boundedBytes, parseJson, type RequestBody, tooLarge } from "./ingest/request-body.ts";
import { eventsAboutAddress } from "./webhook/about-address.ts";
import { isSigned } from "./webhook/signature.ts";

/** What a webhook is answered with. Shopify looks at the status only; the words are for whoever reads its delivery log. */
interface Answer {
  readonly success: boolean;
  /** Events that are stored. */
  readonly accepted: number;
  /** Products whose word in the catalogue is stored; none when something newer was known. */
  readonly products?: number;
  readonly rejected: readonly Problem[];
  /** Values that were left out. */
  readonly notes?: readonly Problem[];
  /** Why nothing of it was kept, although nothing is wrong with it. */
  readonly ignored?: IgnoredReason;
}

const refusal = (...rejected: readonly Problem[]): Answer => ({ success: false, accepted: 0, rejected });

const unsigned: Problem = {
  where: "X-Shopify-Hmac-Sha256",
  problem: "is not the signature of this body by a secret of this shop",
  allowed: "the HMAC-SHA256 of the raw body in base64, with a secret stored for X-Shopify-Shop-Domain",
};

const path = "/webhooks/shopify";

interface Judged {
  readonly events: readonly CustomerEvent[];
  readonly notes: readonly Problem[];
  readonly products?: number;
  readonly ignored?: IgnoredReason;
}

/**
 * Webhooks of Shopify shops. The signature is proved over the raw bytes before anything of them is read. Whatever is no mistake
 * is answered with 200: Shopify repeats every other answer for four hours and then takes the subscription away.
 */
export const createWebhookApp = (runtime: Runtime): Hono => {
  const { clock, logger, metrics } = runtime;
  const events = createEventStore(runtime);
  const customers = createCustomerStore(runtime);
  const secretsOf = createShopSecrets(runtime);

  const catalogue = createProductStore(runtime);
  const lists = createPickListStore(runtime);
  const companions = createCompanionListStore(runtime);

  /** Messages show no more what the shop no longer sells. A repeat does the part again that a failure left undone. */
  const learn = async ({ product, at, forget }: ToldProduct): Promise<Judged> => {
    const change = await catalogue.tell(product, at, forget);
    if (change === undefined) return { events: [], notes: [], ignored: "nothing-new" };
    await lists.follow(change);
    await companions.follow(change);
    return { events: [], notes: [], products: 1 };
  };

  const judge = async (reading: Exclude<WebhookReading, { kind: "refused" }>): Promise<Judged> => {
    if (reading.kind === "kept") return reading;
    if (reading.kind === "product") return learn(reading);
    if (reading.kind === "ignored") return { events: [], notes: [], ignored: reading.reason };
    const about = await eventsAboutAddress({ customers, now: clock.now() }, reading);
    return { events: about, notes: [], ...(about.length === 0 && { ignored: "no-customer" }) };
  };

  const take = async (context: Context, topic: string, body: unknown): Promise<Response> => {
    const header = (name: string) => context.req.header(name);
    const isTest = header("x-shopify-test") === "true";
    const triggeredAt = header("x-shopify-triggered-at");
    const shop = header("x-shopify-shop-domain")?.toLowerCase() ?? "";
    const reading = readWebhook({ topic, shop, body, triggeredAt, isTest, receivedAt: clock.now() });
    const webhook = { topic: topic.slice(0, 60), webhookId: header("x-shopify-webhook-id")?.slice(0, 60) };
    if (reading.kind === "refused") {
      metrics.add("EventsRefused", 1);
      logger.warn("A webhook could not be read", { ...webhook, problems: reading.problems.length });
      return context.json(refusal(...reading.problems), 422);
    }
    const judged = await judge(reading);
    // Stored before the answer: a 2xx promises that nothing is lost.
    if (judged.events.length > 0) await events.append(judged.events);
    metrics.add("EventsAccepted", judged.events.length);
    const told = { ...webhook, accepted: judged.events.length, ignored: judged.ignored };
    if ("request" in reading && reading.request !== undefined)
      logger.warn("A privacy request of a shop needs a person", { ...told, ...reading.request });
    else logger.info("A webhook was taken", told);
    return context.json(answerOf(judged), 200);
  };

  const app = new Hono();
  app.post(path, async (context) => {
    const header = (name: string) => context.req.header(name);
    const bytes = await boundedBytes(context.req.raw, maxWebhookBytes);
    if (bytes === undefined) return refuseBody(context, tooLarge(maxWebhookBytes));
    const secrets = await secretsOf(header("x-shopify-shop-domain") ?? "");
    if (!isSigned({ bytes, signature: header("x-shopify-hmac-sha256"), secrets }))
      return context.json(refusal(unsigned), 401);
    const read = parseJson(bytes);
    return read.ok ? take(context, header("x-shopify-topic") ?? "", read.body) : refuseBody(context, read);
  });
  app.notFound((context) =>
    context.json(refusal({ where: "path", problem: "is not known", allowed: `POST ${path}` }), 404),
  );
  app.onError((error, context) => {
    logger.error("A webhook could not be taken", { error });
    return context.json(refusal({ where: "service", problem: "failed; send the same webhook again later" }), 503);
  });
  return app;
};

const answerOf = ({ events, notes, products, ignored }: Judged): Answer => ({
  success: true,
  accepted: events.length,
  ...(products !== undefined && { products }),
  rejected: [],
  ...(notes.length > 0 && { notes }),
  ...(ignored !== undefined && { ignored }),
});

/** JSON that cannot be read is the same mistake as a payload that cannot: 422. */
const refuseBody = (context: Context, read: RequestBody): Response => {
  if (read.ok) throw new TypeError("A body that was read is no refusal.");
  return context.json(refusal(read.problem), read.status === 413 ? 413 : 422);
};

export const createHandler = (runtime: Runtime) => {
  const answerEvent = handle(createWebhookApp(runtime));
  return (event: LambdaEvent) => answerEvent(event);
};

export const handler = lambdaHandler(createHandler);
