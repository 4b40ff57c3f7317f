import * as z from "zod";
import { importStatuses } from "../../../domain/import-job.ts";
import { intakeKinds } from "../../../domain/intake/intake.ts";
import { dateOrders } from "../../../domain/intake/row-date.ts";
import { uploadBytesMax } from "../../import/limits.ts";
import { answers, defineRoute, instant, jsonBody, limitUpTo, listOf, nextCursor } from "./parts.ts";

const importId = z.string().regex(/^[0-9a-z]{9}-[0-9a-f]{8}$/, "is no id of an import");
const params = z.strictObject({ importId });
const holds = z.enum(intakeKinds).describe("What the file is about.");
const delimiters = [",", "\t", ";"] as const;
const encodings = ["utf-8", "gb18030", "utf-16le"] as const;

const headerText = z.string().min(1).max(500);

export const understandingSchema = z
  .strictObject({
    map: z
      .record(z.string().max(60), headerText)
      .refine((map) => Object.keys(map).length <= 60, "has too many fields")
      .optional()
      .describe("Field → header of its column; goes before the known names."),
    attributes: z
      .array(headerText)
      .max(20)
      .readonly()
      .optional()
      .describe("Of customers: headers of further columns to keep as attributes."),
    leaveOut: z
      .array(headerText)
      .max(200)
      .readonly()
      .optional()
      .describe("Headers of columns that mean nothing, whatever their names say."),
    dateOrder: z.enum(dateOrders).optional().describe("How 03/04/2010 is meant. Absent: such rows are rejected."),
    encoding: z.enum(encodings).optional(),
    delimiter: z.enum(delimiters).optional(),
  })
  .meta({ id: "ImportUnderstanding" });

const said = {
  problem: z.string(),
  received: z.string().optional(),
  allowed: z.string().optional(),
};
const problem = z.strictObject({ where: z.string(), ...said });

const figures = z.strictObject({
  rowsRead: z.number().int(),
  accepted: z.number().int(),
  rejected: z
    .array(
      z.strictObject({
        reason: z.string().describe("A fixed code, such as `bad-date`."),
        count: z.number().int(),
        lines: listOf(z.number().int()).describe("The first ten."),
        example: problem.describe("The first one in full."),
      }),
    )
    .readonly()
    .describe("rowsRead = accepted + the sum of these."),
  customers: z.number().int(),
  orders: z.number().int(),
  cancellations: z.number().int(),
  products: z.number().int(),
  valuesLeftOut: z.number().int().describe("Values of accepted rows that could not be used."),
});

const format = z.strictObject({
  encoding: z.enum(encodings),
  delimiter: z.enum(delimiters),
  columns: z.record(z.string(), z.string()).describe("Field → the header of its column."),
  ignoredColumns: listOf(z.string()),
});

const shownImport = z
  .strictObject({
    importId: z.string(),
    holds,
    fileName: z.string(),
    size: z.number().int().describe("Bytes."),
    bytesDone: z.number().int().describe("Bytes behind which everything was stored."),
    status: z.enum(importStatuses),
    stalled: z.boolean().describe("Running, but nobody was at work for ten minutes: it may be started again."),
    createdAt: instant,
    createdBy: z.string(),
    updatedAt: instant,
    startedAt: instant.optional(),
    endedAt: instant.optional(),
    figures: figures.optional().describe("Absent before the first rows were read."),
    format: format.optional(),
    hasRejectedRows: z.boolean(),
    problems: listOf(problem).describe("Why it failed; empty otherwise."),
  })
  .meta({ id: "Import" });

const one = z.strictObject({ import: shownImport });
const rejectedRow = z.strictObject({
  line: z.number().int(),
  reason: z.string(),
  column: z.string().optional().describe("The header of the column that is to blame."),
  ...said,
});

const look = z.strictObject({
  fields: listOf(z.string()).describe("What a column may be."),
  needed: listOf(z.string()).describe("Without a column for each of these no row can be read."),
  missing: listOf(z.string()).describe("Of these, the ones that have none yet; `amount` stands for any amount."),
  header: listOf(z.string()),
  format: format.optional().describe("How the file is understood; absent when it cannot be read at all."),
  rows: listOf(
    z.strictObject({
      line: z.number().int(),
      cells: listOf(z.string()),
      rejected: z.strictObject({ reason: z.string(), column: z.string().optional(), ...said }).optional(),
    }),
  ).describe("The first twenty."),
  problems: listOf(problem).describe("What is wrong with the file or with how it is understood."),
});

export const importContract = {
  list: defineRoute({
    method: "get",
    path: "/imports",
    tags: ["imports"],
    summary: "All imports, the newest first",
    right: "look",
    request: { query: z.strictObject({ limit: limitUpTo(50, 20), cursor: importId.optional() }) },
    responses: answers(z.strictObject({ imports: listOf(shownImport), cursor: nextCursor })),
  }),
  create: defineRoute({
    method: "post",
    path: "/imports",
    tags: ["imports"],
    summary: "Announces a file and says where to put it",
    right: "import-data",
    request: {
      body: jsonBody(
        z.strictObject({
          fileName: z.string().trim().min(1).max(200),
          size: z.number().int().min(1).max(uploadBytesMax).describe("Bytes; the upload must have as many."),
          holds,
        }),
      ),
    },
    responses: answers(
      z.strictObject({
        import: shownImport,
        uploadUrl: z.string().describe("PUT the file there within an hour, all of its bytes at once."),
      }),
    ),
  }),
  get: defineRoute({
    method: "get",
    path: "/imports/{importId}",
    tags: ["imports"],
    summary: "One import: how far it is, and what became of its rows",
    right: "look",
    request: { params },
    responses: answers(one),
  }),
  look: defineRoute({
    method: "post",
    path: "/imports/{importId}/look",
    tags: ["imports"],
    summary: "The first rows of an uploaded file, as they would be understood",
    right: "import-data",
    request: { params, body: jsonBody(understandingSchema) },
    responses: answers(look),
  }),
  start: defineRoute({
    method: "post",
    path: "/imports/{importId}/start",
    tags: ["imports"],
    summary: "Starts an import whose file was uploaded; has one that stands still go on",
    right: "import-data",
    request: { params, body: jsonBody(understandingSchema) },
    responses: answers(one),
  }),
  cancel: defineRoute({
    method: "post",
    path: "/imports/{importId}/cancel",
    tags: ["imports"],
    summary: "Stops an import; what was stored stays",
    right: "import-data",
    request: { params },
    responses: answers(one),
  }),
  rejected: defineRoute({
    method: "get",
    path: "/imports/{importId}/rejected",
    tags: ["imports"],
    summary: "The rows that were not taken, in the order of the file",
    right: "import-data",
    request: {
      params,
      query: z.strictObject({ limit: limitUpTo(100), cursor: z.coerce.number().int().min(0).optional() }),
    },
    responses: answers(z.strictObject({ rows: listOf(rejectedRow), cursor: nextCursor })),
  }),
  rejectedFile: defineRoute({
    method: "get",
    path: "/imports/{importId}/rejected-file",
    tags: ["imports"],
    summary: "Where all of them can be fetched as one CSV file",
    right: "import-data",
    request: { params },
    responses: answers(z.strictObject({ url: z.string().describe("For some minutes.") })),
  }),
};
