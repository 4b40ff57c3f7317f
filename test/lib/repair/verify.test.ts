import { DeleteCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { settingsSchema } from "../../../lambdas/domain/settings.ts";
import { createCampaignStore } from "../../../lambdas/store/campaign-store.ts";
import { createCustomerStore } from "../../../lambdas/store/customer-store.ts";
import { createEventStore } from "../../../lambdas/store/event-store.ts";
import { listMessages } from "../../../lib/local/list-messages.ts";
import { type LocalRuntime, startRuntime } from "../../../lib/local/runtime.ts";
import { createVirtualClock } from "../../../lib/local/virtual-clock.ts";
import { installPlaybooks } from "../../../lib/playbooks/install.ts";
import { runVerify } from "../../../lib/repair/verify-command.ts";
import { sampleShop } from "../../../lib/sample/sample-shop.ts";

const dayMs = 86_400_000;
const endAt = Date.parse("2026-03-02T10:00:00Z");
const people = 60;
let local: LocalRuntime;

/** A part of the sample shop, a month of campaigns over it, and everything handed on. */
beforeAll(async () => {
  local = await startRuntime({ clock: createVirtualClock({ startAt: endAt }), dueShards: 1 });
  const sample = sampleShop({ seed: 1, endAt });
  const settings = settingsSchema.parse({ ...sample.settings, importing: { settleMinutes: 0 } });
  await installPlaybooks({ store: createCampaignStore(local.runtime), settings });
  const chosen = new Set([...new Set(sample.events.map(({ customerId }) => customerId))].slice(0, people));
  await createEventStore(local.runtime).append(sample.events.filter(({ customerId }) => chosen.has(customerId)));
  await local.drain();
  await local.advanceTo(endAt + 30 * dayMs);
}, 120_000);
afterAll(() => local.stop());

const verify = async (repair = false) => {
  const lines: string[] = [];
  const place = { runtime: local.runtime, local, close: async () => {} };
  const said: string[] = [];
  const code = await runVerify(place, {
    json: true,
    repair,
    out: (line) => lines.push(line),
    progress: (line) => said.push(line),
  });
  const found = lines.map((line) => JSON.parse(line));
  return { code, findings: found.slice(0, -1), summary: found.at(-1), text: lines.join("\n"), said };
};

const update = (
  table: "CUSTOMERS_TABLE" | "MESSAGES_TABLE" | "REPORTS_TABLE",
  key: object,
  set: Record<string, unknown>,
) =>
  local.runtime.dynamo.send(
    new UpdateCommand({
      TableName: local.runtime.environment[table],
      Key: { ...key },
      UpdateExpression: `SET ${Object.keys(set).map((_, index) => `#a${index} = :a${index}`)}`,
      ExpressionAttributeNames: Object.fromEntries(Object.keys(set).map((name, index) => [`#a${index}`, name])),
      ExpressionAttributeValues: Object.fromEntries(Object.values(set).map((value, index) => [`:a${index}`, value])),
    }),
  );

const customers = () => createCustomerStore(local.runtime);
const anyMessage = async () => {
  const [message] = await listMessages(local.runtime);
  if (message === undefined) throw new Error("The campaigns sent nothing.");
  return message;
};
const profileOf = async (customerId: string) => {
  const profile = await customers().loadOne(customerId, { consistent: true });
  if (profile === undefined) throw new Error(`There is no customer ${customerId}`);
  return profile;
};

describe("verify", () => {
  test("finds nothing after a month of campaigns over real handlers", async () => {
    const { code, findings, summary } = await verify();

    expect(findings).toEqual([]);
    expect(summary).toMatchObject({ kind: "summary", customers: people, same: people, expired: 0, inMotion: 0 });
    expect(summary.messages).toBeGreaterThan(10);
    expect(code).toBe(0);
  });

  test("names the customer and the figure that differ, keeps addresses to itself, and repairs them", async () => {
    const { customerId } = await anyMessage();
    const profile = await profileOf(customerId);
    const email = profile.traits.email ?? "";
    await customers().save({
      ...profile,
      orders: { ...profile.orders, count: profile.orders.count + 1 },
      traits: { ...profile.traits, email: "somebody.else@example.com" },
    });

    const first = await verify();
    const repair = await verify(true);
    const after = await verify();

    expect(first.code).toBe(1);
    expect(first.findings).toEqual([
      { kind: "figure", customerId, field: "traits.email", stored: "(withheld)", recomputed: "(withheld)" },
      {
        kind: "figure",
        customerId,
        field: "orders.count",
        stored: profile.orders.count + 1,
        recomputed: profile.orders.count,
      },
    ]);
    expect(first.text).not.toContain(email);
    expect(first.text).not.toContain("somebody.else");
    expect(repair.summary).toMatchObject({ different: 1, repaired: 1 });
    expect(after.code).toBe(0);
    expect((await profileOf(customerId)).traits.email).toBe(email);
  });

  test("finds a customer whose profile is missing, and makes it from the events", async () => {
    const message = await anyMessage();
    const TableName = local.runtime.environment.CUSTOMERS_TABLE;
    const before = await profileOf(message.customerId);
    await local.runtime.dynamo.send(new DeleteCommand({ TableName, Key: { customerId: message.customerId } }));

    const { findings } = await verify(true);
    const after = await verify();

    expect(findings).toEqual([{ kind: "no-profile", customerId: message.customerId }]);
    expect(after.findings).toEqual([]);
    expect((await profileOf(message.customerId)).orders).toEqual(before.orders);
  });

  test("finds a contact without a message, and a message that no way of sending leads to", async () => {
    const messages = await listMessages(local.runtime);
    const message = messages.find(({ status }) => status === "delivered") ?? (await anyMessage());
    const { customerId, messageKey } = message;
    const profile = await profileOf(customerId);
    const lost = { messageKey: "a".repeat(26), channel: "email", category: "promotion", at: local.clock.now() - dayMs };
    await customers().save({ ...profile, contacts: [...profile.contacts, lost as never] });
    await update("MESSAGES_TABLE", { customerId, messageKey }, { submittedAt: message.sendBy + dayMs, attempt: 0 });

    const { findings } = await verify();
    await update(
      "MESSAGES_TABLE",
      { customerId, messageKey },
      { submittedAt: message.submittedAt, attempt: message.attempt },
    );
    await customers().save({ ...profile, version: profile.version + 1 });

    expect(findings).toEqual(
      expect.arrayContaining([
        { kind: "message", customerId, messageKey: lost.messageKey, fault: "contact-without-message" },
        { kind: "message", customerId, messageKey, fault: "submitted-late" },
        { kind: "message", customerId, messageKey, fault: "wrong-attempt" },
      ]),
    );
    expect((await verify()).findings).toEqual([]);
  });

  test("finds a funnel that does not add up and a status that is counted wrongly", async () => {
    const { campaignId, day, status } = await anyMessage();
    const counters = { campaignId, day: `${day}#customers#by-hand` };
    await update("REPORTS_TABLE", counters, { lookedAt: 2, reserved: 1, [`status:${status}`]: 1 });

    const { findings, code } = await verify();

    const about = { kind: "funnel", campaignId, day };
    expect(findings).toMatchObject([
      { ...about, counter: "lookedAt" },
      { ...about, counter: `status:${status}` },
      { ...about, counter: "reserved" },
    ]);
    expect(findings.map(({ stored, recomputed }) => stored - recomputed)).toEqual([1, 1, 1]);
    expect(code).toBe(1);
    const TableName = local.runtime.environment.REPORTS_TABLE;
    await local.runtime.dynamo.send(new DeleteCommand({ TableName, Key: counters }));
  });

  test("repairs nothing while dead letters wait, because they would be folded a second time", async () => {
    local.deadLetters.add({ at: 0, source: "a-reader", functionName: "reader", reason: "test", records: [] });

    const { code, said } = await verify(true);

    expect(code).toBe(1);
    expect(said.join("\n")).toContain("npm run redrive first");
  });
});
