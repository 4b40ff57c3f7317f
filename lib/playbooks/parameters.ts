import * as z from "zod";
import type { ParameterValue, ParameterValues } from "../../lambdas/channels/words.ts";
import { nearestWord } from "../../lambdas/domain/nearest-word.ts";
import { type Problem, shown } from "../../lambdas/domain/problem.ts";
import type { CampaignSettings } from "../../lambdas/domain/settings.ts";
import type { Parameter, PlaybookFile } from "./playbook.ts";
import type { Result } from "./problems.ts";

/** What every campaign's settings may say besides the playbook's own parameters. */
export const commonSettings = ["enabled", "priority", "holdOutPercent", "messagesPerHourMax"] as const;

const allowedValues = (parameter: Parameter): string => {
  switch (parameter.type) {
    case "integer":
      return `a whole number from ${parameter.min} to ${parameter.max}`;
    case "number":
      return `a number from ${parameter.min} to ${parameter.max}`;
    case "text":
      return `one line of at most ${parameter.maxLength} characters`;
    case "url":
      return "an https address, or empty";
    case "list":
      return `at most ${parameter.maxItems} names of at most 120 characters`;
    case "numbers":
      return `whole numbers from ${parameter.min} to ${parameter.max}`;
    case "time":
      return "a local time such as 09:00";
    case "date-time":
      return "a local date and time such as 2027-03-01T10:00";
    case "boolean":
      return "true or false";
    case "choice":
      return parameter.options.join(", ");
  }
};

const isHttps = (value: string): boolean =>
  URL.canParse(value) && new URL(value).protocol === "https:" && !/\s/.test(value);

const isWhole = (value: unknown, { min, max }: { readonly min: number; readonly max: number }): boolean =>
  Number.isSafeInteger(value) && Number(value) >= min && Number(value) <= max;

const isName = (value: unknown): value is string =>
  typeof value === "string" && value !== "" && value.length <= 120 && !/\p{Cc}/u.test(value);

const isDateTime = (value: string): boolean =>
  /^\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):[0-5]\d$/.test(value) && z.iso.date().safeParse(value.slice(0, 10)).success;

const isAllowed = (parameter: Parameter, value: unknown): value is ParameterValue => {
  switch (parameter.type) {
    case "integer":
      return isWhole(value, parameter);
    case "number":
      return typeof value === "number" && value >= parameter.min && value <= parameter.max;
    case "text":
      return typeof value === "string" && value.length <= parameter.maxLength && !/\p{Cc}/u.test(value);
    case "url":
      return typeof value === "string" && value.length <= 500 && (value === "" || isHttps(value));
    case "list":
      return Array.isArray(value) && value.length <= parameter.maxItems && value.every(isName);
    case "numbers":
      return Array.isArray(value) && value.length <= 60 && value.every((one) => isWhole(one, parameter));
    case "time":
      return typeof value === "string" && /^([01]\d|2[0-3]):[0-5]\d$/.test(value);
    case "date-time":
      return typeof value === "string" && isDateTime(value);
    case "boolean":
      return typeof value === "boolean";
    case "choice":
      return typeof value === "string" && parameter.options.includes(value);
  }
};

const unknownNames = (playbook: PlaybookFile, given: CampaignSettings): readonly Problem[] => {
  const known = [...Object.keys(playbook.parameters), ...commonSettings];
  return Object.keys(given)
    .filter((name) => !known.includes(name))
    .map((name) => {
      const meant = nearestWord(name, known);
      return {
        where: `campaigns.${playbook.id}.${name}`,
        problem: `there is no such parameter${meant === undefined ? "" : `; did you mean "${meant}"?`}`,
        received: shown(given[name]),
        allowed: known.join(", "),
      };
    });
};

/** The value of every parameter: the shop's own, or the default. Unknown names and values out of range are refused. */
export const resolveParameters = (
  playbook: PlaybookFile,
  given: CampaignSettings | undefined,
): Result<{ parameters: ParameterValues }> => {
  const problems: Problem[] = given ? [...unknownNames(playbook, given)] : [];
  const parameters: Record<string, ParameterValue> = {};
  for (const [name, parameter] of Object.entries(playbook.parameters)) {
    const value: unknown = given && Object.hasOwn(given, name) ? given[name] : parameter.default;
    if (isAllowed(parameter, value)) parameters[name] = value;
    else {
      const where = `campaigns.${playbook.id}.${name}`;
      problems.push({
        where,
        problem: "is out of range",
        received: shown(value),
        allowed: allowedValues(parameter),
      });
    }
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, parameters };
};
