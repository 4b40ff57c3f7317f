import { readFileSync } from "node:fs";
import { Match, Template } from "aws-cdk-lib/assertions";
import { App } from "aws-cdk-lib/core";
import { AwsSolutionsChecks, type NagPack, ServerlessChecks } from "cdk-nag";
import { expect, test } from "vitest";
import { TeaShopStack } from "../../examples/tea-shop/tea-shop-stack.ts";
import { tableNames } from "../../lib/tables.ts";

const { context } = JSON.parse(readFileSync(new URL("../../examples/tea-shop/cdk.json", import.meta.url), "utf8"));

/** The packs read an app that was not synthesized yet, so each test has one of its own. */
const openShop = (): { readonly app: App; readonly shop: TeaShopStack } => {
  // The functions' code is built by the test of the bundles.
  const app = new App({
    context: { ...context, "aws:cdk:bundling-stacks": [] },
    analyticsReporting: false,
    treeMetadata: false,
    builtinCloudFormationValidation: false,
  });
  return { app, shop: new TeaShopStack(app, "TeaShop", { env: { account: "123456789012", region: "eu-west-1" } }) };
};

test("the example synthesizes to the shop's own stack and three of Rekindle beside it, in the same place", () => {
  const assembly = openShop().app.synth();

  const stacks = assembly.stacks.map(({ stackName, environment }) => [
    stackName,
    environment.account,
    environment.region,
  ]);
  expect(stacks.toSorted()).toEqual(
    ["TeaShop", "TeaShop-Rekindle-console", "TeaShop-Rekindle-data", "TeaShop-Rekindle-engine"].map((name) => [
      name,
      "123456789012",
      "eu-west-1",
    ]),
  );
});

test("cdk-nag finds nothing in all four", () => {
  const { app } = openShop();
  const packs: readonly NagPack[] = [new AwsSolutionsChecks(), new ServerlessChecks()];

  const findings = packs
    .flatMap((pack) => pack.validateScope(app).violations)
    .flatMap(({ ruleName, violatingResources }) =>
      violatingResources.map(({ constructPath }) => `${ruleName} ${constructPath}`),
    );

  expect(findings).toEqual([]);
});

test("the order system hears of what it asked for, from Rekindle's bus and nobody else's", () => {
  const template = Template.fromStack(openShop().shop);

  template.hasResourceProperties("AWS::Events::Rule", {
    EventBusName: { "Fn::ImportValue": Match.stringLikeRegexp("^TeaShop-Rekindle-engine:") },
    EventPattern: { source: ["rekindle"], "detail-type": ["Opted Out", "Case Overdue"] },
    Targets: [Match.objectLike({ DeadLetterConfig: Match.anyValue() })],
  });
});

test("the tables keep their names in the template, their data and their protection inside somebody else's app", () => {
  const template = Template.fromStack(openShop().shop.rekindle.stacks.data);

  const tables = template.findResources("AWS::DynamoDB::GlobalTable");
  expect(Object.keys(tables)).toHaveLength(tableNames.length);
  for (const table of Object.values(tables)) expect(table).toMatchObject({ DeletionPolicy: "Retain" });
  expect(Object.keys(tables).toSorted()).toEqual(
    tableNames.map((name) => `${name.slice(0, 1).toUpperCase()}${name.slice(1)}Table`).toSorted(),
  );
});
