import { isOpen } from "../../domain/breaker.ts";
import { rhythmSentence } from "../../domain/rhythm.ts";
import { compileRules } from "../../domain/rules.ts";
import { type Why, whyOf } from "../../domain/why.ts";
import type { Runtime } from "../../shared/runtime.ts";
import { createCampaignStore } from "../../store/campaign-store.ts";
import { createCustomerStore } from "../../store/customer-store.ts";
import { checkedLearned } from "../../store/learned-schema.ts";
import { createLearnedSource } from "../../store/learned-source.ts";
import { createReportStore } from "../../store/report-store.ts";
import { refuse } from "./answer.ts";
import { whyContract } from "./contract/customer-page.ts";
import { ContractApp } from "./contract-app.ts";
import { nothingPublished } from "./nothing-published.ts";
import { type Say, sayer, shownReasons } from "./sentences.ts";

const iso = (at: number): string => new Date(at).toISOString();

const shownWhy = ({ nextAt, enteredAt, reasons, rhythm, purchase, ...why }: Why, say: Say) => ({
  ...why,
  ...(nextAt !== undefined && { nextAt: iso(nextAt) }),
  ...(enteredAt !== undefined && { enteredAt: iso(enteredAt) }),
  ...(rhythm !== undefined && { rhythm: rhythmSentence(rhythm) }),
  ...(purchase !== undefined && { purchase: { ...purchase, expectedAt: iso(purchase.expectedAt) } }),
  reasons: shownReasons(reasons, say),
});

/** Why a customer gets something, or nothing: what the engine says of them now, campaign by campaign. */
export const createWhyRoutes = (runtime: Runtime): ContractApp => {
  const campaigns = createCampaignStore(runtime);
  const customers = createCustomerStore(runtime);
  const reports = createReportStore(runtime);
  const learnedNow = createLearnedSource(runtime, checkedLearned);

  return new ContractApp().openapi(whyContract.get, async (context) => {
    const { customerId } = context.req.valid("param");
    const [snapshot, profiles, figures, learned] = await Promise.all([
      campaigns.snapshot({ consistent: true }),
      customers.load([customerId], { consistent: true }),
      reports.figures(),
      learnedNow(),
    ]);
    const profile = profiles.get(customerId);
    if (snapshot === undefined) return refuse(context, 409, [nothingPublished]);
    if (profile === undefined)
      return refuse(context, 404, [{ where: "customerId", problem: "there is no such customer" }]);
    const now = runtime.clock.now();
    // As if sending went on: that it does not is said once, beside.
    const rules = compileRules({ ...snapshot, paused: false, breaker: undefined }, figures, learned);
    const say = sayer(snapshot);
    const settlesAt = (profile.settleUntil ?? 0) > now ? profile.settleUntil : undefined;
    return context.json(
      {
        campaigns: rules.campaigns.map((campaign) => shownWhy(whyOf(profile, campaign, now, rules), say)),
        paused: snapshot.paused,
        breakerOpen: isOpen(snapshot.breaker),
        ...(settlesAt !== undefined && { settlesAt: iso(settlesAt) }),
      },
      200,
    );
  });
};
