import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { registerEndpoint } from "../../../lambdas/channels/register-endpoint.ts";
import { settingsSchema } from "../../../lambdas/domain/settings.ts";
import { createCampaignStore } from "../../../lambdas/store/campaign-store.ts";
import { createCustomerStore } from "../../../lambdas/store/customer-store.ts";
import { createWriteKeyStore } from "../../../lambdas/store/write-key-store.ts";
import { shownContent } from "../../../lib/local/console/inbox-view.ts";
import { type LocalRuntime, startRuntime } from "../../../lib/local/runtime.ts";
import { startStandIns } from "../../../lib/local/stand-ins/start.ts";
import { createVirtualClock } from "../../../lib/local/virtual-clock.ts";
import { openWorkDirectory } from "../../../lib/local/work-directory.ts";
import { dayMs, dormantCampaign, sendStep } from "../../support/campaigns.ts";
import { wordsWith } from "../../support/message-samples.ts";
import { isPush, tokenOf } from "../../support/phone.ts";
import { hastyRuntime } from "../../support/provider-clients.ts";

const startAt = Date.UTC(2026, 2, 2, 10);
const writeKey = "key-of-the-app";

let local: LocalRuntime;

/** As the template wires it: routes, environment and rights come from there and from nowhere else. */
beforeAll(async () => {
  local = await startRuntime({ clock: createVirtualClock({ startAt }), dueShards: 1, directTables: true });
  const store = createCampaignStore(local.runtime);
  const hash = createHash("sha256").update(writeKey).digest("hex");
  await createWriteKeyStore(local.runtime).save({ hash, name: "app", createdAt: startAt });
  const campaign = dormantCampaign({ steps: [sendStep({ id: "hello", channels: ["push"] })] });
  const settings = settingsSchema.parse({ caps: [], quietHours: { default: "none" }, importing: { settleMinutes: 0 } });
  await store.publish(() => ({ paused: false, settings, campaigns: [campaign] }));
  const words = wordsWith({ push: { title: "Hello {{ customer.firstName }} & co", body: "Your tea runs low" } });
  await store.saveWords({ campaignId: campaign.id, version: 1, words });
}, 120_000);
afterAll(() => local.stop());

const call = async (path: string, body: object): Promise<number | undefined> => {
  const headers = { authorization: `Basic ${btoa(`${writeKey}:`)}`, "content-type": "application/json" };
  const request = new Request(`http://localhost:4000${path}`, { method: "POST", headers, body: JSON.stringify(body) });
  const answer = await local.dispatch(request);
  await local.drain();
  return answer?.status;
};

const context = { device: { type: "android", token: tokenOf("local") } };
const pushed = () => local.standIns.inbox().filter(isPush);

describe("push on this machine", () => {
  it("reaches a phone that registered over HTTP", async () => {
    const traits = { firstName: "Ada", consents: { push: true } };
    await call("/v1/identify", { userId: "ada", traits, context });
    const timestamp = new Date(startAt - 180 * dayMs).toISOString();
    const properties = { order_id: "1", total: 30 };
    await call("/v1/track", { userId: "ada", event: "Order Completed", timestamp, properties });
    await local.tick();
    await local.drain();

    expect(pushed()).toMatchObject([{ title: "Hello Ada & co", body: "Your tea runs low" }]);
  });

  it("stands in the inbox with title, text and the way to the preferences", async () => {
    const [entry] = pushed();
    if (entry === undefined) throw new Error("There is no push.");

    const shown = shownContent(entry);

    expect(shown).toMatchObject({ channel: "push", title: "Hello Ada & co", text: "Your tea runs low" });
    expect(shown.links).toEqual([{ kind: "preferences", url: entry.data.preferencesUrl }]);
  });

  it("leads to the page of preferences, whose button stops everything", async () => {
    const address = pushed()[0]?.data.preferencesUrl ?? "";
    const body = new URLSearchParams({ stop: "all" });

    const shown = await local.dispatch(new Request(address));
    const saved = await local.dispatch(new Request(address, { method: "POST", body }));
    await local.drain();

    expect([shown?.status, saved?.status]).toEqual([200, 200]);
    expect(shown?.headers.get("content-security-policy")).toContain("default-src 'none'");
    const profile = await createCustomerStore(local.runtime).loadOne("ada", { consistent: true });
    expect(profile?.consents.push?.all).toMatchObject({ granted: false, source: "preferences" });
  });
});

describe("the platform endpoints of the stand-in", () => {
  it("outlive the process, disabled ones as such", async () => {
    const directory = openWorkDirectory(undefined);
    const inboxFile = directory.file("inbox.jsonl");
    const clock = { now: () => startAt };
    const application = "arn:aws:sns:us-east-1:000000000000:app/GCM/local";
    const first = await startStandIns({ clock, inboxFile });
    const registered = await registerEndpoint(hastyRuntime(first).sns(), {
      application,
      token: tokenOf("a"),
      customerId: "ada",
    });
    const endpoint = registered.kind === "registered" ? registered.endpoint : "";
    first.disableEndpoint(endpoint);
    await first.stop();

    const second = await startStandIns({ clock, inboxFile });

    expect(second.endpoint(endpoint)).toEqual({
      arn: endpoint,
      token: tokenOf("a"),
      enabled: false,
      userData: "rekindle:ada",
    });
    await second.stop();
    directory.discard();
  });
});
