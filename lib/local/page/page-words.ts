import type { Channel } from "../../../lambdas/domain/channel.ts";
import type { MessageStatus } from "../../../lambdas/domain/message.ts";
import type { SkipReason } from "../../../lambdas/domain/reason.ts";

/** Everything the status page says. A missing translation does not compile. */
export interface PageWords {
  readonly title: string;
  readonly skipToContent: string;
  readonly otherLanguage: string;
  readonly clock: {
    readonly heading: string;
    readonly shopTime: (zone: string) => string;
    readonly explain: string;
    readonly day: string;
    readonly week: string;
    readonly month: string;
    readonly moving: (to: string) => string;
    readonly stop: string;
    readonly busy: string;
    readonly failed: string;
  };
  readonly counts: {
    readonly heading: string;
    readonly customers: string;
    readonly events: string;
    readonly sent: string;
    readonly notSent: string;
    readonly needPerson: string;
    readonly deadLetters: string;
  };
  readonly funnel: {
    readonly heading: string;
    readonly campaign: string;
    readonly lookedAt: string;
    readonly reserved: string;
    readonly heldOut: string;
    readonly skipped: string;
    readonly none: string;
    readonly noCampaigns: string;
    readonly paused: string;
  };
  readonly messages: {
    readonly heading: string;
    readonly when: string;
    readonly to: string;
    readonly campaign: string;
    readonly step: string;
    readonly why: string;
    readonly channel: string;
    readonly status: string;
    readonly open: string;
    readonly none: string;
    readonly noneYet: string;
    readonly show: string;
    readonly apply: string;
    readonly sent: string;
    readonly all: string;
    readonly allCampaigns: string;
    readonly range: (from: number, to: number, of: number) => string;
    readonly newer: string;
    readonly older: string;
  };
  readonly message: {
    readonly back: string;
    readonly subject: string;
    readonly from: string;
    readonly address: string;
    readonly rendered: string;
    readonly plainText: string;
    readonly text: string;
    readonly parts: (parts: number, units: number, encoding: string) => string;
    readonly notSubmitted: string;
    readonly reason: string;
  };
  readonly why: {
    readonly sinceLastOrder: (days: number) => string;
    readonly beforeNextOrder: (days: number) => string;
    readonly afterDelivery: (days: number, order: string) => string;
    readonly laterStep: (step: string) => string;
    readonly earlierVersion: string;
  };
  readonly errors: {
    readonly notFound: string;
    readonly notFoundHint: string;
    readonly broken: string;
    readonly brokenHint: string;
    readonly badJump: string;
    readonly home: string;
  };
  readonly channels: Readonly<Record<Channel, string>>;
  readonly statuses: Readonly<Record<MessageStatus, string>>;
  readonly skipReasons: Readonly<Record<SkipReason, string>>;
}
