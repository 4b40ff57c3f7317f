import { describe, expect, it } from "vitest";
import type { Step } from "../../lambdas/domain/campaign.ts";
import { stepsWithCoupon } from "../../lambdas/domain/coupon-way.ts";
import { sendStep } from "../support/campaigns.ts";

const trigger = { kind: "since-last-order", days: 180 } as const;
const coupon: Step = { kind: "coupon", id: "code", coupon: "gift" };
const sends = (
  steps: readonly Step[],
  kind: typeof trigger | { readonly kind: "coupon-expiring"; readonly daysBefore: number } = trigger,
) => [...stepsWithCoupon({ trigger: kind, steps })].filter((id) => id !== "code" && id !== "end");
const isCore = { kind: "branch", id: "core", if: { fact: "tier", is: ["core"] } } as unknown as Extract<
  Step,
  { kind: "branch" }
>;

describe("steps whose journey surely has a coupon", () => {
  it("are those behind a coupon step", () => {
    expect(sends([sendStep({ id: "before" }), coupon, sendStep({ id: "after" })])).toEqual(["after"]);
  });

  it("are not those that a way around the coupon step leads to", () => {
    const steps = [
      { ...isCore, onYes: "code", onNo: "both" },
      coupon,
      sendStep({ id: "only" }),
      sendStep({ id: "both" }),
    ];

    expect(sends(steps)).toEqual(["only"]);
  });

  it("are those where two ways meet that both lead over one", () => {
    const steps: Step[] = [
      {
        kind: "split",
        id: "half",
        ways: [
          { name: "a", share: 1, to: "code" },
          { name: "b", share: 1, to: "other" },
        ],
      },
      { ...coupon, next: "both" },
      { kind: "coupon", id: "other", coupon: "second" },
      sendStep({ id: "both" }),
    ];

    expect(sends(steps)).toEqual(["both"]);
  });

  it("are not those that an event leads to past the coupon step", () => {
    const steps: Step[] = [
      { kind: "wait", id: "visit", days: 3, until: { event: "Product Viewed" }, onEvent: "seen" },
      coupon,
      sendStep({ id: "gift" }),
      { kind: "exit", id: "end" },
      sendStep({ id: "seen" }),
    ];

    expect(sends(steps)).toEqual(["gift"]);
  });

  it("are all of them in a campaign about coupons that run out", () => {
    expect(sends([sendStep({ id: "remind" })], { kind: "coupon-expiring", daysBefore: 3 })).toEqual(["remind"]);
  });
});
