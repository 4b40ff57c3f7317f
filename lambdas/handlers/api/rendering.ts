import type * as z from "zod";
import { offersChoice, renderMessage, type TextPlace } from "../../channels/render.ts";
import { messageVariables } from "../../channels/variables.ts";
import type { Words } from "../../channels/words.ts";
import type { Coupon } from "../../domain/coupon.ts";
import type { Settings } from "../../domain/settings.ts";
import { isTimeZone } from "../../domain/zone-calendar.ts";
import type { Runtime } from "../../shared/runtime.ts";
import { type CampaignStore, createCampaignStore } from "../../store/campaign-store.ts";
import { refuse } from "./answer.ts";
import { renderingContract } from "./contract/rendering.ts";
import { ContractApp } from "./contract-app.ts";
import { nothingPublished } from "./nothing-published.ts";

type Body = z.output<(typeof renderingContract.render.request.body.content)["application/json"]["schema"]>;

/** The links of a message open a customer's own pages, so nobody is shown them; these lead nowhere. */
const noLinks = {
  unsubscribeUrl: "https://shop.example/unsubscribe/…",
  preferencesUrl: "https://shop.example/preferences/…",
  surveyUrl: "https://shop.example/survey/…",
  reasonUrl: "https://shop.example/reason/…",
};
const unknownCode = "······";

/** In the first language that was written of those a message is sent in. */
const loadWords = async (
  campaigns: CampaignStore,
  { campaignId, version, filling }: Body & { readonly campaignId: string },
  { shop }: Settings,
): Promise<Words | undefined> => {
  for (const language of new Set([filling.language ?? shop.locale, shop.locale, "en" as const])) {
    const words = await campaigns.loadWords({ campaignId, version, language });
    if (words !== undefined) return words;
  }
  return undefined;
};

const couponOf = ({ filling }: Body, coupons: readonly Coupon[]) => {
  const { coupon: given } = filling;
  const coupon = coupons.find(({ id }) => id === given?.couponId);
  if (given === undefined || coupon === undefined) return {};
  const { value, minimumSpend } = coupon;
  const expiresAt = given.expiresAt === undefined ? undefined : Date.parse(given.expiresAt);
  return { coupon: { value, minimumSpend, code: given.code ?? unknownCode, expiresAt } };
};

const variablesOf = (body: Body, words: Words, { settings, coupons }: Published) => {
  const { filling } = body;
  const { firstName, orders, details, timeZone } = filling;
  const lastAt = orders.lastAt === undefined ? {} : { lastAt: Date.parse(orders.lastAt) };
  return messageVariables({
    profile: {
      traits: firstName === undefined ? {} : { firstName },
      orders: { count: orders.count, revenue: 0, recent: [], ...lastAt },
    },
    ...{ words, shop: settings.shop, now: Date.parse(filling.at) },
    timeZone: isTimeZone(timeZone) ? timeZone : settings.shop.timeZone,
    ...couponOf(body, coupons),
    ...(details !== undefined && { details }),
    ...noLinks,
  });
};

interface Published {
  readonly settings: Settings;
  readonly coupons: readonly Coupon[];
}

/** How a text was signed and ended depends on where it went and what it was about. */
const placeOf = ({ filling, category }: Body, words: Words, { senders }: Settings): TextPlace => ({
  country: filling.country,
  category,
  canReply: senders.smsSenderId === undefined,
  signsAtGateway: senders.smsSignature === "gateway",
  offersChoice: offersChoice(senders, words),
});

const render = (words: Words, body: Body, published: Published) => {
  const { stepId, channel } = body;
  const place = placeOf(body, words, published.settings);
  const rendering = renderMessage({ words, stepId, channel, variables: variablesOf(body, words, published), place });
  const { language } = words;
  return rendering.ok ? { language, message: rendering.message } : { language, problem: rendering.detail };
};

/**
 * A message as its words say it. Nothing of a finished message is stored, so it is filled in again from the version of the
 * words that it was sent with; what the caller knows of the customer comes with the request, because who renders words here
 * reads no customer.
 */
export const createRenderingRoutes = (runtime: Runtime): ContractApp => {
  const campaigns = createCampaignStore(runtime);
  return new ContractApp().openapi(renderingContract.render, async (context) => {
    const { campaignId } = context.req.valid("param");
    const body = context.req.valid("json");
    const snapshot = await campaigns.snapshot();
    if (snapshot === undefined) return refuse(context, 409, [nothingPublished]);
    const words = await loadWords(campaigns, { ...body, campaignId }, snapshot.settings);
    if (words === undefined) return context.json({ problem: "the version has no words" }, 200);
    return context.json(render(words, body, { settings: snapshot.settings, coupons: snapshot.coupons ?? [] }), 200);
  });
};
