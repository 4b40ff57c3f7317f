import { afterAll, beforeAll, expect, test } from "vitest";
import type { CustomerEvent } from "../../../lambdas/domain/event.ts";
import type { CustomerExport } from "../../../lambdas/handlers/api/export-customer.ts";
import { createCaseStore } from "../../../lambdas/store/case-store.ts";
import { createTaskStore } from "../../../lambdas/store/task-store.ts";
import { dormantCampaign } from "../../support/campaigns.ts";
import { customerWith } from "../../support/customer-with.ts";
import { everythingStored } from "../../support/everything-stored.ts";
import { createPeopleApi } from "../../support/people-api.ts";
import { startShop, type TestShop } from "../../support/shop.ts";

const now = Date.parse("2026-03-02T10:00:00Z");
const comment = "The cup was in pieces";
const note = "Wants the blue one";

let shop: TestShop;
beforeAll(async () => {
  shop = await startShop(now);
  await shop.open({ campaigns: [dormantCampaign()], settings: { importing: { settleMinutes: 0 } } });
});
afterAll(() => shop.stop());

/** Somebody with a case out of a survey's low answer, a closed case of the shop's, and a task about them. */
const complaining = async (customerId: string): Promise<void> => {
  const envelope = { customerId, occurredAt: now - 1, receivedAt: now };
  const told: CustomerEvent[] = [
    ...customerWith({ customerId, now, daysSinceOrder: 180, phone: "+447700900123" }),
    { ...envelope, eventId: "a", kind: "survey-answered", surveyId: "s", measure: "csat", score: 1, comment },
    { ...envelope, eventId: "b", kind: "case-opened", caseId: `ticket-of-${customerId}`, subject: "complaint" },
  ];
  await shop.tell(told);
  await shop.drain();
  const task = { task: "call", role: "service", createdAt: now, dueAt: now + 1, status: "open" } as const;
  await createTaskStore(shop.tables.runtime()).create({ customerId, taskId: "a".repeat(26), ...task, note });
};

const api = (path: string, body?: object) =>
  createPeopleApi(shop.tables.runtime()).request(`/api/customers/${path}`, {
    method: body === undefined ? "GET" : "POST",
    ...(body !== undefined && { headers: { "content-type": "application/json" }, body: JSON.stringify(body) }),
  });

test("the export of a person holds their tasks, their cases and what they answered", async () => {
  await complaining("exported");

  const all = (await (await api("exported/export?format=json")).json()) as CustomerExport;
  const csv = await (await api("exported/export?format=csv")).text();

  expect(all.tasks).toMatchObject([{ task: "call", status: "open", note }]);
  expect(all.cases.map(({ caseId }) => caseId).toSorted()).toEqual(["survey-a", "ticket-of-exported"]);
  expect(all.events).toContainEqual(expect.objectContaining({ kind: "survey-answered", comment }));
  for (const said of [note, comment, "survey-a", "ticket-of-exported"]) expect(csv).toContain(said);
});

test("an erasure leaves none of it, and of the answer only that somebody gave it", async () => {
  await complaining("erased");
  const answer = { eventId: "later", surveyId: "s", measure: "csat", score: 1, comment: "again" } as const;

  const done = await api("erased/erase", { reason: "requested", confirm: "erased" });
  // What arrives late makes no case of somebody who is gone.
  await shop.tell([{ customerId: "erased", occurredAt: now - 1, receivedAt: now, kind: "survey-answered", ...answer }]);
  await shop.drain();

  const runtime = shop.tables.runtime();
  expect(done.status).toBe(200);
  expect(await createCaseStore(runtime).list("erased")).toEqual([]);
  expect(await everythingStored(shop.tables)).not.toContain("ticket-of-erased");
  expect((await shop.reports.funnel("s", { from: "2026-03-01", to: "2026-03-03" }))["csat:1"]).toBe(2);
});
