import type { DynamoDBStreamEvent } from "aws-lambda";
import type { Hono } from "hono";
import { handle, type LambdaEvent } from "hono/aws-lambda";
import type { ImportJob } from "../domain/import-job.ts";
import { type BatchResult, runBatch, sequenceOf } from "../shared/batch.ts";
import { lambdaHandler } from "../shared/lambda.ts";
import type { Runtime } from "../shared/runtime.ts";
import { createImportFiles } from "../store/import-files.ts";
import { createImportStore, importOfImage } from "../store/import-store.ts";
import { createPeopleApp } from "./api/people-app.ts";
import type { PeopleEnv } from "./api/rights.ts";
import { createImportRoutes } from "./import/routes.ts";
import { type ImportTools, runImport } from "./import/run-import.ts";
import { imageOf } from "./stream-image.ts";

const createTools = (runtime: Runtime): ImportTools => ({
  runtime,
  imports: createImportStore(runtime),
  files: createImportFiles(runtime),
});

const appOf = (tools: ImportTools): Hono<PeopleEnv> => {
  const app = createPeopleApp(tools.runtime);
  app.route("/", createImportRoutes(tools));
  return app;
};

/** What people ask of imports: the third function for people, because only this one knows the bucket. */
export const createImportApp = (runtime: Runtime): Hono<PeopleEnv> => appOf(createTools(runtime));

/** Works on from where the import stands. The record of an older state does nothing: a newer one is on its way. */
const continueImport = async (tools: ImportTools, told: ImportJob): Promise<void> => {
  const stored = await tools.imports.load(told.importId);
  if (stored?.version === told.version && stored.status === "running") await runImport(tools, stored);
};

const workOn = async (tools: ImportTools, { Records: records }: DynamoDBStreamEvent): Promise<BatchResult> => {
  const items = records.flatMap((record) => {
    const job = record.eventName === "REMOVE" ? undefined : importOfImage(imageOf(record));
    return job === undefined ? [] : [{ job, sequence: sequenceOf(record) }];
  });
  return runBatch({
    items,
    identifierOf: ({ sequence }) => sequence,
    groupOf: ({ job }) => job.importId,
    concurrency: 1,
    logger: tools.runtime.logger,
    run: async (group) => {
      for (const { job } of group) await continueImport(tools, job);
    },
  });
};

export type ImportEvent = LambdaEvent | DynamoDBStreamEvent;

/** `tools` replaces parts of what it works with; only tests do. */
export const createHandler = (runtime: Runtime, tools: Partial<ImportTools> = {}) => {
  const all = { ...createTools(runtime), ...tools };
  const answerEvent = handle(appOf(all));
  return async (event: ImportEvent): Promise<unknown> => ("Records" in event ? workOn(all, event) : answerEvent(event));
};

export const handler = lambdaHandler((runtime: Runtime) => createHandler(runtime));
