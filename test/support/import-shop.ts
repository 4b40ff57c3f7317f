import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DynamoDBRecord } from "aws-lambda";
import type { CustomerEvent } from "../../lambdas/domain/event.ts";
import type { ImportTools } from "../../lambdas/handlers/import/run-import.ts";
import { createHandler, createImportApp } from "../../lambdas/handlers/import.ts";
import { environmentFrom } from "../../lambdas/shared/environment.ts";
import type { Runtime } from "../../lambdas/shared/runtime.ts";
import { createEventStore } from "../../lambdas/store/event-store.ts";
import { createImportStore } from "../../lambdas/store/import-store.ts";
import { localCredentials } from "../../lib/local/stand-ins/s3-signature.ts";
import { startS3 } from "../../lib/local/stand-ins/s3-stand-in.ts";
import { startTables, type Tables } from "./tables.ts";

type Json = Record<string, unknown>;

/** The import on real tables and a bucket of files; a test decides itself when a run begins, as the stream would. */
export interface ImportShop {
  readonly tables: Tables;
  readonly runtime: Runtime;
  readonly s3Endpoint: string;
  readonly directory: string;
  // biome-ignore lint/suspicious/noExplicitAny: what a test expects of an answer says what it is.
  ask(method: string, path: string, body?: unknown): Promise<{ readonly status: number; readonly body: any }>;
  /** Announces a file and puts it where the answer says. */
  upload(holds: string, content: string | Uint8Array): Promise<string>;
  /** Hands the import as it is stored to the function, as its stream would; true when the function reported no failure. */
  run(importId: string, tools?: Partial<ImportTools>): Promise<boolean>;
  /** Hands it over again and again until nothing is left to do; how often that was. */
  runToEnd(importId: string, tools?: Partial<ImportTools>): Promise<number>;
  eventsOf(customerId: string): Promise<readonly CustomerEvent[]>;
  stop(): Promise<void>;
}

const recordOf = (importId: string, version: number, holds: string): DynamoDBRecord => ({
  eventName: "MODIFY",
  dynamodb: {
    SequenceNumber: String(version),
    NewImage: {
      id: { S: "imports" },
      kind: { S: `import#${importId}` },
      importId: { S: importId },
      version: { N: String(version) },
      holds: { S: holds },
      size: { N: "1" },
      status: { S: "running" },
    },
  },
});

export const startImportShop = async (): Promise<ImportShop> => {
  const tables = await startTables();
  const directory = mkdtempSync(join(tmpdir(), "rekindle-s3-"));
  const s3 = await startS3({ directory });
  const environment = environmentFrom({
    ...tables.variables,
    AWS_ACCESS_KEY_ID: localCredentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: localCredentials.secretAccessKey,
    AWS_ENDPOINT_URL_S3: s3.endpoint,
  });
  const runtime = tables.runtime({ environment });
  const app = createImportApp(runtime);
  const imports = createImportStore(runtime);

  const ask: ImportShop["ask"] = async (method, path, body) => {
    const answer = await app.request(path, {
      method,
      ...(body !== undefined && { body: JSON.stringify(body), headers: { "content-type": "application/json" } }),
    });
    return { status: answer.status, body: await answer.json() };
  };
  const run: ImportShop["run"] = async (importId, tools = {}) => {
    const job = await imports.load(importId);
    const handle = createHandler(runtime, tools);
    const record = recordOf(importId, job?.version ?? 0, job?.holds ?? "orders");
    const { batchItemFailures } = (await handle({ Records: [record] })) as { batchItemFailures: readonly unknown[] };
    return batchItemFailures.length === 0;
  };

  return {
    ...{ tables, runtime, directory, s3Endpoint: s3.endpoint, ask, run },
    upload: async (holds, content) => {
      const bytes = Buffer.from(content);
      const { body } = await ask("POST", "/api/imports", { fileName: "file.csv", size: bytes.length, holds });
      const put = await fetch((body as Json).uploadUrl as string, { method: "PUT", body: bytes });
      if (!put.ok) throw new Error(`The upload was refused with ${put.status}.`);
      return ((body as Json).import as Json).importId as string;
    },
    runToEnd: async (importId, tools) => {
      for (let runs = 1; runs < 10_000; runs += 1) {
        await run(importId, tools);
        if ((await imports.load(importId))?.status !== "running") return runs;
      }
      throw new Error("The import does not end.");
    },
    eventsOf: async (customerId) => {
      const { events } = await createEventStore(runtime).list({ customerId, limit: 100 });
      return events;
    },
    stop: async () => {
      await s3.stop();
      await tables.stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
};
