import { describe, expect, test } from "vitest";
import { property, resourcesOf, templates } from "./templates.ts";

const table = (id: string) => {
  const found = resourcesOf("AWS::DynamoDB::GlobalTable").find((resource) => resource.id === id);
  if (found === undefined) throw new Error(`There is no table ${id}.`);
  return found;
};

/** A bucket's policy holds no data, and comes with the bucket. */
const holdingData = Object.entries(templates.dataTemplate.Resources).filter(
  ([, { Type }]) => Type !== "AWS::S3::BucketPolicy",
);

describe("what holds data", () => {
  test("keeps the logical ids that deployed stacks know", () => {
    const ids = holdingData.map(([id]) => id);

    expect(ids.toSorted()).toEqual([
      "CampaignsTable",
      "CustomersTable",
      "EventsTable",
      "HashSecret",
      "ImportsBucket",
      "KnownPasswords",
      "LinkSecret",
      "MessagesTable",
      "ReportsTable",
      "ShopifySecrets",
      "SignInDomain",
      "TasksTable",
      "UserPool",
      "WebhookSecret",
    ]);
  });

  test("leaves the secrets of shops to their owners: no deployment may overwrite them", () => {
    const secrets = templates.dataTemplate.Resources.ShopifySecrets?.Properties ?? {};

    expect(Object.keys(secrets)).toEqual(["Description"]);
  });

  test("survives the deletion and the replacement of its stack", () => {
    const policies = holdingData.map(([, resource]) => [resource.DeletionPolicy, resource.UpdateReplacePolicy]);

    expect(policies).toEqual(Array.from({ length: 14 }, () => ["Retain", "Retain"]));
  });

  test("lives in the data stack only", () => {
    const elsewhere = { ...templates.engineTemplate.Resources, ...templates.consoleTemplate.Resources };

    const stateful = Object.entries(elsewhere).filter(([, { Type }]) =>
      /DynamoDB::|SecretsManager::|S3::Bucket$|Cognito::UserPool$/.test(Type),
    );

    // The console's built pages, which any deployment brings again.
    expect(stateful.map(([id]) => id)).toEqual(["Pages"]);
  });
});

describe("tables", () => {
  test("are on demand, restorable to any second and protected against deletion", () => {
    for (const resource of resourcesOf("AWS::DynamoDB::GlobalTable")) {
      expect(property(resource, "BillingMode"), resource.id).toBe("PAY_PER_REQUEST");
      expect(property(resource, "Replicas.0.DeletionProtectionEnabled"), resource.id).toBe(true);
      expect(property(resource, "Replicas.0.PointInTimeRecoverySpecification"), resource.id).toEqual({
        PointInTimeRecoveryEnabled: true,
      });
    }
  });

  test("stream what their readers need, and no stream is without a reader", () => {
    const streams = Object.fromEntries(
      resourcesOf("AWS::DynamoDB::GlobalTable").map((resource) => [
        resource.id,
        property(resource, "StreamSpecification.StreamViewType"),
      ]),
    );

    expect(streams).toEqual({
      CustomersTable: "NEW_IMAGE",
      EventsTable: "NEW_IMAGE",
      MessagesTable: "NEW_AND_OLD_IMAGES",
      CampaignsTable: "NEW_IMAGE",
      ReportsTable: undefined,
      TasksTable: undefined,
    });
  });

  test("expire only events", () => {
    const expiring = resourcesOf("AWS::DynamoDB::GlobalTable")
      .filter((resource) => property(resource, "TimeToLiveSpecification") !== undefined)
      .map((resource) => [resource.id, property(resource, "TimeToLiveSpecification.AttributeName")]);

    expect(expiring).toEqual([["EventsTable", "expiresAt"]]);
  });

  test("have indexes that carry keys only", () => {
    const indexes = ["CustomersTable", "MessagesTable", "TasksTable"].map((id) =>
      property(table(id), "GlobalSecondaryIndexes"),
    );

    expect(indexes).toMatchObject([
      [
        { IndexName: "due", Projection: { ProjectionType: "KEYS_ONLY" } },
        { IndexName: "email", Projection: { ProjectionType: "KEYS_ONLY" } },
        { IndexName: "phone", Projection: { ProjectionType: "KEYS_ONLY" } },
      ],
      [{ IndexName: "lease", Projection: { ProjectionType: "KEYS_ONLY" } }],
      [{ IndexName: "open", Projection: { ProjectionType: "KEYS_ONLY" } }],
    ]);
  });
});
