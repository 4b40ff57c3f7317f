import { createHash } from "node:crypto";
import type { Coupon } from "../../lambdas/domain/coupon.ts";
import { parseSettings } from "../../lambdas/domain/parse-settings.ts";
import type { Segment } from "../../lambdas/domain/predicate.ts";
import type { SettingsInput } from "../../lambdas/domain/settings.ts";
import { createCampaignStore } from "../../lambdas/store/campaign-store.ts";
import { createMessageStore } from "../../lambdas/store/message-store.ts";
import { createReportStore } from "../../lambdas/store/report-store.ts";
import { createWriteKeyStore } from "../../lambdas/store/write-key-store.ts";
import { type LocalRuntime, startRuntime } from "../../lib/local/runtime.ts";
import type { InboxEntry } from "../../lib/local/stand-ins/inbox.ts";
import { createVirtualClock } from "../../lib/local/virtual-clock.ts";
import { installPlaybooks } from "../../lib/playbooks/install.ts";
import { tokenOf } from "./phone.ts";
import { instantOf, localTime } from "./shop-clock.ts";

/** A message as the customer got it: when by the shop's clock, how, and what it says. */
export interface Received {
  /** Such as `2026-05-17 09:00`. */
  readonly on: string;
  readonly by: "email" | "sms" | "push";
  readonly campaign: string;
  readonly step: string;
  /** The subject of an email, the text of anything else. */
  readonly says: string;
  /** The plain text of an email as well. */
  readonly text: string;
}

export interface Person {
  readonly id: string;
  /** Tells the shop's system that something happened, by the names of the Segment spec, at the story's instant. */
  does(event: string, properties?: Readonly<Record<string, unknown>>): Promise<void>;
  /** The same of something that happened at an earlier instant, ISO 8601, and is told only now. */
  did(timestamp: string, event: string, properties?: Readonly<Record<string, unknown>>): Promise<void>;
  /** What the shop learns about the person. */
  is(traits: Readonly<Record<string, unknown>>): Promise<void>;
  /** What arrived since it was asked last, the earliest first. */
  gets(): Promise<readonly Received[]>;
}

export interface Story {
  readonly local: LocalRuntime;
  /** Moves on to a local time of the shop such as `2026-05-17 09:00`; everything that is due happens on the way. */
  until(wallClock: string): Promise<void>;
  /** So much later. */
  later(span: { readonly days?: number; readonly hours?: number; readonly minutes?: number }): Promise<void>;
  /** Somebody who may be written to on these channels (email, unless said otherwise). */
  person(name: string, q?: PersonOptions): Promise<Person>;
  /** What came of the campaign's looks since it was asked last: `reserved`, `heldOut`, `skipped:<reason>`. */
  outcomes(campaignId: string): Promise<Readonly<Record<string, number>>>;
  stop(): Promise<void>;
}

export interface PersonOptions {
  readonly traits?: Fields;
  readonly consents?: readonly ("email" | "sms" | "push")[];
  /** Has the shop's app on a phone, so that there is a device which push reaches. */
  readonly hasApp?: boolean;
}

export interface StoryOptions {
  /** The playbooks that are live. */
  readonly playbooks: readonly string[];
  /** Where the shop is. Default: UTC. */
  readonly zone?: string;
  /** The shop's local time at which the story begins. */
  readonly startsAt: string;
  /** No caps and no quiet hours unless they are what the story is about. */
  readonly settings?: SettingsInput;
  readonly coupons?: readonly Coupon[];
  readonly segments?: readonly Segment[];
}

export const writeKey = "story";
const minuteMs = 60_000;

const settingsOf = ({ zone = "UTC", playbooks, settings = {} }: StoryOptions) => {
  const parsed = parseSettings({
    caps: [],
    quietHours: { default: "none" },
    importing: { settleMinutes: 0, historyHours: 720 },
    ...settings,
    shop: { name: "Leaf & Kettle", timeZone: zone, ...settings.shop },
  });
  if (!parsed.ok) throw new Error(`${playbooks.join()}: ${JSON.stringify(parsed.problems)}`);
  return parsed.settings;
};

const publish = async (local: LocalRuntime, options: StoryOptions): Promise<void> => {
  const store = createCampaignStore(local.runtime);
  const hash = createHash("sha256").update(writeKey).digest("hex");
  await createWriteKeyStore(local.runtime).save({ hash, name: "story", createdAt: local.clock.now() });
  const settings = settingsOf(options);
  const { coupons = [], segments = [] } = options;
  await store.publish(() => ({ paused: false, settings, campaigns: [], coupons, segments }));
  const { problems } = await installPlaybooks({ store, settings, only: options.playbooks, revive: true });
  if (problems.length > 0) throw new Error(JSON.stringify(problems, null, 2));
  await local.drain();
};

type Fields = Readonly<Record<string, unknown>>;

/** What happens in a story goes through the door of the shop's own system: the HTTP API, with a write key. */
const createCall = (local: LocalRuntime) => {
  let count = 0;
  return async (type: string, body: Fields): Promise<void> => {
    count += 1;
    const timestamp = new Date(local.clock.now()).toISOString();
    const answer = await local.dispatch(
      new Request(`http://localhost:4000/v1/${type}`, {
        method: "POST",
        headers: { authorization: `Basic ${btoa(`${writeKey}:`)}`, "content-type": "application/json" },
        body: JSON.stringify({ messageId: `story-${count}`, timestamp, ...body }),
      }),
    );
    if (answer?.status !== 200) throw new Error(`${type}: ${answer?.status} ${await answer?.text()}`);
    await local.drain();
  };
};

const shownTime = (at: number, zone: string): string => {
  const { date, minuteOfDay } = localTime(at, zone);
  return `${date} ${new Date(minuteOfDay * minuteMs).toISOString().slice(11, 16)}`;
};

/** The line that is read first, and the text below it. */
const wordsIn = (entry: InboxEntry): { readonly says: string; readonly text: string } => {
  if (entry.channel === "push") return { says: entry.title, text: entry.body };
  return { says: entry.channel === "email" ? entry.subject : entry.text, text: entry.text };
};

/** What reached one person since it was asked last. */
const createPost = (local: LocalRuntime, zone: string, customerId: string) => {
  const messages = createMessageStore(local.runtime);
  const seen = new Set<string>();
  return async (): Promise<readonly Received[]> => {
    const inbox = local.standIns.inbox();
    const fresh = (await messages.list(customerId)).flatMap(({ providerId, campaignId: campaign, stepId: step }) => {
      const entry = inbox.find((one) => one.providerId === providerId);
      if (entry === undefined || seen.has(entry.providerId)) return [];
      seen.add(entry.providerId);
      return [{ at: entry.receivedAt, by: entry.channel, campaign, step, ...wordsIn(entry) }];
    });
    return fresh.sort((a, b) => a.at - b.at).map(({ at, ...one }): Received => ({ on: shownTime(at, zone), ...one }));
  };
};

const createPersons = (local: LocalRuntime, zone: string): Story["person"] => {
  const call = createCall(local);
  let count = 0;
  return async (name, { traits = {}, consents = ["email"], hasApp = false } = {}) => {
    count += 1;
    const id = `${name.toLowerCase()}-${count}`;
    const context = hasApp ? { context: { device: { token: tokenOf(id), type: "android" } } } : {};
    const is = (known: Fields) => call("identify", { userId: id, traits: known, ...context });
    const phone = `+4477009${String(count).padStart(5, "0")}`;
    const agreed = Object.fromEntries(consents.map((channel) => [channel, true]));
    await is({ firstName: name, email: `${id}@example.com`, phone, ...traits, consents: agreed });
    const does: Person["does"] = (event, properties = {}) => call("track", { userId: id, event, properties });
    const did: Person["did"] = (timestamp, event, properties = {}) =>
      call("track", { userId: id, event, properties, timestamp });
    return { id, is, does, did, gets: createPost(local, zone, id) };
  };
};

const createOutcomes = (local: LocalRuntime): Story["outcomes"] => {
  const reports = createReportStore(local.runtime);
  const told = new Map<string, Readonly<Record<string, number>>>();
  return async (campaignId) => {
    const now = await reports.funnel(campaignId, { from: "1970-01-01", to: "9999-12-31" });
    const before = told.get(campaignId) ?? {};
    told.set(campaignId, now);
    const kept = Object.entries(now).filter(([name]) => /^(reserved$|heldOut$|skipped:)/.test(name));
    return Object.fromEntries(
      kept.map(([name, value]) => [name, value - (before[name] ?? 0)] as const).filter(([, value]) => value !== 0),
    );
  };
};

/** Playbooks on the real handlers, tables and wires, told day by day. One story runs on one clock, which only goes on. */
export const startStory = async (options: StoryOptions): Promise<Story> => {
  const { zone = "UTC", startsAt } = options;
  const clock = createVirtualClock({ startAt: instantOf(startsAt, zone) });
  const local = await startRuntime({ clock, dueShards: 1, directTables: true, directProviders: true });
  await publish(local, options);
  return {
    local,
    person: createPersons(local, zone),
    until: (wallClock) => local.advanceTo(instantOf(wallClock, zone)),
    later: ({ days = 0, hours = 0, minutes = 0 }) =>
      local.advanceTo(clock.now() + ((days * 24 + hours) * 60 + minutes) * minuteMs),
    outcomes: createOutcomes(local),
    stop: () => local.stop(),
  };
};
