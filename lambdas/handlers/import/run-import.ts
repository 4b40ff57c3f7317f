import type { ImportJob } from "../../domain/import-job.ts";
import type { Problem } from "../../domain/problem.ts";
import { RekindleError } from "../../shared/errors.ts";
import type { Runtime } from "../../shared/runtime.ts";
import { productsMax, rankProducts } from "../../store/catalogue.ts";
import type { ImportFiles } from "../../store/import-files.ts";
import type { ImportStore } from "../../store/import-store.ts";
import { createImportReader, type ImportReader, packedAs, startsWide, upToLineEnd } from "./file-reader.ts";
import { budgetMs, segmentBytes, withoutLineEndMax } from "./limits.ts";
import { createRejectedRows, type RejectedRows } from "./rejected-rows.ts";
import { storeTaken } from "./store-taken.ts";

export interface ImportTools {
  readonly runtime: Runtime;
  readonly imports: ImportStore;
  readonly files: ImportFiles;
  /** Default: a few megabytes; tests take less. */
  readonly segment?: number;
}

/**
 * A run, in time:
 *
 *     read a segment ── store what it tells ── write the place and the rejected rows ── save the import if nobody else did
 *
 * The saved import names the place, so a run that ends anywhere in between has the next one read the same segment again, and
 * storing it again changes nothing. The record of the last save in the table's stream starts the next run; it cannot go on
 * for ever, because every save lies behind the one before, or ends the import.
 */
export const runImport = async (tools: ImportTools, from: ImportJob): Promise<ImportJob | undefined> => {
  const run = await openRun(tools, from);
  const until = tools.runtime.clock.now() + budgetMs;
  let job: ImportJob | undefined = from;
  while (job?.status === "running") {
    job = await step(tools, run, job);
    if (tools.runtime.clock.now() >= until) break;
  }
  return job;
};

/** What a run holds while it reads. */
interface Run {
  readonly reader: ImportReader;
  readonly rejected: RejectedRows;
}

const openRun = async ({ files }: ImportTools, job: ImportJob): Promise<Run> => {
  const { importId, checkpoint, rejectedName, figures } = job;
  const place = checkpoint && (await files.read(importId, checkpoint.place));
  const before = rejectedName === undefined ? undefined : await files.read(importId, rejectedName);
  // Beginning anew would be harmless to the data, but would count everything twice.
  if ((checkpoint && place === undefined) || (rejectedName !== undefined && before === undefined))
    throw new RekindleError("item-invalid", "The place of an import is gone.", { data: { importId } });
  const known = Object.values(figures?.rejected ?? {}).reduce((sum, { count }) => sum + count, 0);
  const rejected = createRejectedRows(before, known);
  return { reader: createImportReader(job, place, rejected.add), rejected };
};

/** Reads on until a line ends, stores it and saves the import; undefined when somebody else changed it meanwhile. */
const step = async (tools: ImportTools, run: Run, job: ImportJob): Promise<ImportJob | undefined> => {
  const { runtime, imports } = tools;
  const start = job.checkpoint?.offset ?? 0;
  const read = await readOn(tools, run.reader, job, start);
  if ("problems" in read)
    return imports.save(await ended(tools, run, job, { status: "failed", problems: read.problems }));
  const { end, place } = read;
  if (end >= job.size) {
    if (job.holds === "products") await rankProducts(runtime);
    return imports.save(await ended(tools, run, job, { status: "done" }));
  }
  if (end <= start || place === undefined)
    throw new RekindleError("import-contended", "An import did not move on.", {
      data: { importId: job.importId, start },
    });
  const name = `place-${end}`;
  await tools.files.write(job.importId, name, place);
  return imports.save({ ...(await noted(tools, run, job, end)), checkpoint: { offset: end, place: name } });
};

type Read =
  | { readonly end: number; readonly place: Uint8Array | undefined }
  | { readonly problems: readonly Problem[] };

const changed: Problem = {
  where: "file",
  problem: "is gone, or was put there anew while it was read",
  allowed: "a new import of the whole file; what is known already is not taken twice",
};
const endless: Problem = {
  where: "file",
  problem: `has no line end in ${withoutLineEndMax} bytes`,
  allowed: "a CSV file, one row per line",
};
const tooManyProducts: Problem = {
  where: "file",
  problem: "makes the catalogue too large",
  allowed: `at most ${productsMax} products`,
};

/** Most often one segment; more of them when a line is long, or when it cannot be told yet what letters these are. */
const readOn = async (tools: ImportTools, reader: ImportReader, job: ImportJob, start: number): Promise<Read> => {
  const { importId, etag, size, startedAt = job.createdAt } = job;
  for (let at = start; at - start < withoutLineEndMax; ) {
    const length = Math.min(tools.segment ?? segmentBytes, size - at);
    const all = await tools.files.readUpload({ importId, from: at, length, etag });
    if (all === undefined || all.length < length) return { problems: [changed] };
    const packed = at === 0 ? packedAs(all) : undefined;
    if (packed !== undefined) return { problems: [packed] };
    const isLast = at + length >= size;
    const whole = isLast ? length : upToLineEnd(all, reader.isWide() || (at === 0 && startsWide(all)));
    const bytes = whole === 0 ? all : all.subarray(0, whole);
    const read = reader.take(bytes, isLast);
    if ("problems" in read) return read;
    if ((reader.progress().figures?.products ?? 0) > productsMax) return { problems: [tooManyProducts] };
    await storeTaken(tools.runtime, read.taken, startedAt);
    at += bytes.length;
    const place = whole === 0 || isLast ? undefined : reader.place();
    if (isLast || place !== undefined) return { end: at, place };
  }
  return { problems: [endless] };
};

/** The import with what is known of its rows by now; rejected rows lie in a file of their own, named by how far it reaches. */
const noted = async ({ runtime, files }: ImportTools, run: Run, job: ImportJob, end: number): Promise<ImportJob> => {
  const next = { ...job, ...run.reader.progress(), updatedAt: runtime.clock.now() };
  if (!run.rejected.hasNews()) return next;
  const rejectedName = `rejected-${end}.csv`;
  await files.write(job.importId, rejectedName, run.rejected.written());
  return { ...next, rejectedName };
};

const ended = async (
  tools: ImportTools,
  run: Run,
  job: ImportJob,
  how: Pick<ImportJob, "status" | "problems">,
): Promise<ImportJob> => {
  const next = await noted(tools, run, job, job.size);
  tools.runtime.logger.info("An import ended", { importId: job.importId, holds: job.holds, status: how.status });
  return { ...next, ...how, endedAt: next.updatedAt };
};
