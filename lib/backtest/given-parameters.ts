import type { Problem } from "../../lambdas/domain/problem.ts";
import type { Settings } from "../../lambdas/domain/settings.ts";
import type { Result } from "../playbooks/problems.ts";

/** Settings with `dormant-wake-up.dormantDays=90,…` over what they say of those campaigns. */
export const withParameters = (settings: Settings, given: string | undefined): Result<{ settings: Settings }> => {
  const problems: Problem[] = [];
  const campaigns = { ...settings.campaigns } as Record<string, Settings["campaigns"][string]>;
  for (const one of (given ?? "").split(",").filter(Boolean)) {
    const match = /^\s*([a-z0-9-]+)\.([A-Za-z0-9]+)=(.*)$/.exec(one);
    const [, id, name, value] = match ?? [];
    if (id === undefined || name === undefined || value === undefined) {
      const allowed = "campaign.parameter=value, such as dormant-wake-up.dormantDays=90; several with commas";
      problems.push({ where: "--set", problem: "is not understood", received: one, allowed });
    } else campaigns[id] = { ...campaigns[id], [name]: parameterValue(value) };
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, settings: { ...settings, campaigns } };
};

/** Numbers and yes or no as such, all else as text. */
const parameterValue = (text: string): string | number | boolean => {
  if (text === "true" || text === "false") return text === "true";
  return text.trim() !== "" && Number.isFinite(Number(text)) ? Number(text) : text;
};
