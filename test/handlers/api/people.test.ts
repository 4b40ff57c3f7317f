import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { defaultSettings } from "../../../lambdas/domain/parse-settings.ts";
import { createCognito } from "../../../lambdas/shared/cognito-client.ts";
import { createLogger } from "../../../lambdas/shared/logger.ts";
import type { Runtime } from "../../../lambdas/shared/runtime.ts";
import { createAuditStore } from "../../../lambdas/store/audit-store.ts";
import { createCampaignStore } from "../../../lambdas/store/campaign-store.ts";
import { peopleKey } from "../../../lambdas/store/keys.ts";
import { type Answer, definitionOf, signedInAs, wordsFor } from "../../support/campaign-api.ts";
import { type CognitoStandIn, startCognitoStandIn } from "../../support/cognito-stand-in.ts";
import { createPeopleApi } from "../../support/people-api.ts";
import { startTables, type Tables } from "../../support/tables.ts";

const pool = "eu-west-1_people";
const [owner, ada, bob] = ["owner@shop.example", "ada@shop.example", "bob@shop.example"];

let tables: Tables;
let cognito: CognitoStandIn;

beforeAll(async () => {
  [tables, cognito] = await Promise.all([startTables(), startCognitoStandIn(pool)]);
});
afterAll(() => Promise.all([tables.stop(), cognito.stop()]));
beforeEach(() => {
  cognito.accounts.clear();
  cognito.mails.length = 0;
  cognito.busy = false;
});
afterEach(() => tables.clear());

/** As it is deployed: the owner is named by the deployment, everybody else by the list. */
const deployed = (more: Partial<Runtime> = {}): Runtime => {
  const runtime = tables.runtime(more);
  const environment = {
    ...runtime.environment,
    ...{ ADMIN_EMAILS: "Owner@shop.example", USER_POOL_ID: pool, AWS_REGION: "eu-west-1" },
    ...{ AWS_ACCESS_KEY_ID: "test", AWS_SECRET_ACCESS_KEY: "test" },
    AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: cognito.endpoint,
  };
  return { ...runtime, environment, cognito: () => createCognito(environment) };
};

const ask = async (
  person: string,
  [method, path, body]: readonly [string, string, unknown?],
  { runtime = deployed(), headers = {} }: { readonly runtime?: Runtime; readonly headers?: object } = {},
): Promise<Answer> => {
  const json = body === undefined ? {} : { body: JSON.stringify(body) };
  const response = await createPeopleApi(runtime).request(
    `/api${path}`,
    { method, ...json, headers: { ...(body !== undefined && { "content-type": "application/json" }), ...headers } },
    signedInAs(person),
  );
  return { status: response.status, body: await response.json() };
};

const put = (person: string, revision: number, people: readonly object[], runtime?: Runtime) =>
  ask(person, ["PUT", "/people", { revision, people }], runtime === undefined ? {} : { runtime });
const editor = (email: string) => ({ email, roles: ["editor"] });

describe("the list of people", () => {
  it("begins with those whom the deployment names, and grows by an admin, who invites by it", async () => {
    const empty = await ask(owner, ["GET", "/people"]);
    const saved = await put(owner, 0, [{ email: " Ada@Shop.example ", name: "Ada", roles: ["editor", "sender"] }]);
    const listed = await ask(owner, ["GET", "/people"]);

    expect(empty.body).toEqual({
      revision: 0,
      invites: true,
      people: [{ email: owner, roles: ["admin"], fixed: true }],
    });
    expect(saved.body.invitations).toEqual([{ email: ada, outcome: "invited" }]);
    expect(listed.body).toMatchObject({
      revision: 1,
      people: [{ email: owner }, { email: ada, name: "Ada", roles: ["editor", "sender"], fixed: false }],
    });
    expect(cognito.mails).toEqual([ada]);
    expect(cognito.accounts.get(ada)?.attributes).toEqual([
      { Name: "email", Value: ada },
      { Name: "email_verified", Value: "true" },
    ]);
  });

  it("takes a right away with the next request", async () => {
    await put(owner, 0, [{ email: ada, roles: ["admin"] }]);
    const before = await ask(ada, ["GET", "/people"]);

    await put(owner, 1, [{ email: ada, roles: ["viewer"] }]);
    const after = await ask(ada, ["GET", "/people"]);
    const looking = await ask(ada, ["GET", "/session"]);
    await put(owner, 2, []);
    const gone = await ask(ada, ["GET", "/session"]);

    expect([before.status, after.status, looking.status, gone.status]).toEqual([200, 403, 200, 403]);
    expect(after.body).toMatchObject({ reason: "no-right", right: "manage-people", problems: [{ received: ada }] });
    expect(looking.body).toMatchObject({ person: ada, roles: ["viewer"], rights: ["look"], local: false });
    expect(gone.body).toMatchObject({
      reason: "unknown-person",
      problems: [{ where: "person", received: ada, allowed: expect.stringContaining("ask an admin") }],
    });
  });

  it("leaves a trail of every change, each with who, whom and which roles", async () => {
    await put(owner, 0, [editor(ada), editor(bob)]);
    tables.clock.advance(1);
    await put(owner, 1, [{ email: ada, roles: ["approver"] }]);

    const trail = await createAuditStore(tables.runtime()).ofDay(tables.clock.now());

    expect(trail.map(({ by, action, subject, details }) => [by, action, subject, details])).toEqual([
      [owner, "add-person", ada, { roles: "editor" }],
      [owner, "add-person", bob, { roles: "editor" }],
      [owner, "change-person", ada, { roles: "approver", before: "editor" }],
      [owner, "remove-person", bob, { before: "editor" }],
    ]);
  });

  it("of two admins tells the second, and overwrites nothing", async () => {
    await put(owner, 0, [editor(ada)]);

    const [first, late] = [await put(owner, 1, [editor(bob)]), await put(owner, 1, [])];

    expect([first.status, late.status, late.body.reason]).toEqual([200, 409, "changed-meanwhile"]);
    expect(late.body).toMatchObject({ revision: 2, people: [{ email: owner }, { email: bob }] });
    expect((await ask(owner, ["GET", "/people"])).body.people).toHaveLength(2);
  });

  it("of two admins at one moment takes one", async () => {
    const answers = await Promise.all([put(owner, 0, [editor(ada)]), put(owner, 0, [editor(bob)])]);

    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
  });

  it("cannot lose its last admin where the deployment names none", async () => {
    const runtime = deployed();
    const nobodyNamed = { ...runtime, environment: { ...runtime.environment, ADMIN_EMAILS: "" } };
    await put(owner, 0, [{ email: ada, roles: ["admin"] }]);

    const refused = await put(ada, 1, [editor(bob)], nobodyNamed);

    expect([refused.status, refused.body.reason]).toEqual([409, "no-admin"]);
  });

  it("can neither remove nor weaken whom the deployment names", async () => {
    const saved = await put(owner, 0, [{ email: owner, roles: ["viewer"] }]);

    expect(saved.body.people).toEqual([{ email: owner, roles: ["admin"], fixed: true }]);
    expect((await ask(owner, ["GET", "/people"])).status).toBe(200);
  });

  it("that is damaged lets in nobody but whom the deployment names", async () => {
    const runtime = tables.runtime();
    await runtime.dynamo.send(
      new PutCommand({
        TableName: runtime.environment.CAMPAIGNS_TABLE,
        Item: { ...peopleKey, revision: 3, people: [{ email: ada, roles: ["god"] }] },
      }),
    );

    expect((await ask(ada, ["GET", "/session"])).status).toBe(503);
    expect((await ask(owner, ["GET", "/session"])).status).toBe(200);
  });

  it.each<readonly [string, readonly unknown[], RegExp]>([
    ["an address that is none", [editor("ada")], /people\[0\]\.email.*email address/],
    ["a role there is not", [{ email: ada, roles: ["owner"] }], /people\[0\]\.roles\[0\].*viewer/],
    ["nobody's roles", [{ email: ada, roles: [] }], /people\[0\]\.roles/],
    ["an address twice", [editor(ada), editor("ADA@shop.example")], /holds an address twice/],
    ["a key nobody knows", [{ ...editor(ada), password: "x" }], /password.*unknown key/],
  ])("is refused with %s", async (_, people, said) => {
    const answer = await put(owner, 0, people as readonly object[]);

    expect(answer.status).toBe(400);
    expect(JSON.stringify(answer.body.problems)).toMatch(said);
    expect(cognito.mails).toEqual([]);
  });
});

describe("an invitation", () => {
  const again = (email: string) => ask(owner, ["POST", `/people/${encodeURIComponent(email)}/invitation`]);

  it("is sent again to who has not signed in yet, and to nobody else", async () => {
    await put(owner, 0, [editor(ada), editor(bob)]);
    const known = cognito.accounts.get(bob);
    if (known !== undefined) known.confirmed = true;

    const [waiting, settled, stranger] = [await again(ada), await again(bob), await again("eve@shop.example")];

    expect(waiting.body).toEqual({ invitation: { email: ada, outcome: "invited" } });
    expect(settled.body).toEqual({ invitation: { email: bob, outcome: "has-account" } });
    expect(stranger.status).toBe(404);
    expect(cognito.mails).toEqual(expect.arrayContaining([ada, bob, ada]));
    expect(cognito.mails).toHaveLength(3);
  });

  it("that fails keeps the list, says so, and names nobody in the log", async () => {
    cognito.busy = true;
    const lines: unknown[] = [];
    const logger = { ...createLogger({}), error: (...line: readonly unknown[]) => void lines.push(line) };

    const saved = await put(owner, 0, [editor(ada)], deployed({ logger }));

    expect(saved.status).toBe(200);
    expect(saved.body.invitations).toEqual([{ email: ada, outcome: "failed", reason: "TooManyRequestsException" }]);
    expect((await ask(ada, ["GET", "/session"])).status).toBe(200);
    expect(lines).toHaveLength(1);
    cognito.busy = false;
    expect((await again(ada)).body.invitation.outcome).toBe("invited");
  });
});

describe("who acts", () => {
  it("is what the gateway proved, whatever a header says", async () => {
    const headers = { "x-rekindle-person": owner, authorization: "Bearer nothing" };

    const answer = await ask(ada, ["GET", "/session"], { headers });

    expect([answer.status, answer.body.reason]).toEqual([403, "unknown-person"]);
  });

  it.each<readonly [string, object]>([
    ["no claims", {}],
    ["no address", { sub: "1", email_verified: "true" }],
    ["an address that nobody proved", { email: owner, email_verified: "false" }],
    ["an address without a word on its proof", { email: owner }],
    ["the name of the local runtime's person", { email: "local", email_verified: "true", iss: "https://cognito" }],
  ])("is nobody with %s", async (_, claims) => {
    const env = { event: { requestContext: { authorizer: { jwt: { claims } } } } };

    const response = await createPeopleApi(deployed()).request("/api/session", {}, env);

    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ reason: "not-signed-in" });
  });

  it("is nobody whose signature was for AWS and not for the shop", async () => {
    const env = { event: { requestContext: { authorizer: { iam: { userArn: "arn:aws:iam::1:user/owner" } } } } };

    expect((await createPeopleApi(deployed()).request("/api/session", {}, env)).status).toBe(401);
  });

  it("is the one who must be another when a second person approves", async () => {
    const runtime = deployed();
    await put(owner, 0, [
      { email: ada, roles: ["editor", "approver", "sender"] },
      { email: bob, roles: ["approver"] },
    ]);
    const say = (person: string, action: string, body: object) =>
      ask(person, ["POST", `/campaigns/dormant/${action}`, body], { runtime });
    const settings = { ...defaultSettings, approval: "second-person" as const };
    await createCampaignStore(runtime).publish(() => ({ paused: false, settings, campaigns: [] }));
    await say(ada, "versions", { revision: 0, definition: definitionOf(), words: wordsFor("gift") });

    const own = await say(ada, "approve", { revision: 1 });
    const other = await say(bob, "approve", { revision: 1 });
    const sent = await say(bob, "activate", { revision: 2 });
    const live = await say(ada, "activate", { revision: 2 });

    expect([own.status, own.body.reason]).toEqual([409, "own-version"]);
    expect([other.status, sent.status, live.status]).toEqual([200, 403, 200]);
    expect(live.body.campaign).toMatchObject({ state: "live", newest: { author: { by: ada }, approved: { by: bob } } });
  });
});
