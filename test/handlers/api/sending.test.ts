import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { createAuditStore } from "../../../lambdas/store/audit-store.ts";
import { createBreakerStore } from "../../../lambdas/store/breaker-store.ts";
import { signedInAs, withAdmin } from "../../support/campaign-api.ts";
import { dormantCampaign } from "../../support/campaigns.ts";
import { customerWith } from "../../support/customer-with.ts";
import { createPeopleApi } from "../../support/people-api.ts";
import { startShop, type TestShop } from "../../support/shop.ts";

const start = Date.parse("2026-03-02T10:00:00Z");
const settings = {
  importing: { settleMinutes: 0 },
  pace: { warmUp: { startsOn: "2026-03-02", firstDay: 100, growthPercent: 50 } },
};

let shop: TestShop;

beforeAll(async () => {
  shop = await startShop(start);
});
afterAll(() => shop.stop());
afterEach(() => shop.tables.clear());

const ada = "ada@shop.example";
const request = (path: string, method: string) =>
  createPeopleApi(withAdmin(shop.runtime(), ada)).request(path, { method }, signedInAs(ada));
const get = () => request("/api/sending", "GET");
const resume = () => request("/api/sending/resume", "POST");

it("shows how sending stands: the breaker, what SES last told, and the day's emails under the warm-up", async () => {
  await shop.open({ campaigns: [dormantCampaign()], settings });
  await shop.tell(customerWith({ customerId: "api-a", now: start, daysSinceOrder: 179 }));
  shop.tables.clock.advance(86_400_000);
  await shop.tick();

  const answer = await (await get()).json();

  expect(answer).toMatchObject({
    paused: false,
    breaker: { state: "closed" },
    account: { enforcementStatus: "HEALTHY", readAt: "2026-03-03T10:00:00.000Z" },
    today: { day: "2026-03-03", emailsReserved: 1, warmUpCeiling: 150 },
  });
  await shop.drain();
});

it("closes the breaker once, and keeps who did it and when", async () => {
  shop.tables.clock.set(start);
  await shop.open({ campaigns: [dormantCampaign()], settings });
  const breaker = createBreakerStore(shop.runtime());
  await breaker.open({ cause: "bounces", detail: "60 bounces of 1000 emails", by: "tick", now: start - 1_000 });

  const closed = await resume();
  const again = await resume();

  expect(await closed.json()).toMatchObject({
    breaker: {
      state: "closed",
      cause: "bounces",
      detail: "60 bounces of 1000 emails",
      openedBy: "tick",
      openedAt: "2026-03-02T09:59:59.000Z",
      closedBy: ada,
      closedAt: "2026-03-02T10:00:00.000Z",
    },
  });
  expect([again.status, await again.json()]).toEqual([
    409,
    { problems: [{ where: "breaker", problem: "is closed already" }] },
  ]);
  const entry = { at: start, by: ada, action: "close-breaker", subject: "breaker" };
  const details = { cause: "bounces", detail: "60 bounces of 1000 emails", openedBy: "tick", openedAt: start - 1_000 };
  expect(await createAuditStore(shop.runtime()).ofDay(start)).toEqual([{ ...entry, details }]);
});

it("says what to do while nothing was published", async () => {
  const answers = [await get(), await resume()];

  expect(answers.map(({ status }) => status)).toEqual([409, 409]);
  for (const answer of answers)
    expect(await answer.json()).toMatchObject({ problems: [{ problem: expect.stringContaining("activate") }] });
  expect(await createAuditStore(shop.runtime()).ofDay(shop.tables.clock.now())).toEqual([]);
});
