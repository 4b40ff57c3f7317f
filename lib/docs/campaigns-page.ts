import type * as z from "zod";
import { campaignSchema } from "../../lambdas/domain/campaign.ts";
import { figures, predicateTests, segmentSchema } from "../../lambdas/domain/predicate.ts";
import { sentenceOf } from "../../lambdas/domain/predicate-sentence.ts";
import { allowedWords } from "../../lambdas/domain/schema-words.ts";
import { stepSchema } from "../../lambdas/domain/step-schema.ts";
import { triggerSchema } from "../../lambdas/domain/trigger-schema.ts";
import {
  campaignExample,
  predicateExamples,
  segmentExample,
  stepExamples,
  triggerExamples,
} from "./campaign-examples.ts";
import { descriptionOf, rowOf, rowsBelow, type Schema, tableOf } from "./schema-table.ts";

const heading = `# Campaigns

<!-- Written by \`npm run docs\` from the schemas in lambdas/domain. Change them or lib/docs/campaigns-page.ts, not this page. -->

A campaign is one JSON definition: who becomes due and when (trigger), who of them may enter (audience, exclusion), what
happens to whoever entered (steps), how it stands beside the others (policy), and what it is for (goal). It holds no words
and no code. [campaign.schema.json](campaign.schema.json) and [segment.schema.json](segment.schema.json) let an editor
complete and check a definition; the checks below the tables are made when it is saved. Every example on this page is
checked against the schemas when the page is written.
`;

const json = (value: unknown): string => `\`\`\`json\n${JSON.stringify(value, undefined, 2)}\n\`\`\``;
const inline = (value: unknown): string => `\`${JSON.stringify(value)}\``;

const kinds = (
  schema: { readonly options: readonly z.ZodObject[] },
  examples: Readonly<Record<string, unknown>>,
): string => schema.options.map((option) => kindSection(option, examples)).join("\n\n");

const kindSection = (option: z.ZodObject, examples: Readonly<Record<string, unknown>>): string => {
  const kind = String(allowedWords(option.shape.kind as Schema)).replaceAll('"', "");
  const rows = rowsBelow("", option).filter(({ key }) => key !== "kind" && key !== "id");
  const table = rows.length === 0 ? "" : `\n\n${tableOf(rows)}`;
  return `### ${kind}\n\n${descriptionOf(option)}\n\n${json(option.parse(examples[kind]))}${table}`;
};

const names = { segments: new Map([[segmentExample.id, segmentExample]]), currency: "GBP" };
const told = (example: (typeof predicateExamples)[number]): string =>
  `| ${inline(example)} | ${sentenceOf(example, "en", names)} | ${sentenceOf(example, "zh", names)} |`;

const testSections = (): string =>
  predicateTests
    .map((test) => `### ${Object.keys(test.shape)[0]}\n\n${descriptionOf(test)}\n\n${tableOf(rowsBelow("", test))}`)
    .join("\n\n");

const audiences = (): string => `## Audiences: predicates

Audience, exclusion, branch and segment ask one question of a profile at an instant: a predicate. It names exactly one test,
or joins others with \`all\` and \`any\`, or turns one round with \`not\`, at most six deep. A figure or an attribute that is
unknown meets no bound, so that \`not\` of it holds. Days are days of 24 hours, to the millisecond. Together with the segments
it names a predicate asks at most 200 tests; a segment may name others, and none that leads back to it.

Figures: ${figures.map((figure) => `\`${figure}\``).join(", ")}. \`age\` is told from the attribute \`birthday\`, in whole
years by the customer's own calendar; who was born on 29 February grows older on 1 March of other years.

| predicate | in English | in Chinese |
|---|---|---|
${predicateExamples.map(told).join("\n")}

${testSections()}

### Segments

${json(segmentSchema.parse(segmentExample))}

${tableOf(rowsBelow("", segmentSchema))}`;

const policyAndGoal = (): string => {
  const { policy, goal } = campaignSchema.shape;
  return `## Policy

${descriptionOf(policy)}

${json(campaignExample.policy)}

${tableOf(rowsBelow("", policy))}

## Goal

${descriptionOf(goal)}

${json(campaignExample.goal)}

${tableOf(rowsBelow("", goal))}`;
};

const whole = (): string => `## A whole campaign

${json(campaignSchema.parse(campaignExample))}

${tableOf(Object.entries(campaignSchema.shape).map(([key, schema]) => rowOf(key, schema)))}

What is checked besides: ids of steps differ, a step leads forward only, a wait has a time, a predicate names segments,
coupons and campaigns that exist, and an event that is counted is one that a profile remembers.`;

/** docs/campaigns.md. */
export const campaignsPage = (): string =>
  `${[
    heading.trimEnd(),
    whole(),
    `## Triggers\n\n${kinds(triggerSchema as never, triggerExamples)}`,
    audiences(),
    `## Steps\n\nSteps follow one another; \`next\`, where a step has it, names another one to go on at, further down.\n\n${kinds(stepSchema as never, stepExamples)}`,
    policyAndGoal(),
  ].join("\n\n")}\n`;
