import * as z from "zod";
import type { ParameterValues } from "../../lambdas/channels/words.ts";
import { type Campaign, campaignSchema } from "../../lambdas/domain/campaign.ts";
import { type Coupon, couponSchema } from "../../lambdas/domain/coupon.ts";
import type { CampaignSettings } from "../../lambdas/domain/settings.ts";
import { resolveParameters } from "./parameters.ts";
import type { PlaybookFile } from "./playbook.ts";
import { parsedFile, type Result } from "./problems.ts";

const isEmpty = (value: unknown): boolean => value === "" || (Array.isArray(value) && value.length === 0);

/** The value that stands for a `"$name"`; undefined for a `"$name?"` that is empty. */
const valueFor = (text: string, parameters: ParameterValues): unknown => {
  const isOptional = text.endsWith("?");
  const value = parameters[isOptional ? text.slice(1, -1) : text.slice(1)];
  return isOptional && isEmpty(value) ? undefined : value;
};

/** A name that is no parameter stays and fails the campaign's schema. */
export const filledIn = (value: unknown, parameters: ParameterValues): unknown => {
  if (typeof value === "string") return value.startsWith("$") ? nameOrValue(value, parameters) : value;
  if (Array.isArray(value)) return value.map((item) => filledIn(item, parameters));
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([key, item]) => [key, filledIn(item, parameters)] as const);
  return Object.fromEntries(entries.filter(([, item]) => item !== undefined));
};

const nameOrValue = (text: string, parameters: ParameterValues): unknown => {
  const name = text.replace(/^\$|\?$/g, "");
  return Object.hasOwn(parameters, name) ? valueFor(text, parameters) : text;
};

/** What a shop may say about any campaign goes over the playbook's own policy. */
const policyOverrides = (given: CampaignSettings | undefined): Partial<Campaign["policy"]> => ({
  ...(given?.priority === undefined ? {} : { priority: given.priority }),
  ...(given?.holdOutPercent === undefined ? {} : { holdOutPercent: given.holdOutPercent }),
});

/** The campaign a playbook and a shop's settings for it make. */
export const buildCampaign = (
  playbook: PlaybookFile,
  given: CampaignSettings | undefined,
  version: number,
): Result<{ campaign: Campaign; coupons: readonly Coupon[]; parameters: ParameterValues }> => {
  const resolved = resolveParameters(playbook, given);
  if (!resolved.ok) return resolved;
  const { parameters } = resolved;
  const { policy, ...definition } = playbook.definition;
  const input = {
    id: playbook.id,
    version,
    ...(filledIn(definition, parameters) as object),
    policy: { ...(filledIn(policy, parameters) as object), ...policyOverrides(given) },
  };
  const parsed = parsedFile(`${playbook.id}/playbook.json: definition`, campaignSchema, input);
  if (!parsed.ok) return parsed;
  const coupons = filledIn(playbook.coupons ?? [], parameters);
  const checked = parsedFile(`${playbook.id}/playbook.json: coupons`, z.array(couponSchema), coupons);
  return checked.ok ? { ok: true, campaign: parsed.value, coupons: checked.value, parameters } : checked;
};
