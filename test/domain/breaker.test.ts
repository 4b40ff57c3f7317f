import { describe, expect, it } from "vitest";
import {
  accountStop,
  type Breaker,
  isHeld,
  mayClose,
  reputationSince,
  reputationTrip,
} from "../../lambdas/domain/breaker.ts";
import { changeCounted, sumCounts } from "../../lambdas/domain/funnel-counts.ts";
import { isResting } from "../../lambdas/domain/rules.ts";
import { settingsSchema } from "../../lambdas/domain/settings.ts";
import { dormantCampaign, rulesWith, sendStep } from "../support/campaigns.ts";
import { aMessage } from "../support/factories.ts";

const rule = settingsSchema.parse({}).pace.breaker;
const openBreaker: Breaker = { cause: "bounces", detail: "50 of 500", openedAt: 1_000, openedBy: "tick" };
const stopped: Breaker = { ...openBreaker, cause: "account", detail: "AccountSuspended" };
const closed: Breaker = { ...openBreaker, closedAt: 2_000, closedBy: "Ada" };

describe("bounces and complaints", () => {
  it.each([
    { sent: 3, bounced: 1, complained: 0, cause: undefined },
    { sent: 499, bounced: 499, complained: 499, cause: undefined },
    { sent: 500, bounced: 24, complained: 0, cause: undefined },
    { sent: 500, bounced: 25, complained: 0, cause: "bounces" },
    { sent: 500, bounced: 0, complained: 2, cause: undefined },
    { sent: 500, bounced: 0, complained: 3, cause: "complaints" },
    { sent: 10_000, bounced: 499, complained: 9, cause: undefined },
    { sent: 10_000, bounced: 0, complained: 10, cause: "complaints" },
    { sent: 10_000, bounced: 500, complained: 10, cause: "complaints" },
  ])("$bounced and $complained of $sent emails open the breaker for $cause", ({ cause, ...figures }) => {
    const trip = reputationTrip(figures, rule);

    expect(trip?.cause).toBe(cause);
  });

  it("are counted anew after a person went on", () => {
    const since = reputationSince({ sent: 900, bounced: 50, complained: 3 }, { sent: 500, bounced: 50, complained: 3 });

    expect(since).toEqual({ sent: 400, bounced: 0, complained: 0 });
  });

  it("are those of emails, for good, in whatever order their messages came there", () => {
    const moves = [
      { before: aMessage(), after: aMessage({ status: "accepted" }) },
      {
        before: aMessage({ status: "accepted" }),
        after: aMessage({ status: "bounced", reason: "bounce-transient-general" }),
      },
      {
        before: aMessage({ status: "accepted" }),
        after: aMessage({ status: "bounced", reason: "bounce-permanent-general" }),
      },
      { before: aMessage({ status: "delivered" }), after: aMessage({ status: "complained" }) },
      { before: aMessage(), after: aMessage({ status: "accepted", channel: "sms" }) },
    ] as const;

    const counted = moves.map((move) => sumCounts(changeCounted(move).map(({ counts }) => counts)));

    const emails = counted.map((counts) => [counts["email:sent"], counts["email:bounced"], counts["email:complained"]]);
    expect(emails).toEqual([
      [1, undefined, undefined],
      [undefined, undefined, undefined],
      [undefined, 1, undefined],
      [undefined, undefined, 1],
      [undefined, undefined, undefined],
    ]);
  });
});

describe("an open breaker", () => {
  it.each([
    { breaker: openBreaker, channel: "email", category: "promotion", held: true },
    { breaker: openBreaker, channel: "sms", category: "care", held: true },
    { breaker: openBreaker, channel: "email", category: "transactional", held: false },
    { breaker: stopped, channel: "email", category: "transactional", held: true },
    { breaker: stopped, channel: "sms", category: "transactional", held: false },
    { breaker: closed, channel: "email", category: "promotion", held: false },
    { breaker: undefined, channel: "email", category: "promotion", held: false },
  ] as const)("for $breaker.cause holds $category by $channel: $held", ({ breaker, channel, category, held }) => {
    expect(isHeld(breaker, channel, category)).toBe(held);
  });

  it("leaves nothing to decide where every live campaign is marketing", () => {
    const marketing = dormantCampaign();
    const receipt = dormantCampaign({ id: "receipt", steps: [sendStep({ category: "transactional" })] });
    const rules = (campaigns: Parameters<typeof rulesWith>[0]["campaigns"], breaker: Breaker) => ({
      ...rulesWith({ campaigns }),
      breaker,
    });

    const resting = [
      isResting(rules([marketing], openBreaker)),
      isResting(rules([marketing], closed)),
      isResting(rules([marketing, receipt], openBreaker)),
    ];

    expect(resting).toEqual([true, false, false]);
  });

  it("closes by itself only after a stop of the account, a while later, and when SES is healthy again", () => {
    const healthy = { sendingEnabled: true, enforcementStatus: "HEALTHY" };
    const later = 1_000 + 15 * 60_000;

    const may = [
      mayClose(stopped, healthy, later),
      mayClose(stopped, healthy, later - 1),
      mayClose(stopped, { ...healthy, enforcementStatus: "PROBATION" }, later),
      mayClose(stopped, { ...healthy, sendingEnabled: false }, later),
      mayClose(openBreaker, healthy, later),
    ];

    expect(may).toEqual([true, false, false, false, false]);
  });
});

it.each([
  { sendingEnabled: true, enforcementStatus: "HEALTHY", stop: undefined },
  { sendingEnabled: true, enforcementStatus: "PROBATION", stop: undefined },
  { sendingEnabled: false, enforcementStatus: "HEALTHY", stop: "sending-disabled" },
  { sendingEnabled: true, enforcementStatus: "SHUTDOWN", stop: "enforcement-shutdown" },
])("an account that is $enforcementStatus and may send: $sendingEnabled is stopped by $stop", ({ stop, ...health }) => {
  expect(accountStop(health)).toBe(stop);
});
