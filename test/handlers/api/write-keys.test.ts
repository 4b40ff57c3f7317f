import { createHash } from "node:crypto";
import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { createAuditStore } from "../../../lambdas/store/audit-store.ts";
import { writeKeyKey } from "../../../lambdas/store/keys.ts";
import { createWriteKeyStore } from "../../../lambdas/store/write-key-store.ts";
import { everythingStored } from "../../support/everything-stored.ts";
import { createPeopleApi } from "../../support/people-api.ts";
import { startTables, type Tables } from "../../support/tables.ts";

let tables: Tables;
beforeAll(async () => {
  tables = await startTables();
});
afterAll(() => tables.stop());
afterEach(() => tables.clear());

interface Answer {
  // biome-ignore lint/suspicious/noExplicitAny: what a test expects of an answer says what it is.
  readonly [name: string]: any;
}

const ask = async (method: string, path: string, body?: object) => {
  const init = body && { body: JSON.stringify(body), headers: { "content-type": "application/json" } };
  const answer = await createPeopleApi(tables.runtime()).request(`/api/write-keys${path}`, { method, ...init });
  return { status: answer.status, body: (await answer.json()) as Answer };
};
const hashOf = (key: string): string => createHash("sha256").update(key).digest("hex");

describe("a write key", () => {
  it("is shown once to whoever makes it, stored nowhere, and lets its holder in", async () => {
    const { status, body } = await ask("POST", "", { name: "web shop" });

    expect(status).toBe(200);
    expect(body.writeKey).toMatchObject({ name: "web shop", start: body.key.slice(0, 4), createdBy: "local" });
    expect(await createWriteKeyStore(tables.runtime()).holder(hashOf(body.key))).toEqual({ name: "web shop" });
    expect(await everythingStored(tables)).not.toContain(body.key);
    expect(JSON.stringify(await ask("GET", ""))).not.toContain(body.key);
  });

  it("lets nobody in once it was taken away, and stays on the list", async () => {
    const { body } = await ask("POST", "", { name: "old app" });
    tables.clock.advance(1_000);

    const revoked = await ask("POST", `/${body.writeKey.keyId}/revoke`);
    const again = await ask("POST", `/${body.writeKey.keyId}/revoke`);

    expect(await createWriteKeyStore(tables.runtime()).holder(hashOf(body.key))).toBeUndefined();
    expect(revoked.body.writeKey.revokedAt).toBe(new Date(tables.clock.now()).toISOString());
    expect(again.body).toEqual(revoked.body);
    expect((await ask("GET", "")).body.writeKeys).toEqual([revoked.body.writeKey]);
  });

  it("from before there was a list is found when somebody looks, and can be taken away", async () => {
    const [hash, start] = [hashOf("ancient"), Date.parse("2025-11-03T10:00:00Z")];
    const { dynamo, environment } = tables.runtime();
    const item = { ...writeKeyKey(hash), name: "old till", createdAt: start };
    await dynamo.send(new PutCommand({ TableName: environment.CAMPAIGNS_TABLE, Item: item }));
    const { body: young } = await ask("POST", "", { name: "web shop" });

    const found = await ask("GET", "/older");
    const revoked = await ask("POST", `/${hash}/revoke`);

    expect(found.body).toEqual({
      writeKeys: [
        { keyId: hash, name: "old till", start: "", createdBy: "", createdAt: new Date(start).toISOString() },
      ],
    });
    expect(revoked.body.writeKey).toMatchObject({ keyId: hash, revokedAt: expect.any(String) });
    expect(await createWriteKeyStore(tables.runtime()).holder(hash)).toBeUndefined();
    const listed = (await ask("GET", "")).body.writeKeys.map(({ keyId }: Answer) => keyId);
    expect(listed.toSorted()).toEqual([hash, young.writeKey.keyId].toSorted());
    expect((await ask("GET", "/older")).body).toEqual({ writeKeys: [] });
  });

  it("that a command made is on the list too", async () => {
    await createWriteKeyStore(tables.runtime()).save({
      hash: hashOf("k"),
      name: "till",
      createdAt: tables.clock.now(),
      start: "abcd",
      createdBy: "command line",
    });

    expect((await ask("GET", "")).body.writeKeys).toEqual([
      expect.objectContaining({ name: "till", start: "abcd", createdBy: "command line" }),
    ]);
  });

  it("leaves a trace of who made it and who took it away", async () => {
    const { body } = await ask("POST", "", { name: "web shop" });
    await ask("POST", `/${body.writeKey.keyId}/revoke`);

    const entries = await createAuditStore(tables.runtime()).ofDay(tables.clock.now());

    expect(entries.map(({ action, by }) => [action, by]).toSorted()).toEqual([
      ["create-write-key", "local"],
      ["revoke-write-key", "local"],
    ]);
  });

  it("needs a name, and a key that is not there cannot be taken away", async () => {
    expect((await ask("POST", "", { name: "<b>" })).status).toBe(400);
    expect((await ask("POST", `/${"0".repeat(64)}/revoke`)).status).toBe(404);
  });
});
