import { describe, expect, test } from "vitest";
import { synthesize } from "../../lib/synthesize.ts";
import { tableLogicalIds } from "../../lib/tables.ts";
import { allStatements, type Statement, statementsIn } from "./templates.ts";

const allowing = allStatements().filter(({ effect }) => effect === "Allow");

/** The statement that keeps a key manageable by its own account; without it nobody could ever delete the key. */
const isKeyOwner = ({ owner, actions }: Statement): boolean => owner.startsWith("NoticeKey") && actions[0] === "kms:*";

const rolesAllowed = (action: string): readonly string[] =>
  allowing
    .filter(({ actions }) => actions.includes(action))
    .map(({ owner }) => owner.replace(/RoleDefaultPolicy.*/, ""));

/** The tables, by logical id, that a policy names; another stack's stands as the name of its export. */
const tablesIn = (resources: readonly unknown[]): readonly string[] => {
  const text = JSON.stringify(resources);
  return Object.values(tableLogicalIds).filter((table) => text.includes(table));
};

describe("policies", () => {
  test("name every action in full", () => {
    const wild = allowing.filter(
      (one) => !isKeyOwner(one) && one.actions.some((action) => String(action).includes("*")),
    );

    expect(wild).toEqual([]);
  });

  test("name resources wherever the action knows any", () => {
    const actions = allowing
      .filter((one) => one.resources.includes("*") && !one.owner.startsWith("NoticeKey"))
      .flatMap((one) => one.actions);

    expect([...new Set(actions)].toSorted()).toEqual([
      "ses:GetAccount",
      "sns:Publish",
      "xray:PutTelemetryRecords",
      "xray:PutTraceSegments",
    ]);
  });

  test("let only the api make accounts for people, and only in the shop's pool", () => {
    const inviting = allowing.filter(({ actions }) => actions.some((one) => String(one).startsWith("cognito-idp:")));

    expect(inviting.map(({ owner, actions }) => [owner.replace(/RoleDefaultPolicy.*/, ""), actions])).toEqual([
      ["ApiFunction", ["cognito-idp:AdminCreateUser"]],
    ]);
    expect(JSON.stringify(inviting[0]?.resources)).toContain("UserPool");
  });

  test("let only the sender submit messages", () => {
    const senders = [rolesAllowed("ses:SendEmail"), rolesAllowed("sns:Publish")];

    expect(senders[0]).toEqual(["SendFunction"]);
    expect(senders[1]?.filter((owner) => owner.endsWith("Function"))).toEqual(["SendFunction"]);
  });

  test("let each secret be read only by those who sign or prove with it", () => {
    const readers = allowing
      .filter(({ actions }) => actions.includes("secretsmanager:GetSecretValue"))
      .map(({ owner, resources }) => [owner.replace(/RoleDefaultPolicy.*/, ""), JSON.stringify(resources)]);

    const knowing = (secret: string) => readers.filter(([, text]) => text?.includes(secret)).map(([owner]) => owner);

    expect(knowing("LinkSecret").toSorted()).toEqual([
      "ClickFunction",
      "PreferencesFunction",
      "SendFunction",
      "SurveyFunction",
      "UnsubscribeFunction",
    ]);
    expect(knowing("HashSecret").toSorted()).toEqual([
      "ApiFunction",
      "CampaignsApiFunction",
      "FeedbackFunction",
      "RefreshProfileFunction",
    ]);
    expect(knowing("ShopifySecrets")).toEqual(["WebhookFunction"]);
    expect(knowing("WebhookSecret")).toEqual(["ActFunction"]);
    // Each reader reads one, so there is no further secret.
    expect(readers).toHaveLength(11);
  });

  test.each([
    ["as SNS sends texts", {}],
    ["as texts go through End User Messaging", { smsThrough: "end-user-messaging", smsOrigination: "pool/pool-1" }],
  ])(
    "let only the ingest register devices, only an erasure forget them, and of the shop's own app alone (%s)",
    (_, texts) => {
      const fcm = "arn:aws:sns:eu-west-1:123456789012:app/GCM/tea-shop";
      const { engineTemplate } = synthesize({ bundling: false, settings: { pushApplications: { fcm }, ...texts } });
      const endpoints = "arn:aws:sns:eu-west-1:123456789012:endpoint/GCM/tea-shop/*";

      const statements = statementsIn(engineTemplate).filter(({ actions }) =>
        actions.some((action) => /^sns:.*(Endpoint|Platform)/.test(String(action))),
      );
      const publishing = statementsIn(engineTemplate).filter(
        ({ owner, actions }) => owner.startsWith("SendFunction") && actions.includes("sns:Publish"),
      );

      const allowed = statements.flatMap(({ owner, actions, resources }) =>
        actions.map((action) => [owner.replace(/RoleDefaultPolicy.*/, ""), action, ...resources].join(" ")),
      );
      expect(allowed.toSorted()).toEqual([
        `ApiFunction sns:DeleteEndpoint ${endpoints}`,
        `ApiFunction sns:GetEndpointAttributes ${endpoints}`,
        `IngestFunction sns:CreatePlatformEndpoint ${fcm}`,
        `IngestFunction sns:GetEndpointAttributes ${endpoints}`,
        `IngestFunction sns:SetEndpointAttributes ${endpoints}`,
      ]);
      expect(publishing.flatMap(({ resources }) => resources)).toEqual("smsThrough" in texts ? [endpoints] : ["*"]);
    },
  );

  test("let only the import reach files that are brought in, and nobody delete one", () => {
    const reaching = allowing
      .filter(({ owner }) => owner.endsWith("PolicyDefaultPolicy") === false)
      .filter(({ resources }) => JSON.stringify(resources).includes("ImportsBucket"))
      .flatMap(({ owner, actions }) => actions.map((action) => [owner.replace(/RoleDefaultPolicy.*/, ""), action]));

    expect(reaching).toEqual([
      ["ImportFunction", "s3:GetObject"],
      ["ImportFunction", "s3:PutObject"],
      ["ImportFunction", "s3:ListBucket"],
    ]);
  });

  test("let the api know of two secrets whether they are there, and no more", () => {
    expect(rolesAllowed("secretsmanager:DescribeSecret")).toEqual(["ApiFunction"]);
  });

  test("let only the tick ask SES about the account", () => {
    expect(rolesAllowed("ses:GetAccount")).toEqual(["TickFunction"]);
  });

  test("let only replan, and who tells from a sample, read pages of a table", () => {
    const scanners = rolesAllowed("dynamodb:Scan");

    // The api twice: a sample of customers, and write keys from before there was a list, in the table of definitions.
    expect(scanners.toSorted()).toEqual([
      ...["ApiFunction", "ApiFunction"],
      ...["CampaignsApiFunction", "LearnFunction", "ReplanFunction"],
    ]);
  });

  test("let only the api delete what an erasure deletes, and two others lists of goods that nothing is in any more", () => {
    const deleting = allowing.flatMap(({ owner, actions, resources }) =>
      actions
        .filter((one) => /^dynamodb:.*(Delete|PartiQL)/.test(String(one)))
        .map((action) => [owner.replace(/RoleDefaultPolicy.*/, ""), action, tablesIn(resources)]),
    );

    expect(deleting).toEqual([
      ["ApiFunction", "dynamodb:DeleteItem", ["CampaignsTable"]],
      ["ApiFunction", "dynamodb:DeleteItem", ["CustomersTable"]],
      ["ImportFunction", "dynamodb:DeleteItem", ["CampaignsTable"]],
      ["LearnFunction", "dynamodb:DeleteItem", ["CampaignsTable"]],
    ]);
    const lists = JSON.stringify({ "ForAllValues:StringLike": { "dynamodb:LeadingKeys": ["products#picks"] } });
    const ofLists = ["dynamodb:DeleteItem", "dynamodb:PutItem", "dynamodb:Query"];
    // Of the campaigns table only which codes of coupons a customer was given.
    const narrowed = JSON.stringify({ "ForAllValues:StringLike": { "dynamodb:LeadingKeys": ["coupon-claims#*"] } });
    const { engineTemplate } = synthesize({ bundling: false });
    expect(
      JSON.stringify(engineTemplate).split(`{"Action":"dynamodb:DeleteItem","Condition":${narrowed}`),
    ).toHaveLength(2);
    expect(JSON.stringify(engineTemplate)).toContain(`{"Action":${JSON.stringify(ofLists)},"Condition":${lists}`);
    // IAM cannot tell a batch of puts from a batch of deletions, so whoever may append events in batches could delete some.
    const batches = allowing
      .filter(({ actions }) => actions.includes("dynamodb:BatchWriteItem"))
      .map(({ owner, resources }) => [owner.replace(/RoleDefaultPolicy.*/, ""), ...tablesIn(resources)]);
    expect(batches.filter(([, ...tables]) => tables.join() !== "EventsTable")).toEqual([
      ["ApiFunction", "MessagesTable"],
      ["ApiFunction", "TasksTable"],
    ]);
    expect(batches.map(([owner]) => owner)).not.toContain("ClickFunction");
    expect(batches.map(([owner]) => owner)).not.toContain("ReportFunction");
  });

  test("let the function for campaigns write nothing but the campaigns table, and messages on trial", () => {
    const rights = allowing
      .filter(({ owner }) => owner.startsWith("CampaignsApiFunction"))
      .flatMap(({ actions, resources }) => actions.map((action) => [action, ...tablesIn(resources)].join(" ")))
      .filter((right) => !/^(xray|logs|sts):/.test(right));

    expect(
      rights.filter((right) => !/:(BatchGetItem|DescribeTable|GetItem|Query|Scan) /.test(right)).toSorted(),
    ).toEqual([
      "dynamodb:PutItem CampaignsTable",
      "dynamodb:PutItem MessagesTable",
      // Only to ask for learning.
      "dynamodb:UpdateItem CampaignsTable",
      "secretsmanager:GetSecretValue",
    ]);
    const { engineTemplate } = synthesize({ bundling: false });
    const onTrial = JSON.stringify({ "ForAllValues:StringLike": { "dynamodb:LeadingKeys": ["trials#*"] } });
    expect(JSON.stringify(engineTemplate)).toContain(
      `{"Action":["dynamodb:PutItem","dynamodb:Query"],"Condition":${onTrial}`,
    );
    expect(rights.filter((right) => right.includes("CustomersTable")).toSorted()).toEqual([
      "dynamodb:BatchGetItem CustomersTable",
      "dynamodb:DescribeTable CustomersTable",
      // The shop's figures, what a sample ordered; and who has a colleague's address, by an index.
      "dynamodb:Query CustomersTable EventsTable ReportsTable",
      "dynamodb:Scan CustomersTable",
    ]);
    expect(rolesAllowed("dynamodb:DescribeTable")).toEqual(["ApiFunction", "CampaignsApiFunction", "LearnFunction"]);
  });

  test("narrow sending to one identity and its addresses when one is set", () => {
    const { engineTemplate } = synthesize({ bundling: false, settings: { emailIdentity: "example.com" } });

    const text = JSON.stringify(engineTemplate);

    expect(text).toContain(":identity/example.com");
    expect(text).not.toContain(":identity/*");
    expect(text).toContain('{"StringLike":{"ses:FromAddress":"*@example.com"}}');
  });
});
