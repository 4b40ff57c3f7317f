import { describe, expect, test } from "vitest";
import { synthesize } from "../../lib/synthesize.ts";
import { allStatements, type Statement } from "./templates.ts";

const allowing = allStatements().filter(({ effect }) => effect === "Allow");

/** The statement that keeps a key manageable by its own account; without it nobody could ever delete the key. */
const isKeyOwner = ({ owner, actions }: Statement): boolean => owner.startsWith("NoticeKey") && actions[0] === "kms:*";

const rolesAllowed = (action: string): readonly string[] =>
  allowing
    .filter(({ actions }) => actions.includes(action))
    .map(({ owner }) => owner.replace(/RoleDefaultPolicy.*/, ""));

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

    expect(knowing("LinkSecret").toSorted()).toEqual(["SendFunction", "UnsubscribeFunction"]);
    expect(knowing("ShopifySecrets")).toEqual(["WebhookFunction"]);
  });

  test("let only the tick ask SES about the account", () => {
    expect(rolesAllowed("ses:GetAccount")).toEqual(["TickFunction"]);
  });

  test("let only replan read a whole table", () => {
    const scanners = rolesAllowed("dynamodb:Scan");

    expect(scanners).toEqual(["ReplanFunction"]);
  });

  test("let nobody delete an item or a table", () => {
    const deleting = allowing.flatMap(({ actions }) => actions).filter((one) => /^dynamodb:.*Delete/.test(String(one)));

    expect(deleting).toEqual([]);
  });

  test("narrow sending to one identity and its addresses when one is set", () => {
    const { engineTemplate } = synthesize({ bundling: false, settings: { emailIdentity: "example.com" } });

    const text = JSON.stringify(engineTemplate);

    expect(text).toContain(":identity/example.com");
    expect(text).not.toContain(":identity/*");
    expect(text).toContain('{"StringLike":{"ses:FromAddress":"*@example.com"}}');
  });
});
