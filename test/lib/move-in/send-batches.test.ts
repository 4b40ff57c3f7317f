import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createIngestApp } from "../../../lambdas/handlers/ingest.ts";
import { createEventStore } from "../../../lambdas/store/event-store.ts";
import { createWriteKeyStore } from "../../../lambdas/store/write-key-store.ts";
import { runMoveIn } from "../../../lib/move-in/move-in-command.ts";
import { type Listening, listen } from "../../support/listen.ts";
import { startTables, type Tables } from "../../support/tables.ts";

const endpoint = {
  Id: "e1",
  ChannelType: "EMAIL",
  Address: "ann@example.com",
  OptOut: "ALL",
  EffectiveDate: "2026-01-01T00:00:00Z",
  User: { UserId: "ann" },
};

let folder = "";
let tables: Tables;
let server: Listening;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "rekindle-send-"));
  writeFileSync(join(folder, "e.json"), JSON.stringify(endpoint));
  tables = await startTables();
  const runtime = tables.runtime();
  const hash = createHash("sha256").update("move-key").digest("hex");
  await createWriteKeyStore(runtime).save({ hash, name: "move", createdAt: tables.clock.now() });
  const app = createIngestApp(runtime);
  server = await listen((request) => app.fetch(request));
});
afterAll(async () => {
  await server.close();
  await tables.stop();
  rmSync(folder, { recursive: true });
});

const moved = async (out: string, key: string) => {
  const err: string[] = [];
  const words = [
    "pinpoint",
    join(folder, "e.json"),
    "--consents",
    "none",
    "--exported-on",
    "2026-01-01",
    "--out",
    join(folder, out),
    "--into",
    server.url,
    "--key",
    key,
  ];
  const code = await runMoveIn(words, {
    variables: {},
    now: tables.clock.now(),
    out: () => {},
    err: (line) => void err.push(line),
  });
  return { code, err: err.join("\n") };
};

const stored = async () => {
  const { events } = await createEventStore(tables.runtime()).list({ customerId: "ann", limit: 50 });
  return events.map(({ kind }) => kind).sort();
};

describe("move-in --into", () => {
  it("posts what it wrote to the API, and a second time adds nothing", async () => {
    const first = await moved("one", "move-key");
    const once = await stored();
    const second = await moved("two", "move-key");

    expect([first, second]).toEqual([
      { code: 0, err: "sent: 2 messages taken, 0 refused" },
      { code: 0, err: "sent: 2 messages taken, 0 refused" },
    ]);
    expect(once).toContain("consent-withdrawn");
    expect(await stored()).toEqual(once);
  });

  it("says what the API said to a wrong key, and ends with a failure", async () => {
    const { code, err } = await moved("three", "another-key");

    expect(code).toBe(1);
    expect(err).toContain("customers-0001.json");
    expect(err).toContain("401: Authorization carries an unknown write key");
  });
});
