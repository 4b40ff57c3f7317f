import type { SQSRecord } from "aws-lambda";
import type { Campaign } from "../../lambdas/domain/campaign.ts";
import type { Snapshot } from "../../lambdas/domain/rules.ts";
import { readLinkKeys } from "../../lambdas/shared/link-keys.ts";
import { signLink } from "../../lambdas/shared/link-token.ts";
import type { CampaignStore } from "../../lambdas/store/campaign-store.ts";
import { toHttpEvent } from "../local/http-event.ts";
import type { EmailEntry } from "../local/stand-ins/inbox.ts";
import { type SesEventType, sesRecord } from "../local/stand-ins/ses-record.ts";
import type { Chances } from "./chances.ts";
import { createClerk } from "./clerk.ts";
import type { Ended } from "./instances.ts";
import { type Person, type Shop, wordsOf } from "./shop.ts";

/** Something a person does. */
export interface Deed {
  readonly label: string;
  readonly run: () => Promise<void> | void;
}

export interface People {
  /** Draws what somebody does next; absent when all is done that was to be done. */
  next(): Deed | undefined;
  /** Tells the shop of everybody, before the story begins. */
  begin(): Promise<void>;
  /** Everything is live again. */
  resumeAll(): Promise<void>;
  /** Nobody waits for an answer, and nothing has to be said again. */
  isDone(): boolean;
}

export interface PeopleOptions {
  readonly shop: Shop;
  readonly chances: Chances;
  readonly clock: { now(): number };
  readonly campaigns: CampaignStore;
  readonly writeKey: string;
  readonly linkSecret: string;
  readonly inbox: readonly EmailEntry[];
  readonly invoke: (entry: "ingest" | "unsubscribe" | "api", event: unknown, onEnd: (ended: Ended) => void) => void;
  readonly report: (record: SQSRecord) => void;
  readonly onPublished: (snapshot: Snapshot) => void;
  /** The shop's client was told that this is stored. */
  readonly onPromised: (message: SegmentMessage) => void;
}

export interface SegmentMessage {
  readonly type: "identify" | "track";
  readonly messageId: string;
  readonly properties?: { readonly order_id: string };
  readonly [field: string]: unknown;
}

const host = "https://shop.example";

export const createPeople = (options: PeopleOptions): People => {
  const { shop, chances, clock, campaigns } = options;
  const waiting: SegmentMessage[] = [];
  let asking = 0;
  let deedsLeft = 12 * shop.people.length;
  let count = 0;

  const request = (path: string, body: string, headers: Readonly<Record<string, string>>) => {
    const call = new Request(host + path, { method: "POST", headers });
    const token = /^\/unsubscribe\/(.+)$/.exec(path)?.[1];
    const route = { method: "POST", path: token === undefined ? path : "/unsubscribe/{token}", functionName: "" };
    const matched = { route, pathParameters: token === undefined ? {} : { token } };
    return toHttpEvent(call, matched, Buffer.from(body), clock.now());
  };

  /** As the shop's client does it: what was not answered with success is said again, with the same id. */
  const say = (message: SegmentMessage): void => {
    asking += 1;
    const authorization = `Basic ${Buffer.from(`${options.writeKey}:`).toString("base64")}`;
    const headers = { authorization, "content-type": "application/json" };
    const event = request("/v1/batch", JSON.stringify({ batch: [message] }), headers);
    options.invoke("ingest", event, (ended) => {
      asking -= 1;
      const answer = ended.kind === "returned" ? (ended.result as { readonly statusCode?: number }) : {};
      if (answer.statusCode !== 200) waiting.push(message);
      else options.onPromised(message);
    });
  };

  const message = (type: SegmentMessage["type"], person: Person, fields: object): SegmentMessage => {
    count += 1;
    const at = new Date(clock.now()).toISOString();
    return { type, messageId: `m${count}`, userId: person.customerId, timestamp: at, ...fields };
  };
  const identify = (person: Person, traits: object) => message("identify", person, { traits });
  const order = (person: Person): SegmentMessage => {
    const total = chances.between(5, 80);
    const orderId = `o${count + 1}`;
    orders.set(person.customerId, orderId);
    return message("track", person, {
      event: "Order Completed",
      properties: { order_id: orderId, total, products: [{ product_id: "tea", quantity: 1, price: total }] },
    });
  };

  const orders = new Map<string, string>();
  /** The last order, if there is one; what was said of it may still be on its way. */
  const cancelOrder = (person: Person): void => {
    const orderId = orders.get(person.customerId);
    if (orderId === undefined) return;
    orders.delete(person.customerId);
    say(message("track", person, { event: "Order Cancelled", properties: { order_id: orderId, total: 0 } }));
  };

  const optOut = (person: Person): void => {
    const channel = chances.pick(["email", "sms"] as const);
    const claims = { customerId: person.customerId, channel, topic: "all" as const, messageKey: "by-hand" };
    const token = signLink({ keys: readLinkKeys(options.linkSecret), purpose: "unsubscribe", claims });
    options.invoke("unsubscribe", request(`/unsubscribe/${token}`, "", {}), () => {});
  };

  const report = (type: SesEventType): void => {
    if (options.inbox.length === 0) return;
    options.report(sesRecord({ entry: chances.pick(options.inbox), type, at: clock.now() }));
  };

  const publish = async (change: (current: Snapshot) => Omit<Snapshot, "revision">): Promise<void> => {
    options.onPublished(
      await campaigns.publish((current) => {
        if (current === undefined) throw new Error("Nothing is live yet.");
        return change(current);
      }),
    );
  };
  /** A new version of a live campaign. Its words are there before it is. */
  const edit = async (): Promise<void> => {
    const known = (await campaigns.snapshot())?.campaigns ?? [];
    if (known.length === 0) return;
    const before = chances.pick(known);
    const next: Campaign = { ...before, version: before.version + 1 };
    await campaigns.saveWords({ campaignId: next.id, version: next.version, words: wordsOf(next, "en") });
    await publish((current) => ({
      ...current,
      campaigns: [...current.campaigns.filter(({ id }) => id !== next.id), next],
    }));
  };
  const pauseOrResume = (): Promise<void> => {
    const campaign = chances.pick(shop.campaigns);
    return publish((current) => {
      const isLive = current.campaigns.some(({ id }) => id === campaign.id);
      const others = current.campaigns.filter(({ id }) => id !== campaign.id);
      return { ...current, campaigns: isLive ? others : [...others, campaign] };
    });
  };
  const pauseAll = (): Promise<void> => publish((current) => ({ ...current, paused: !current.paused }));
  const moveHours = (): Promise<void> => {
    const quiet = chances.pick([
      { default: { from: "21:00", to: "09:00" } },
      { default: { from: "10:00", to: "22:00" } },
    ]);
    return publish((current) => ({ ...current, settings: { ...current.settings, quietHours: quiet } }));
  };

  const lookAtDoubts = createClerk(options);

  const deedOf = (person: Person): Deed => {
    const { customerId } = person;
    return chances.weighted<Deed>([
      { weight: 8, choice: { label: `${customerId} orders`, run: () => say(order(person)) } },
      { weight: 2, choice: { label: `${customerId} opts out`, run: () => optOut(person) } },
      {
        weight: 2,
        choice: {
          label: `${customerId} moves`,
          run: () =>
            say(identify(person, { timezone: chances.pick(["Europe/London", "America/New_York", "Asia/Shanghai"]) })),
        },
      },
      {
        weight: 2,
        choice: { label: `${customerId} opts in`, run: () => say(identify(person, { consents: { email: true } })) },
      },
      { weight: 1.5, choice: { label: `${customerId} cancels an order`, run: () => cancelOrder(person) } },
      { weight: 2, choice: { label: "somebody clicks", run: () => report("Click") } },
      { weight: 1, choice: { label: "somebody complains", run: () => report("Complaint") } },
      { weight: 2, choice: { label: "a person looks at messages in doubt", run: lookAtDoubts } },
      { weight: 1.5, choice: { label: "a campaign is paused or resumed", run: pauseOrResume } },
      { weight: 1, choice: { label: "everything is paused or resumed", run: pauseAll } },
      { weight: 1, choice: { label: "a campaign is edited", run: edit } },
      { weight: 0.7, choice: { label: "the quiet hours are moved", run: moveHours } },
    ]);
  };

  const sayAgain = (): Deed | undefined => {
    const message = waiting.shift();
    return message && { label: `${message.messageId} is said again`, run: () => say(message) };
  };

  return {
    next: () => {
      const again = sayAgain();
      if (again !== undefined || deedsLeft === 0) return again;
      deedsLeft -= 1;
      return deedOf(chances.pick(shop.people));
    },
    begin: async () => {
      const first = { paused: false, settings: shop.settings, campaigns: shop.campaigns };
      for (const campaign of shop.campaigns) {
        await campaigns.saveWords({ campaignId: campaign.id, version: 1, words: wordsOf(campaign, "en") });
      }
      options.onPublished(await campaigns.publish(() => first));
      for (const person of shop.people) {
        const { email, phone, timeZone, consents } = person;
        waiting.push(identify(person, { email, phone, timezone: timeZone, consents }));
        if (chances.happens(0.8)) waiting.push(order(person));
      }
    },
    resumeAll: () => publish((current) => ({ ...current, paused: false, campaigns: shop.campaigns })),
    isDone: () => waiting.length === 0 && asking === 0,
  };
};
