import { mkdir, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { idRule, isId } from "../../../lambdas/domain/intake/values.ts";
import type { Problem } from "../../../lambdas/domain/problem.ts";
import { schemaProblems } from "../../../lambdas/domain/schema-problems.ts";
import { createPartitions, type Partitions } from "../partitions.ts";
import type { PeopleWriter } from "../people-writer.ts";
import { documentKinds, documentLists } from "./documents.ts";
import { customerIdOf, endpointSchema, type PlacedEndpoint } from "./endpoint.ts";
import { type Merging, mergeEndpoints } from "./merge-endpoints.ts";
import { createPlans, type Plans } from "./plans.ts";
import { type Content, filesOf, readContent } from "./read-folder.ts";

export interface PinpointMove extends Merging {
  /** A folder of saved files, or one of them. */
  readonly source: string;
  /** Where everything is written. */
  readonly folder: string;
  readonly people: PeopleWriter;
}

interface Reading {
  readonly move: PinpointMove;
  readonly endpoints: Partitions<PlacedEndpoint>;
  readonly plans: Plans;
}

interface Place {
  readonly file: string;
  readonly line: number;
}

const takeEndpoint = async ({ move, endpoints }: Reading, value: unknown, place: Place): Promise<void> => {
  const read = endpointSchema.safeParse(value);
  if (!read.success) {
    const [first] = schemaProblems(read.error, { schema: endpointSchema, input: value, root: "endpoint" });
    const { where = "endpoint", ...problem } = first ?? { problem: "is no endpoint" };
    return move.report.refuse({ ...place, field: where, ...problem });
  }
  const customerId = customerIdOf(read.data);
  if (customerId === undefined || !isId(customerId)) {
    const problem = customerId === undefined ? "says of no user and has no Id" : "is no usable id";
    return move.report.refuse({ ...place, field: "User.UserId", problem, allowed: idRule });
  }
  move.report.count("endpoints");
  await endpoints.add(customerId, { ...place, endpoint: read.data });
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const takeLines = async (reading: Reading, file: string, lines: Extract<Content, { kind: "lines" }>["lines"]) => {
  for await (const [line, text] of lines) {
    const value = parsed(text);
    if (value !== undefined) await takeEndpoint(reading, value, { file, line });
    else {
      const problem = "is no JSON";
      reading.move.report.refuse({
        file,
        line,
        field: "the line",
        problem,
        allowed: "one endpoint in JSON a line, or one saved answer a file",
      });
    }
  }
};

const itemsOf = (value: unknown): readonly unknown[] => {
  const items = typeof value === "object" && value !== null ? (value as { readonly Item?: unknown }).Item : undefined;
  return Array.isArray(items) ? items : [];
};

const takeDocument = async (
  reading: Reading,
  file: string,
  { name, value }: Extract<Content, { kind: "document" }>,
) => {
  const place = { file, line: 1 };
  if (name === "EndpointResponse") return takeEndpoint(reading, value, place);
  if (name === "EndpointsResponse") {
    for (const item of itemsOf(value)) await takeEndpoint(reading, item, place);
    return;
  }
  const list = documentLists[name as keyof typeof documentLists];
  const one = list ?? documentKinds[name as keyof typeof documentKinds];
  for (const item of list === undefined ? [value] : itemsOf(value)) {
    const read = one.schema.safeParse(item);
    if (read.success) reading.plans.add({ kind: one.kind, value: read.data } as Parameters<Plans["add"]>[0]);
    else {
      const [first] = schemaProblems(read.error, { schema: one.schema, input: item, root: name });
      reading.move.report.refuse({
        ...place,
        field: first?.where ?? name,
        problem: first?.problem ?? "is not understood",
      });
    }
  }
};

const takeFile = async (reading: Reading, path: string): Promise<void> => {
  const { report, source } = reading.move;
  const file = relative(source, path) || path;
  report.count("files");
  try {
    const content = await readContent(path);
    if (content.kind === "document") await takeDocument(reading, file, content);
    else await takeLines(reading, file, content.lines);
  } catch (cause) {
    if (!(cause instanceof Error) || !("code" in cause)) throw cause;
    report.refuse({
      file,
      line: 0,
      field: "the file",
      problem: "is damaged: what came before was read",
      received: String(cause.code),
    });
  }
};

const writePlans = async (folder: string, plans: Plans): Promise<void> => {
  for (const [path, text] of plans.files()) {
    const target = join(folder, path);
    await mkdir(join(target, ".."), { recursive: true });
    await writeFile(target, text);
  }
};

/** Reads everything of a folder that Amazon Pinpoint left behind. Undefined when the folder could be read. */
export const movePinpoint = async (move: PinpointMove): Promise<Problem | undefined> => {
  const files = await filesOf(move.source);
  if ("problem" in files) return files;
  if (files.length === 0)
    return { where: move.source, problem: "holds no files", allowed: "saved exports and answers of Amazon Pinpoint" };
  const endpoints = createPartitions<PlacedEndpoint>(move.folder);
  const reading = { move, endpoints, plans: createPlans(move.report) };
  try {
    for (const path of files) await takeFile(reading, path);
    for await (const [customerId, rows] of endpoints.groups()) {
      const merged = mergeEndpoints(customerId, rows, move);
      if (merged !== undefined) await move.people.add(merged.person, merged.place);
    }
  } finally {
    await endpoints.remove();
  }
  await writePlans(move.folder, reading.plans);
  return undefined;
};
