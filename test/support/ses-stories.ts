import { existsSync, readFileSync } from "node:fs";
import type { MessageStatus } from "../../lambdas/domain/message.ts";
import {
  bounce,
  click,
  complaint,
  delay,
  delivery,
  failure,
  notified,
  open,
  published,
  reject,
  send,
  subscription,
} from "./ses-events.ts";

export type AnyEvent = Readonly<Record<string, unknown>>;

/** An event of each type, by what it tells. */
export type EventKind =
  | "send"
  | "delay"
  | "delivery"
  | "open"
  | "click"
  | "bot-click"
  | "bounce"
  | "bounce-notice"
  | "out-of-office"
  | "undetermined-bounce"
  | "complaint"
  | "complaint-notice"
  | "delivery-notice"
  | "not-spam"
  | "reject"
  | "failure"
  | "opt-out";

export type Events = Readonly<Record<EventKind, AnyEvent>>;

const leaves = { unsubscribeAll: true, topicSubscriptionStatus: [] };

/** In our own words. */
export const ownEvents: Events = {
  send: published(send),
  delay: published(delay),
  delivery: published(delivery),
  open: published(open()),
  click: published(click("Unlikely")),
  "bot-click": published(click("Likely")),
  bounce: published(bounce("Permanent")),
  // The identity's own feedback about the same bounce carries its feedback id, and no tags.
  "bounce-notice": notified(bounce("Permanent")),
  "out-of-office": published(bounce("Transient")),
  "undetermined-bounce": published(bounce("Undetermined")),
  complaint: published(complaint("abuse")),
  "complaint-notice": notified(complaint("abuse")),
  "delivery-notice": notified(delivery),
  "not-spam": published(complaint("not-spam")),
  reject: published(reject),
  failure: published(failure),
  "opt-out": published(subscription(leaves)),
};

interface Example {
  readonly heading: string;
  readonly event: AnyEvent;
}

const examplesIn = (file: string): readonly Example[] => {
  const url = new URL(`../../../shared/data/ses/${file}`, import.meta.url);
  return existsSync(url) ? JSON.parse(readFileSync(url, "utf8")) : [];
};

const changed = (event: AnyEvent, part: string, change: object): AnyEvent => ({
  ...event,
  [part]: { ...(event[part] as object), ...change },
});

/** As the developer guide of SES writes them; undefined where its examples are not beside the repository. */
export const guideEvents = (): Events | undefined => {
  const examples = [
    ...examplesIn("event-publishing-retrieving-sns-examples.json"),
    ...examplesIn("notification-examples.json"),
  ];
  if (examples.length === 0) return undefined;
  const find = (start: string): AnyEvent => {
    const found = examples.find(({ heading }) => heading.startsWith(start));
    if (found === undefined) throw new Error(`There is no example of ${start}`);
    return found.event;
  };
  const [bounced, complained, clicked] = [find("Bounce record"), find("Complaint record"), find("Click record")];
  const notice = ({ eventType, ...event }: AnyEvent): AnyEvent => ({ notificationType: eventType, ...event });
  return {
    send: find("Send"),
    delay: find("DeliveryDelay"),
    delivery: find("Delivery record"),
    open: find("Open"),
    click: clicked,
    "bot-click": changed(clicked, "click", { isBotEvent: "Likely" }),
    bounce: bounced,
    "bounce-notice": notice(bounced),
    "out-of-office": changed(bounced, "bounce", { bounceType: "Transient", bounceSubType: "General" }),
    "undetermined-bounce": changed(bounced, "bounce", { bounceType: "Undetermined", bounceSubType: "Undetermined" }),
    complaint: complained,
    "complaint-notice": notice(complained),
    "delivery-notice": find("Amazon SNS delivery"),
    "not-spam": changed(complained, "complaint", { complaintFeedbackType: "not-spam" }),
    reject: find("Reject"),
    failure: find("Rendering"),
    "opt-out": changed(find("Subscription"), "subscription", { newTopicPreferences: leaves }),
  };
};

export interface Story {
  readonly title: string;
  readonly told: readonly EventKind[];
  readonly ends: MessageStatus;
  readonly suppressed?: "hard-bounce" | "complaint";
  readonly clicks?: 1;
  readonly optsOut?: true;
}

/** What can become of one message, by what SES tells of it. */
export const stories: readonly Story[] = [
  { title: "sent", told: ["send"], ends: "accepted" },
  { title: "delayed", told: ["send", "delay"], ends: "accepted" },
  { title: "delivered", told: ["send", "delay", "delivery", "delivery-notice"], ends: "delivered" },
  { title: "read", told: ["send", "delivery", "open", "bot-click"], ends: "delivered" },
  { title: "clicked", told: ["send", "delivery", "open", "click", "bot-click"], ends: "delivered", clicks: 1 },
  { title: "clicked, its delivery lost", told: ["send", "click"], ends: "delivered", clicks: 1 },
  { title: "answered by a machine", told: ["send", "delivery", "out-of-office"], ends: "delivered" },
  { title: "bounced for now", told: ["send", "out-of-office"], ends: "bounced" },
  { title: "bounced for no known reason", told: ["send", "undetermined-bounce"], ends: "bounced" },
  {
    title: "bounced for good",
    told: ["send", "delay", "bounce", "bounce-notice"],
    ends: "bounced",
    suppressed: "hard-bounce",
  },
  {
    title: "delivered and bounced later",
    told: ["send", "delivery", "bounce"],
    ends: "bounced",
    suppressed: "hard-bounce",
  },
  {
    title: "complained of",
    told: ["send", "delivery", "open", "complaint", "complaint-notice"],
    ends: "complained",
    suppressed: "complaint",
  },
  {
    title: "clicked and complained of",
    told: ["send", "delivery", "click", "complaint"],
    ends: "complained",
    suppressed: "complaint",
    clicks: 1,
  },
  { title: "no spam after all", told: ["send", "delivery", "not-spam"], ends: "delivered" },
  { title: "refused for its content", told: ["send", "reject"], ends: "failed" },
  { title: "refused for its template", told: ["send", "failure"], ends: "failed" },
  {
    title: "left by its reader",
    told: ["send", "delivery", "click", "opt-out"],
    ends: "delivered",
    clicks: 1,
    optsOut: true,
  },
];
