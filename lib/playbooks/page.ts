import { couponVariables } from "../../lambdas/channels/coupon-variables.ts";
import { allowedFilters, allowedTags } from "../../lambdas/channels/template.ts";
import { templateVariables } from "../../lambdas/channels/variables.ts";
import { loadPlaybook, playbookIds } from "./load.ts";
import type { Parameter, Playbook } from "./playbook.ts";

const rangeOf = (parameter: Parameter): string => {
  switch (parameter.type) {
    case "integer":
      return `whole number, ${parameter.min} to ${parameter.max}`;
    case "number":
      return `number, ${parameter.min} to ${parameter.max}`;
    case "text":
      return `text, at most ${parameter.maxLength} characters`;
    case "url":
      return "https address";
    case "list":
      return `names, at most ${parameter.maxItems}`;
    case "numbers":
      return `whole numbers, ${parameter.min} to ${parameter.max}`;
    case "time":
      return "local time";
    case "date-time":
      return "local date and time";
    case "boolean":
      return "true or false";
    case "choice":
      return parameter.options.join(", ");
  }
};

const parameterRow = ([name, parameter]: readonly [string, Parameter]): string => {
  const value = String(parameter.default) === "" ? "(empty)" : `\`${String(parameter.default)}\``;
  const note = parameter.note === undefined ? "" : ` ${parameter.note.en}`;
  return `| \`${name}\` | ${value} | ${rangeOf(parameter)} | ${parameter.label.en}.${note} |`;
};

const section = (playbook: Playbook): readonly string[] => [
  `## ${playbook.name.en} (\`${playbook.id}\`, ${playbook.name.zh})`,
  "",
  playbook.description.en,
  "",
  playbook.live ? "Goes live with the shop." : "Sleeps until it is activated.",
  ...(playbook.reference === undefined
    ? []
    : ["", `Reported: ${playbook.reference.result.en}. ${playbook.reference.note.en}`]),
  "",
  "| parameter | default | allowed | meaning |",
  "|---|---|---|---|",
  ...Object.entries(playbook.parameters).map(parameterRow),
  "",
];

const opening = [
  "# Playbooks",
  "",
  "The ready-made campaigns. This page is written by `npm run docs` from the files in `playbooks/`.",
  "",
  "A shop sets parameters in its settings, under `campaigns` and the playbook's id. `enabled`, `priority`,",
  "`holdOutPercent` and `messagesPerHourMax` are there for every campaign.",
  "",
];

const dialect = [
  "## Words",
  "",
  "`words/<language>/words.json` holds subjects, preheaders and text messages; the bodies of emails lie beside it as MJML",
  "sections, which `playbooks/shared/layout.mjml` frames. All are Liquid templates with a closed dialect, checked when a",
  "campaign is stored: an unknown variable is refused with its file and line.",
  "",
  `Tags: ${allowedTags.map((tag) => `\`${tag}\``).join(", ")}. Filters: ${allowedFilters.map((filter) => `\`${filter}\``).join(", ")}.`,
  "",
  "| variable | meaning |",
  "|---|---|",
  ...Object.entries(templateVariables).map(([name, meaning]) => `| \`${name}\` | ${meaning} |`),
  ...Object.entries(couponVariables).map(([name, meaning]) => `| \`${name}\` | ${meaning} |`),
  "| `campaign.<parameter>` | The value of the playbook's parameter. |",
  "",
  "Those of a coupon may be used by a message that a coupon step comes before on every way that leads to it, and in a campaign",
  "about coupons that run out. Elsewhere they are refused.",
  "",
];

/** docs/playbooks.md, from the playbooks themselves. */
export const playbooksPage = async (): Promise<string> => {
  const loaded = await Promise.all((await playbookIds()).map((id) => loadPlaybook(id)));
  const sections = loaded.flatMap((result) => (result.ok ? section(result.playbook) : []));
  return [...opening, ...sections, ...dialect].join("\n");
};
