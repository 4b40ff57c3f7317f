import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import * as z from "zod";
import { campaignSchema } from "../../../lambdas/domain/campaign.ts";
import { checkPredicatesOf, checkSegment } from "../../../lambdas/domain/check-predicate.ts";
import { predicateTests } from "../../../lambdas/domain/predicate.ts";
import { stepSchema } from "../../../lambdas/domain/step-schema.ts";
import { triggerSchema } from "../../../lambdas/domain/trigger-schema.ts";
import { campaignExample, predicateExamples, segmentExample } from "../../../lib/docs/campaign-examples.ts";
import { campaignsPage } from "../../../lib/docs/campaigns-page.ts";
import { campaignJsonSchema, segmentJsonSchema } from "../../../lib/docs/json-schemas.ts";
import { descriptionOf } from "../../../lib/docs/schema-table.ts";

const read = (path: string): string => readFileSync(new URL(`../../../${path}`, import.meta.url), "utf8");

test.each([
  ["docs/campaigns.md", campaignsPage],
  ["docs/campaign.schema.json", campaignJsonSchema],
  ["docs/segment.schema.json", segmentJsonSchema],
])("%s is what npm run docs writes", (path, write) => {
  expect(read(path)).toBe(write());
});

test("every kind of trigger, step and test is told what it is for", () => {
  const silent = [...triggerSchema.options, ...stepSchema.options, ...predicateTests].filter(
    (schema) => descriptionOf(schema) === "",
  );

  expect(silent.map(({ shape }) => JSON.stringify(Object.keys(shape)))).toEqual([]);
});

test("every test of a predicate has an example", () => {
  const told = JSON.stringify(predicateExamples);

  const untold = predicateTests.map(({ shape }) => Object.keys(shape)[0]).filter((key) => !told.includes(`"${key}":`));

  expect(untold).toEqual([]);
});

const accepts = (path: string, value: unknown): boolean =>
  z.fromJSONSchema(JSON.parse(read(path))).safeParse(value).success;

test("the published schemas accept the examples and refuse what Rekindle refuses", () => {
  const wrongTest = { ...campaignExample, audience: { figure: "orders.cout", atLeast: 1 } };
  const wrongKey = { ...campaignExample, policies: {} };
  const wrongSegment = { ...segmentExample, predicate: { all: [{ not: { tier: ["cor"] } }] } };

  expect(accepts("docs/campaign.schema.json", campaignExample)).toBe(true);
  expect(accepts("docs/segment.schema.json", segmentExample)).toBe(true);
  for (const wrong of [wrongTest, wrongKey]) {
    expect(accepts("docs/campaign.schema.json", wrong)).toBe(false);
    expect(campaignSchema.safeParse(wrong).success).toBe(false);
  }
  expect(accepts("docs/segment.schema.json", wrongSegment)).toBe(false);
});

test("the examples name nothing that is not there", () => {
  const segments = new Map([[segmentExample.id, segmentExample]]);
  const known = { segments, campaigns: ["dormant-wake-up", campaignExample.id] };
  const asking = predicateExamples.map((audience) => ({ ...campaignExample, audience }));

  expect([campaignExample, ...asking].flatMap((one) => checkPredicatesOf(one, known))).toEqual([]);
  expect(checkSegment(segmentExample, { segments: new Map() })).toEqual([]);
});
