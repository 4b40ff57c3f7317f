import type { Channel } from "../../../lambdas/domain/channel.ts";
import type { MessageStatus } from "../../../lambdas/domain/message.ts";
import type { SkipReason, WithdrawalReason } from "../../../lambdas/domain/reason.ts";

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
    readonly filling: (done: number, of: number) => string;
    readonly stillFilling: string;
    readonly stop: string;
    readonly busy: string;
    readonly failed: string;
  };
  readonly counts: {
    readonly heading: string;
    readonly customers: string;
    readonly events: string;
    readonly sent: string;
    readonly underWay: string;
    readonly notSent: string;
    readonly needPerson: string;
    readonly deadLetters: string;
  };
  readonly funnel: {
    readonly heading: string;
    readonly campaign: string;
    readonly sum: string;
    readonly lookedAt: string;
    readonly reserved: string;
    readonly heldOut: string;
    readonly skipped: string;
    readonly reasons: string;
    readonly total: string;
    readonly none: string;
    readonly noCampaigns: string;
    readonly paused: string;
    readonly breakerOpen: string;
  };
  readonly messages: {
    readonly heading: string;
    readonly when: string;
    readonly to: string;
    readonly campaign: string;
    readonly step: string;
    readonly stepOf: (nth: number, of: number) => string;
    readonly localTime: string;
    readonly forCustomer: (time: string) => string;
    readonly why: string;
    readonly channel: string;
    readonly status: string;
    readonly none: string;
    readonly noneYet: string;
    readonly noneSoFar: string;
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
    /** `silent`: days since the last order when the message was decided, where still known. */
    readonly sinceLastOrder: (days: number, silent: number | undefined) => string;
    readonly beforeNextOrder: (days: number) => string;
    readonly afterDelivery: (days: number, order: string) => string;
    readonly laterStep: (days: number, stillNoOrder: boolean) => string;
    readonly sinceLastVisit: (days: number) => string;
    /** A date, a day of the calendar or an event, by its name. */
    readonly cameAbout: (what: string) => string;
    readonly broadcast: string;
    readonly tierChanged: string;
    readonly couponExpiring: (daysBefore: number) => string;
    readonly segmentChanged: (segment: string, entered: boolean) => string;
    readonly unknownCampaign: string;
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
  readonly withdrawalReasons: Readonly<Record<WithdrawalReason, string>>;
}
