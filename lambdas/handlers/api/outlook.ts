import type * as z from "zod";
import { costOf } from "../../channels/outlook-cost.ts";
import { wordsFindings } from "../../channels/words-findings.ts";
import { activationCheckSentence } from "../../domain/activation-check-sentence.ts";
import { type ActivationCheck, activationChecks } from "../../domain/activation-checks.ts";
import { type Drawn, estimateAudience } from "../../domain/audience-estimate.ts";
import { isOpen } from "../../domain/breaker.ts";
import type { Campaign } from "../../domain/campaign.ts";
import { referenceProblems } from "../../domain/campaign-references.ts";
import type { Channel, Language } from "../../domain/channel.ts";
import { checkPredicate } from "../../domain/check-predicate.ts";
import { type Fate, fatesOf, rulesWithCampaign } from "../../domain/dry-run.ts";
import type { Learned } from "../../domain/learned.ts";
import { isAdmitted } from "../../domain/may-enter.ts";
import { type Outlook, outlookOf } from "../../domain/outlook.ts";
import type { Rules, ShopFigures, Snapshot } from "../../domain/rules.ts";
import { compileRules } from "../../domain/rules.ts";
import type { Runtime } from "../../shared/runtime.ts";
import { standingSnapshot } from "../../store/campaign-publishing.ts";
import { createCampaignStore } from "../../store/campaign-store.ts";
import { createCouponStore } from "../../store/coupon-store.ts";
import { type CustomerSample, createSampleSource } from "../../store/customer-sample.ts";
import { checkedLearned } from "../../store/learned-schema.ts";
import { createLearnedSource } from "../../store/learned-source.ts";
import { createReportStore } from "../../store/report-store.ts";
import { refuse } from "./answer.ts";
import { outlookContract } from "./contract/outlook.ts";
import { ContractApp } from "./contract-app.ts";
import { type Subject, subjectOf } from "./outlook-subject.ts";
import { sayer, shownReasons } from "./sentences.ts";

interface Tools {
  readonly runtime: Runtime;
  readonly sample: () => Promise<CustomerSample>;
  readonly figures: () => Promise<ShopFigures>;
  readonly learned: () => Promise<Learned>;
}

/** `absent` parts of what was parsed carry undefined, which no predicate of ours has. */
const withoutUndefined = <Value>(value: Value): Value =>
  value === undefined ? value : (JSON.parse(JSON.stringify(value)) as Value);

type AudienceBody = z.output<(typeof outlookContract.audience.request.body.content)["application/json"]["schema"]>;

const knownIn = ({ segments = [], coupons = [] }: Snapshot) => ({
  segments: new Map(segments.map((one) => [one.id, one])),
  coupons: coupons.map(({ id }) => id),
});

const audienceProblems = ({ audience, exclusion }: AudienceBody, snapshot: Snapshot) =>
  [["audience", audience] as const, ["exclusion", exclusion] as const].flatMap(([place, predicate]) =>
    predicate === undefined ? [] : checkPredicate(predicate, knownIn(snapshot), [place]),
  );

/** Everything that the days ahead of a campaign are told from. */
interface Looked {
  readonly drawn: Drawn;
  readonly rules: Rules;
  readonly fates: readonly Fate[];
  readonly outlook: Outlook;
  readonly now: number;
}

const lookAhead = async (tools: Tools, { campaign, snapshot }: Subject, days: number): Promise<Looked> => {
  const now = tools.runtime.clock.now();
  const [drawn, figures, learned] = await Promise.all([tools.sample(), tools.figures(), tools.learned()]);
  const rules = rulesWithCampaign(snapshot, campaign, figures, learned);
  const question = { campaign, rules, now, days };
  const fates = fatesOf(drawn, question);
  return { drawn, rules, fates, outlook: outlookOf(drawn, fates, question), now };
};

const costIn = ({ campaign, words, snapshot }: Subject, { outlook, fates, now }: Looked) =>
  costOf({ campaign, words, settings: snapshot.settings, coupons: snapshot.coupons ?? [], outlook, fates, now });

const shownOutlook = (subject: Subject, looked: Looked) => {
  const say = sayer(subject.snapshot);
  const { examples, ...outlook } = looked.outlook;
  return {
    ...outlook,
    examples: examples.map(({ at, reasons, ...one }) => ({
      ...one,
      at: new Date(at).toISOString(),
      reasons: shownReasons(reasons, say),
    })),
    cost: costIn(subject, looked),
  };
};

const channelsOf = ({ steps }: Campaign): readonly Channel[] => [
  ...new Set(steps.flatMap((step) => (step.kind === "send" ? step.channels : []))),
];

/** How much of the audience reads which language. */
const languageShares = ({ drawn, rules, now }: Looked, { campaign }: Subject): Partial<Record<Language, number>> => {
  const audience = drawn.profiles.filter((profile) => isAdmitted(campaign, profile, now, rules));
  const shares: Partial<Record<Language, number>> = {};
  for (const { traits } of audience) {
    const language = traits.language ?? rules.settings.shop.locale;
    shares[language] = (shares[language] ?? 0) + 1 / audience.length;
  }
  return shares;
};

const poolsOf = async ({ runtime }: Tools, { campaign, snapshot }: Subject) => {
  const named = campaign.steps.flatMap((step) => (step.kind === "coupon" ? [step.coupon] : []));
  const pools = (snapshot.coupons ?? []).filter(({ id, kind }) => kind === "pool" && named.includes(id));
  const coupons = createCouponStore(runtime);
  return Promise.all(pools.map(async ({ id }) => ({ couponId: id, left: (await coupons.stock(id)).left })));
};

/** A week ahead, so that whoever is due on another weekday is counted. */
const checkedDays = 7;

const checksOf = async (tools: Tools, subject: Subject): Promise<readonly ActivationCheck[]> => {
  const looked = await lookAhead(tools, subject, checkedDays);
  const { campaign, words, snapshot } = subject;
  const { settings, paused, breaker, coupons = [] } = snapshot;
  const { drawn, rules, outlook, now } = looked;
  const category = campaign.steps.flatMap((step) => (step.kind === "send" ? [step.category] : [])).at(0) ?? "promotion";
  return activationChecks({
    ...{ campaign, settings, paused, outlook },
    breakerOpen: isOpen(breaker),
    missing: referenceProblems(campaign, snapshot),
    words: wordsFindings({ campaign, words, settings, coupons, now }),
    languages: languageShares(looked, subject),
    audience: estimateAudience(drawn, { ...campaign, channels: channelsOf(campaign), category, now, rules }),
    cost: costIn(subject, looked),
    pools: await poolsOf(tools, subject),
  });
};

const shownCheck = (check: ActivationCheck) => ({
  level: check.level,
  code: check.code,
  sentence: activationCheckSentence(check),
  ...("stepId" in check && { stepId: check.stepId, channel: check.channel, language: check.language }),
});

/** What would come of an audience or a campaign, told from a sample of the customers. Sends and stores nothing. */
export const createOutlookRoutes = (runtime: Runtime): ContractApp => {
  const reports = createReportStore(runtime);
  const tools: Tools = {
    runtime,
    sample: createSampleSource(runtime),
    figures: () => reports.figures(),
    learned: createLearnedSource(runtime, checkedLearned),
  };
  const campaigns = createCampaignStore(runtime);

  return new ContractApp()
    .openapi(outlookContract.audience, async (context) => {
      const body = withoutUndefined(context.req.valid("json"));
      const snapshot = standingSnapshot(await campaigns.snapshot());
      const problems = audienceProblems(body, snapshot);
      if (problems.length > 0) return refuse(context, 400, problems);
      const [drawn, figures, learned] = await Promise.all([tools.sample(), tools.figures(), tools.learned()]);
      const rules = compileRules(snapshot, figures, learned);
      const { examples, ...estimate } = estimateAudience(drawn, { ...body, now: runtime.clock.now(), rules });
      const say = sayer(snapshot);
      const shown = examples.map(({ reasons, ...one }) => ({ ...one, reasons: shownReasons(reasons, say) }));
      const sentence = body.audience === undefined ? {} : { sentence: say(body.audience) };
      return context.json({ ...estimate, ...sentence, examples: shown }, 200);
    })
    .openapi(outlookContract.outlook, async (context) => {
      const { days, ...given } = withoutUndefined(context.req.valid("json"));
      const found = await subjectOf(runtime, { ...context.req.valid("param"), ...given });
      if (!found.ok) return refuse(context, found.status, found.problems);
      return context.json(shownOutlook(found.subject, await lookAhead(tools, found.subject, days)), 200);
    })
    .openapi(outlookContract.checks, async (context) => {
      const given = withoutUndefined(context.req.valid("json"));
      const found = await subjectOf(runtime, { ...context.req.valid("param"), ...given });
      if (!found.ok) return refuse(context, found.status, found.problems);
      const checks = await checksOf(tools, found.subject);
      return context.json(
        { ready: checks.every(({ level }) => level !== "stop"), checks: checks.map(shownCheck) },
        200,
      );
    });
};
