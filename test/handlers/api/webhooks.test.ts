import { afterAll, beforeAll, expect, test } from "vitest";
import { parseSettings } from "../../../lambdas/domain/parse-settings.ts";
import { createApiApp } from "../../../lambdas/handlers/api.ts";
import { environmentFrom } from "../../../lambdas/shared/environment.ts";
import { createCampaignStore } from "../../../lambdas/store/campaign-store.ts";
import { changedAt, startSecretsStandIn } from "../../support/secrets-stand-in.ts";
import { startTables, type Tables } from "../../support/tables.ts";

let tables: Tables;
beforeAll(async () => {
  tables = await startTables();
});
afterAll(() => tables.stop());

interface Answer {
  // biome-ignore lint/suspicious/noExplicitAny: what a test expects of an answer says what it is.
  readonly [name: string]: any;
}

const ask = async (variables: Readonly<Record<string, string | undefined>>) => {
  const environment = environmentFrom({ ...tables.variables, WEBHOOK_SECRET: undefined, ...variables });
  const answer = await createApiApp(tables.runtime({ environment })).request("/api/webhooks", {
    headers: { host: "api.example.com" },
  });
  return { status: answer.status, text: await answer.clone().text(), body: (await answer.json()) as Answer };
};

test("on one machine it is told whether a shop is connected, and no secret", async () => {
  const secrets = JSON.stringify({ "tea.myshopify.com": ["shpss_very-secret-0123456789"] });

  const connected = await ask({ SHOPIFY_SECRETS: secrets, WEBHOOK_SECRET: "another very secret one" });
  const apart = await ask({ SHOPIFY_SECRETS: "{}", WEBHOOK_SECRET: "another very secret one" });

  expect(connected.body.shopify).toMatchObject({
    address: "https://api.example.com/webhooks/shopify",
    secret: { stored: true },
  });
  expect(connected.body.shopify.topics).toContain("orders/paid");
  expect(apart.body.shopify.secret).toEqual({ stored: false });
  expect(connected.text).not.toMatch(/secret-0123|very secret/);
});

test("the hosts that may be told come from the settings", async () => {
  const parsed = parseSettings({ webhookHosts: ["hooks.example.com"] });
  if (!parsed.ok) throw new Error("The settings are not valid.");
  await createCampaignStore(tables.runtime()).publish(() => ({
    paused: false,
    settings: parsed.settings,
    campaigns: [],
  }));

  const { body } = await ask({ SHOPIFY_SECRETS: "{}", WEBHOOK_SECRET: "x" });

  expect(body.outgoing).toEqual({ hosts: ["hooks.example.com"], secret: { stored: true } });
});

test("on AWS it is asked whether a secret has a value, and the value is never read", async () => {
  const secrets = await startSecretsStandIn("");
  const variables = { AWS_ENDPOINT_URL_SECRETS_MANAGER: secrets.endpoint };

  const before = await ask(variables);
  secrets.text = "very secret";
  const after = await ask(variables);
  await secrets.stop();

  expect(before.body.shopify.secret).toEqual({ stored: false });
  expect(after.body.shopify.secret).toEqual({ stored: true, changedAt: new Date(changedAt * 1000).toISOString() });
  expect(secrets.reads).toBe(0);
  expect(after.text).not.toContain("very secret");
});
