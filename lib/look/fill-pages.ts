import type { CustomerEvent } from "../../lambdas/domain/event.ts";
import { createCampaignStore } from "../../lambdas/store/campaign-store.ts";
import { createEventStore } from "../../lambdas/store/event-store.ts";
import { installPlaybooks } from "../playbooks/install.ts";
import type { OpenShop } from "./open-shop.ts";

const hourMs = 3_600_000;

/** What pages with an id in their address show: one of each, chosen so that its page has something to say. */
export interface PagesShown {
  readonly customerId: string;
  /** A message that arrived, and one of which nobody knows whether it did. */
  readonly message: { readonly customerId: string; readonly messageKey: string };
  readonly doubted: { readonly customerId: string; readonly messageKey: string };
  /** As the inbox of this machine names them. */
  readonly emailId: string;
  readonly textId: string;
  /** A file that was read in, with rows that were not kept, and one that waits for its first look. */
  readonly importId: string;
  readonly waitingImportId: string;
}

const asJson = { "content-type": "application/json" };

const askOf =
  ({ url }: OpenShop) =>
  async <Body>(path: string, body?: unknown): Promise<Body> => {
    const init = body === undefined ? {} : { method: "POST", body: JSON.stringify(body), headers: asJson };
    const answer = await fetch(`${url}/api${path}`, init);
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as Body;
  };

/** The survey of the playbook, besides the campaigns that come with a shop. */
const goLive = async ({ local }: OpenShop, playbookId: string): Promise<void> => {
  const store = createCampaignStore(local.runtime);
  const settings = (await store.snapshot())?.settings;
  if (settings === undefined) throw new Error("Nothing is published");
  const { problems } = await installPlaybooks({ store, settings, only: [playbookId], revive: true });
  if (problems.length > 0) throw new Error(JSON.stringify(problems));
};

/** Somebody who may only be written to by text, and whom the campaign for dormant customers finds. */
const onlyByText = (now: number): readonly CustomerEvent[] => {
  const envelope = { customerId: "by-text", occurredAt: now - 180 * 24 * hourMs, receivedAt: now };
  const traits = { phone: "+447700900123", firstName: "Theo", language: "en" } as const;
  return [
    { ...envelope, eventId: "who", kind: "identified", traits },
    { ...envelope, eventId: "may", kind: "consent-given", channel: "sms", topic: "all", source: "checkout" },
    { ...envelope, eventId: "order", kind: "order-placed", orderId: "by-text-1", amount: 30, lines: [] },
  ];
};

const surveyAnswers = [5, 4, 5, 2, 1, 3, 5, 4] as const;

const answerSurveys = async ({ url, local, record }: OpenShop, customerId: string): Promise<void> => {
  const authorization = `Basic ${btoa(`${record.writeKey}:`)}`;
  for (const [index, score] of surveyAnswers.entries()) {
    const properties = { survey_id: "satisfaction-survey", measure: index % 2 === 0 ? "csat" : "nps", score };
    const timestamp = new Date(local.clock.now()).toISOString();
    const told = { messageId: `survey-${index}`, userId: customerId, event: "Survey Answered", timestamp, properties };
    const headers = { ...asJson, authorization };
    const answer = await fetch(`${url}/v1/track`, { method: "POST", body: JSON.stringify(told), headers });
    if (!answer.ok) throw new Error(`A survey's answer was refused: ${answer.status}`);
  }
  await local.drain();
};

const brokenOrders = `customer_id,order_id,order_date,product_id,quantity,unit_price
new-1,n-1,2026-01-05,tea,2,9.90
new-1,n-2,2026-02-31,tea,1,9.90
,n-3,2026-01-07,tea,1,9.90
new-2,n-4,2026-01-08,coffee,many,12.00
`;

const bringIn = async (shop: OpenShop, fileName: string): Promise<string> => {
  const ask = askOf(shop);
  const begun = { fileName, size: brokenOrders.length, holds: "orders" };
  const made = await ask<{ uploadUrl: string; import: { importId: string } }>("/imports", begun);
  const put = await fetch(made.uploadUrl, { method: "PUT", body: brokenOrders });
  if (!put.ok) throw new Error(`The upload was refused: ${put.status}`);
  return made.import.importId;
};

interface Listed {
  readonly messages: readonly { readonly customerId: string; readonly messageKey: string }[];
}

const firstOf = <Item>(items: readonly Item[], what: string): Item => {
  const [first] = items;
  if (first === undefined) throw new Error(`The shop has no ${what}`);
  return first;
};

/** Messages are listed day by day, and few leave before the morning of the second day. */
const arrivedUntil = async (now: number, ask: ReturnType<typeof askOf>): Promise<Listed["messages"]> => {
  const days = [now, now - 24 * hourMs].map((at) => new Date(at).toISOString().slice(0, 10));
  const lists = await Promise.all(days.map((day) => ask<Listed>(`/message-list?status=delivered&day=${day}`)));
  return lists.flatMap(({ messages }) => messages);
};

/** Lets a day and more pass, with a complaint that waits too long and a message that gets no answer, so that no page is empty. */
export const fillPages = async (shop: OpenShop): Promise<PagesShown> => {
  const { local } = shop;
  const ask = askOf(shop);
  await goLive(shop, "satisfaction-survey");
  await createEventStore(local.runtime).append(onlyByText(local.clock.now()));
  local.standIns.scriptEmail(["drop"]);
  await local.advanceTo(local.clock.now() + 24 * hourMs);
  await local.drain();
  const doubted = firstOf((await ask<Listed>("/messages?status=parked")).messages, "message that waits for a person");
  const message = firstOf(await arrivedUntil(local.clock.now(), ask), "message that arrived");
  await ask("/cases", {
    customerId: message.customerId,
    caseId: "K-1",
    subject: "complaint",
    note: "The lid is loose.",
  });
  await answerSurveys(shop, doubted.customerId);
  const importId = await bringIn(shop, "orders-2025.csv");
  await ask(`/imports/${importId}/start`, {});
  const waitingImportId = await bringIn(shop, "orders-2026.csv");
  await local.advanceTo(local.clock.now() + 30 * hourMs);
  await ask("/cases", { customerId: doubted.customerId, caseId: "K-2", subject: "complaint" });
  await local.drain();
  const received = (channel: string): string =>
    firstOf(
      local.standIns.inbox().filter((one) => one.channel === channel),
      `${channel} in its inbox`,
    ).providerId;
  const ids = { importId, waitingImportId, emailId: received("email"), textId: received("sms") };
  return { customerId: message.customerId, message, doubted, ...ids };
};
