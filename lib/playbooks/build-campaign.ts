import type { ParameterValues } from "../../lambdas/channels/words.ts";
import { type Campaign, campaignSchema } from "../../lambdas/domain/campaign.ts";
import type { CampaignSettings } from "../../lambdas/domain/settings.ts";
import { resolveParameters } from "./parameters.ts";
import type { PlaybookFile } from "./playbook.ts";
import { parsedFile, type Result } from "./problems.ts";

/** A `"$name"` becomes the parameter's value; one that names no parameter stays and fails the campaign's schema. */
const filledIn = (value: unknown, parameters: ParameterValues): unknown => {
  if (typeof value === "string" && value.startsWith("$")) return parameters[value.slice(1)] ?? value;
  if (Array.isArray(value)) return value.map((item) => filledIn(item, parameters));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, filledIn(item, parameters)]));
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
): Result<{ campaign: Campaign; parameters: ParameterValues }> => {
  const resolved = resolveParameters(playbook, given);
  if (!resolved.ok) return resolved;
  const { trigger, steps, policy } = playbook.definition;
  const input = {
    id: playbook.id,
    version,
    trigger: filledIn(trigger, resolved.parameters),
    steps: filledIn(steps, resolved.parameters),
    policy: { ...policy, ...policyOverrides(given) },
  };
  const parsed = parsedFile(`${playbook.id}/playbook.json: definition`, campaignSchema, input);
  return parsed.ok ? { ok: true, campaign: parsed.value, parameters: resolved.parameters } : parsed;
};
