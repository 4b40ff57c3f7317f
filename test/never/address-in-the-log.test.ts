// Every function works through a busy day with the real logger at its most talkative, everything that can fail fails, and
// then what was written is searched for what must not be there.
import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { CustomerEvent } from "../../lambdas/domain/event.ts";
import { createApiApp } from "../../lambdas/handlers/api.ts";
import { createClickApp } from "../../lambdas/handlers/click.ts";
import { createIngestApp } from "../../lambdas/handlers/ingest.ts";
import { createHandler as createSend } from "../../lambdas/handlers/send.ts";
import { createUnsubscribeApp } from "../../lambdas/handlers/unsubscribe.ts";
import { createLogger } from "../../lambdas/shared/logger.ts";
import { createMetrics } from "../../lambdas/shared/metrics.ts";
import type { Runtime, RuntimeOverrides } from "../../lambdas/shared/runtime.ts";
import { createWriteKeyStore } from "../../lambdas/store/write-key-store.ts";
import type { Fault } from "../../lib/local/stand-ins/fault.ts";
import { dormantCampaign, sendStep } from "../support/campaigns.ts";
import { customerWith } from "../support/customer-with.ts";
import { failingDynamo } from "../support/failing-dynamo.ts";
import { hastyRuntime } from "../support/provider-clients.ts";
import { bounce, complaint, notified, published, queued, send } from "../support/ses-events.ts";
import { startShop, type TestShop } from "../support/shop.ts";
import { startFunctions } from "../support/shop-delivery.ts";
import { smsReply } from "../support/sms-reply.ts";

const start = Date.parse("2026-03-02T10:00:00Z");
const name = "Zebulonia";
const surname = "Quackenbush";
const domain = "private-mail.example.com";
const writeKey = "the-write-key-nobody-may-read";
const phoneOf = (index: number): string => `+44770090${String(7_000 + index)}`;

const emailFaults: readonly Fault[] = [
  "accept",
  "reject",
  "throttle-rate",
  "throttle-quota",
  "suspend",
  "hang",
  "drop",
  "server-error",
];
const smsFaults: readonly Fault[] = [
  "accept",
  "opted-out",
  "throttle-rate",
  "reject",
  "hang",
  "drop-after-accept",
  "server-error",
];
const people = emailFaults.length + smsFaults.length;

let shop: TestShop;
let runtime: Runtime;
let written = "";

const talkative = (overrides: RuntimeOverrides = {}): Runtime => {
  const environment = { LOG_LEVEL: "DEBUG", POWERTOOLS_SERVICE_NAME: "rekindle" };
  return shop.tables.runtime({
    ...hastyRuntime(shop.standIns),
    logger: createLogger(environment),
    metrics: createMetrics(environment),
    ...overrides,
  });
};

/** A table that quotes what it was given, as DynamoDB does in a validation error. */
const quotingDynamo = () => {
  const dynamo = failingDynamo(shop.tables, () => false);
  dynamo.middlewareStack.add(
    () => async (args) => {
      throw new Error(`One or more parameter values are not valid: ${JSON.stringify(args.input)}`);
    },
    { step: "initialize", name: "quoting", priority: "high" },
  );
  return dynamo;
};

const happenings = (index: number): CustomerEvent[] =>
  customerWith({ customerId: `person-${index}`, phone: phoneOf(index), now: start, daysSinceOrder: 180 }).map(
    (event) =>
      event.kind === "identified"
        ? { ...event, traits: { ...event.traits, email: `p${index}@${domain}`, firstName: name, lastName: surname } }
        : event,
  );

const ingest = async (app: ReturnType<typeof createIngestApp>): Promise<void> => {
  const post = (path: string, body: string, key = writeKey) =>
    app.request(path, { method: "POST", headers: { authorization: `Basic ${btoa(`${key}:`)}` }, body });
  const traits = { email: `in@${domain}`, phone: phoneOf(90), firstName: name, consents: { email: true } };
  await post("/v1/identify", JSON.stringify({ userId: "in", traits }));
  await post(
    "/v1/identify",
    JSON.stringify({ userId: "in", traits: { email: `not an address ${domain}`, phone: "x" } }),
  );
  await post("/v1/track", JSON.stringify({ userId: "", event: name, properties: traits }));
  await post("/v1/track", `{"email":"in@${domain}",}`);
  await post("/v1/identify", JSON.stringify({ userId: "in", traits }), `in@${domain}`);
};

/** Everybody's message, email and text, meets its own fault. */
const sendAll = async (functions: ReturnType<typeof startFunctions>): Promise<void> => {
  const broken = (): never => {
    throw new Error(`cannot write to p1@${domain} or ${phoneOf(1)}`);
  };
  const reserved = await shop.takeReserved();
  for (let index = 100; index < 102; index += 1) await shop.tell(happenings(index));
  const more = await shop.takeReserved();
  // Before the faults: one of them opens the breaker, and then nothing is submitted any more.
  await createSend(talkative({ ses: broken, sns: broken }))({ Records: [...more] });
  shop.standIns.scriptEmail([...emailFaults]);
  shop.standIns.scriptSms([...smsFaults]);
  await functions.send({ Records: [...reserved] });
  await functions.send({ Records: [...reserved] });
};

const hearAll = async (functions: ReturnType<typeof startFunctions>): Promise<void> => {
  const records = [
    queued(published(send)),
    queued(published(complaint()), "b"),
    queued(notified(bounce("Permanent")), "c"),
    queued({ eventType: "Bounce", to: `p1@${domain}` }, "d"),
    { ...queued({}, "e"), body: `p1@${domain} is no JSON` },
    smsReply({ from: phoneOf(2), text: "STOP" }),
    smsReply({ from: phoneOf(3), text: `Please write to p3@${domain}`, id: "inbound-2" }),
  ];
  await functions.feedback({ Records: records });
  await startFunctions(talkative({ dynamo: quotingDynamo() })).feedback({ Records: records });
};

const openLinks = async (): Promise<void> => {
  const paths = shop.standIns
    .inbox()
    .flatMap((entry) => (entry.channel === "email" ? [entry.text] : []))
    .flatMap((text) => /\/unsubscribe\/[\w.-]+/.exec(text) ?? []);
  const broken = talkative({ dynamo: quotingDynamo() });
  for (const from of [runtime, broken]) {
    for (const path of [...paths.slice(0, 2), "/unsubscribe/x"])
      for (const method of ["GET", "POST", "PUT"]) await createUnsubscribeApp(from).request(path, { method });
    await createClickApp(from).request("/c/0.a.b");
    const api = createApiApp(from);
    await api.request("/api/messages?status=in-doubt");
    await api.request("/api/sending/resume", { method: "POST" });
    await api.request("/api/customers/person-1/export");
    await api.request("/api/customers/person-1/erase", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ reason: "requested", confirm: "person-1" }),
    });
  }
};

beforeAll(async () => {
  shop = await startShop(start);
  await shop.open({
    campaigns: [
      dormantCampaign({ steps: [sendStep({ channels: ["email"] })] }),
      dormantCampaign({ id: "by-text", steps: [sendStep({ channels: ["sms"] })] }),
    ],
    settings: { importing: { settleMinutes: 0 }, inDoubt: { leaseMinutes: 5 } },
  });
  const watched = (["stdout", "stderr"] as const).map((stream) =>
    vi.spyOn(process[stream], "write").mockImplementation((chunk) => {
      written += String(chunk);
      return true;
    }),
  );
  runtime = talkative();
  const hash = createHash("sha256").update(writeKey).digest("hex");
  await createWriteKeyStore(runtime).save({ hash, name: "shop", createdAt: start });
  const functions = startFunctions(runtime);
  await ingest(createIngestApp(runtime));
  await ingest(createIngestApp(talkative({ dynamo: quotingDynamo() })));
  for (let index = 0; index < people; index += 1) await shop.tell(happenings(index));
  await functions.refresh({ Records: [...(await shop.take("EVENTS_TABLE"))] });
  await sendAll(functions);
  await hearAll(functions);
  const events = await shop.take("EVENTS_TABLE");
  const broken = startFunctions(talkative({ dynamo: quotingDynamo() }));
  await broken
    .refresh({ Records: [...events] })
    .catch((error: unknown) => runtime.logger.error("It failed", { error }));
  await functions.refresh({ Records: [...events] });
  await openLinks();
  shop.tables.clock.advance(7 * 3_600_000);
  await functions.tick();
  await broken.tick().catch((error: unknown) => runtime.logger.error("It failed", { error }));
  await functions.report({ Records: [...(await shop.take("MESSAGES_TABLE"))], shardId: "s" });
  await functions.replan({ Records: [...(await shop.take("CAMPAIGNS_TABLE"))] });
  runtime.logger.warn(`A line that names p1@${domain} and ${phoneOf(1)}`, { nested: { address: `p1@${domain}` } });
  runtime.metrics.flush();
  for (const one of watched) one.mockRestore();
}, 60_000);
afterAll(() => shop.stop());

describe("the log of a busy day", () => {
  it("says much, also of what failed, as JSON", () => {
    const lines = written.split("\n").filter((line) => line.startsWith("{"));
    const levels = lines.map((line) => (JSON.parse(line) as { level?: string }).level);

    expect(lines.length).toBeGreaterThan(25);
    expect(levels.filter((level) => level === "ERROR").length).toBeGreaterThan(10);
    expect(written).toContain("person-");
    expect(written).toContain("[address]");
    expect(written).toContain("A sender broke");
    expect(written).toContain("A record of the feedback queue is neither");
  });

  it.each([
    ["a mail address", new RegExp(`${domain}|ada@example\\.com|@example\\.com`)],
    ["a phone number", /\+?447700907\d{3}/],
    ["a name of a person", new RegExp(`${name}|${surname}`, "i")],
    ["a write key", new RegExp(writeKey)],
    ["a link that opts somebody out", /\/unsubscribe\/[\w-]{3,}\./],
  ])("never holds %s", (_what, trace) => {
    const found = written.split("\n").filter((line) => trace.test(line));

    expect(found).toEqual([]);
  });
});
