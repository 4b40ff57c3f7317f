import type { Context } from "hono";
import { defaultSettings } from "../../domain/parse-settings.ts";
import type { Runtime } from "../../shared/runtime.ts";
import { type AskedSecret, secretState } from "../../shared/secret-state.ts";
import { createCampaignStore } from "../../store/campaign-store.ts";
import { webhookContract } from "./contract/webhooks.ts";
import { ContractApp } from "./contract-app.ts";

/** Without these a shop's orders and customers are not complete; docs/data-in.md lists all that are understood. */
const shopifyTopics = [
  "orders/create",
  "orders/paid",
  "orders/updated",
  "orders/cancelled",
  "customers/update",
] as const;

/** The gateway's own name, or this machine's, which has no certificate: whoever came by another name cannot be answered by it. */
const addressOf = (context: Context): string => {
  const host = context.req.header("host") ?? new URL(context.req.url).host;
  return `${/^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(host) ? "http" : "https"}://${host}`;
};

/** How other systems reach the engine and are reached by it. Tells whether there are secrets, never one. */
export const createWebhookRoutes = (runtime: Runtime): ContractApp => {
  const campaigns = createCampaignStore(runtime);
  const stateOf = async (name: AskedSecret) => {
    const { stored, changedAt } = await secretState(runtime.environment, name);
    return { stored, ...(changedAt !== undefined && { changedAt: new Date(changedAt).toISOString() }) };
  };
  return new ContractApp().openapi(webhookContract.get, async (context) => {
    const { webhookHosts: hosts } = (await campaigns.snapshot())?.settings ?? defaultSettings;
    const [shopifySecret, webhookSecret] = await Promise.all([stateOf("SHOPIFY_SECRETS"), stateOf("WEBHOOK_SECRET")]);
    const address = addressOf(context);
    return context.json(
      {
        address,
        shopify: { address: `${address}/webhooks/shopify`, topics: shopifyTopics, secret: shopifySecret },
        outgoing: { hosts, secret: webhookSecret },
      },
      200,
    );
  });
};
