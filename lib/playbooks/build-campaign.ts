import * as z from "zod";
import type { ParameterValues } from "../../lambdas/channels/words.ts";
import { type Campaign, campaignSchema } from "../../lambdas/domain/campaign.ts";
import { type Coupon, couponSchema } from "../../lambdas/domain/coupon.ts";
import { type Segment, segmentSchema } from "../../lambdas/domain/predicate.ts";
import type { Problem } from "../../lambdas/domain/problem.ts";
import type { CampaignSettings } from "../../lambdas/domain/settings.ts";
import { chosen, filledIn, type Parts, wanted } from "./fill-in.ts";
import { resolveParameters } from "./parameters.ts";
import type { PlaybookFile } from "./playbook.ts";
import { parsedFile, type Result } from "./problems.ts";

/** What a shop may say about any campaign goes over the playbook's own policy. */
const policyOverrides = (given: CampaignSettings | undefined): Partial<Campaign["policy"]> => ({
  ...(given?.priority === undefined ? {} : { priority: given.priority }),
  ...(given?.holdOutPercent === undefined ? {} : { holdOutPercent: given.holdOutPercent }),
  ...(given?.messagesPerHourMax === undefined ? {} : { messagesPerHourMax: given.messagesPerHourMax }),
});

/** A coupon that the messages carry needs its code; only a playbook that leaves the coupon out can do without. */
const emptyCodes = (id: string, coupons: Parts, parameters: ParameterValues): readonly Problem[] =>
  coupons.flatMap(({ code }) => {
    const name = typeof code === "string" && code.startsWith("$") ? code.slice(1) : undefined;
    if (name === undefined || parameters[name] !== "") return [];
    const problem = "is empty, but the messages of this campaign carry a coupon";
    return [{ where: `campaigns.${id}.${name}`, problem, received: '""', allowed: "a code that exists in your shop" }];
  });

/** Trigger, audience and exclusion, as the parameters choose among them. */
export const choicesOf = (
  { definition: { trigger, audience, exclusion } }: Pick<PlaybookFile, "definition">,
  parameters: ParameterValues,
) => ({
  trigger: chosen(trigger, parameters),
  ...(audience === undefined ? {} : { audience: chosen(audience, parameters) }),
  ...(exclusion === undefined ? {} : { exclusion: chosen(exclusion, parameters) }),
});

const extrasSchema = z.strictObject({ coupons: z.array(couponSchema), segments: z.array(segmentSchema) });

export interface BuiltCampaign {
  readonly campaign: Campaign;
  readonly coupons: readonly Coupon[];
  readonly segments: readonly Segment[];
  readonly parameters: ParameterValues;
}

/** The campaign a playbook and a shop's settings for it make. */
export const buildCampaign = (
  playbook: PlaybookFile,
  given: CampaignSettings | undefined,
  version: number,
): Result<BuiltCampaign> => {
  const resolved = resolveParameters(playbook, given);
  if (!resolved.ok) return resolved;
  const { parameters } = resolved;
  const { policy, steps, goal } = playbook.definition;
  const input = {
    id: playbook.id,
    version,
    ...choicesOf(playbook, parameters),
    ...(goal === undefined ? {} : { goal: filledIn(goal, parameters) }),
    steps: filledIn(wanted(steps, parameters), parameters),
    policy: { ...(filledIn(policy, parameters) as object), ...policyOverrides(given) },
  };
  const parsed = parsedFile(`${playbook.id}/playbook.json: definition`, campaignSchema, input);
  if (!parsed.ok) return parsed;
  const coupons = wanted(playbook.coupons ?? [], parameters);
  const problems = emptyCodes(playbook.id, coupons, parameters);
  if (problems.length > 0) return { ok: false, problems };
  const extras = {
    coupons: filledIn(coupons, parameters),
    segments: filledIn(wanted(playbook.segments ?? [], parameters), parameters),
  };
  const checked = parsedFile(`${playbook.id}/playbook.json`, extrasSchema, extras);
  return checked.ok ? { ok: true, campaign: parsed.value, ...checked.value, parameters } : checked;
};
