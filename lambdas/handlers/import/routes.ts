import { randomBytes } from "node:crypto";
import type { Context } from "hono";
import type * as z from "zod";
import {
  bytesDone,
  cancelled,
  type ImportChange,
  type ImportJob,
  isStalled,
  started,
} from "../../domain/import-job.ts";
import type { Rejection } from "../../domain/intake/tally.ts";
import { defaultSettings } from "../../domain/parse-settings.ts";
import { createAuditStore } from "../../store/audit-store.ts";
import { createCampaignStore } from "../../store/campaign-store.ts";
import { refuse } from "../api/answer.ts";
import { importContract } from "../api/contract/imports.ts";
import { isoOrNothing } from "../api/contract/work-page.ts";
import { ContractApp } from "../api/contract-app.ts";
import { actingPerson } from "../api/person.ts";
import { lookBytes } from "./limits.ts";
import { lookAt } from "./look.ts";
import { rejectedIn } from "./rejected-rows.ts";
import type { ImportTools } from "./run-import.ts";

/** Sorts as the instant does. */
const newImportId = (now: number): string => `${now.toString(36).padStart(9, "0")}-${randomBytes(4).toString("hex")}`;

const shownFigures = ({ figures }: ImportJob) =>
  figures && {
    ...figures,
    // A table gives a map back in any order.
    rejected: (Object.entries(figures.rejected) as readonly (readonly [string, Rejection])[])
      .map(([reason, { count, lines, example }]) => ({ reason, count, lines, example }))
      .toSorted((a, b) => (a.lines[0] ?? 0) - (b.lines[0] ?? 0)),
  };

const shownImport = (job: ImportJob, now: number) => ({
  ...{ importId: job.importId, holds: job.holds, fileName: job.fileName, size: job.size, status: job.status },
  ...{ bytesDone: bytesDone(job), stalled: isStalled(job, now) },
  createdAt: new Date(job.createdAt).toISOString(),
  createdBy: job.createdBy,
  updatedAt: new Date(job.updatedAt).toISOString(),
  startedAt: isoOrNothing(job.startedAt),
  endedAt: isoOrNothing(job.endedAt),
  figures: shownFigures(job),
  format: job.format,
  hasRejectedRows: job.rejectedName !== undefined,
  problems: job.problems ?? [],
});

const unknown = (context: Context) => refuse(context, 404, [{ where: "importId", problem: "there is no such import" }]);

const notUploaded = (context: Context) => {
  const problem = "was not uploaded in full, or is gone";
  const allowed = "an upload to the address that the import was created with; files are kept for 14 days";
  return refuse(context, 409, [{ where: "file", problem, allowed }], { reason: "not-uploaded" });
};

/** Rejected rows are read in parts of so many bytes. */
const rejectedPart = 256 * 1024;
/** A save that meets the checkpoint of a run at work is tried again. */
const triesMost = 8;

const shopZone = async (runtime: ImportTools["runtime"]): Promise<string> =>
  ((await createCampaignStore(runtime).snapshot())?.settings ?? defaultSettings).shop.timeZone;

/** What people ask of imports, and tell them. */
export const createImportRoutes = (tools: ImportTools): ContractApp => {
  const { runtime, imports, files } = tools;
  const { clock } = runtime;
  const shown = (job: ImportJob) => shownImport(job, clock.now());
  const noted = (context: Context, action: string, { importId, holds, size }: ImportJob) =>
    createAuditStore(runtime).add({
      ...{ at: clock.now(), by: actingPerson(context), action, subject: importId },
      details: { holds, size },
    });

  const change = async (context: Context, importId: string, act: (job: ImportJob) => ImportChange) => {
    for (let tries = 0; tries < triesMost; tries += 1) {
      const job = await imports.load(importId);
      if (job === undefined) return unknown(context);
      const changed = act(job);
      if (!changed.ok) return refuse(context, 409, [changed.problem], { reason: "not-in-state" });
      const saved = await imports.save(changed.next);
      if (saved !== undefined) return saved;
    }
    return refuse(context, 503, [{ where: "import", problem: "is being written by others; send the request again" }]);
  };

  const app = new ContractApp()
    .openapi(importContract.list, async (context) => {
      const page = await imports.page(context.req.valid("query"));
      return context.json({ imports: page.imports.map(shown), cursor: page.cursor }, 200);
    })
    .openapi(importContract.create, async (context) => {
      const now = clock.now();
      const importId = newImportId(now);
      const by = actingPerson(context);
      const asked = context.req.valid("json");
      const job = await imports.create({
        ...{ ...asked, importId, status: "waiting", createdAt: now, createdBy: by, updatedAt: now },
      });
      const uploadUrl = await files.uploadAddress(importId, asked.size);
      return context.json({ import: shown(job), uploadUrl }, 200);
    })
    .openapi(importContract.get, async (context) => {
      const job = await imports.load(context.req.valid("param").importId);
      return job === undefined ? unknown(context) : context.json({ import: shown(job) }, 200);
    })
    .openapi(importContract.start, async (context) => {
      const { importId } = context.req.valid("param");
      const uploaded = await files.upload(importId);
      const known = await imports.load(importId);
      if (known === undefined) return unknown(context);
      if (uploaded?.size !== known.size) return notUploaded(context);
      const understanding = understood(context.req.valid("json"));
      const q = { now: clock.now(), timeZone: await shopZone(runtime), etag: uploaded.etag, understanding };
      const saved = await change(context, importId, (job) => started(job, q));
      if ("headers" in saved) return saved;
      await noted(context, "start-import", saved);
      return context.json({ import: shown(saved) }, 200);
    })
    .openapi(importContract.cancel, async (context) => {
      const saved = await change(context, context.req.valid("param").importId, (job) => cancelled(job, clock.now()));
      if ("headers" in saved) return saved;
      await noted(context, "cancel-import", saved);
      return context.json({ import: shown(saved) }, 200);
    });
  return withRejected(withLook(app, tools), tools);
};

/** How a file would be read, before anything is read of it. */
const withLook = (app: ContractApp, { runtime, imports, files }: ImportTools): ContractApp =>
  app.openapi(importContract.look, async (context) => {
    const { importId } = context.req.valid("param");
    const job = await imports.load(importId);
    if (job === undefined) return unknown(context);
    const bytes = await files.readUpload({ importId, from: 0, length: lookBytes });
    if (bytes === undefined) return notUploaded(context);
    const understanding = understood(context.req.valid("json"));
    return context.json(
      lookAt({ job, understanding, bytes, timeZone: await shopZone(runtime), now: runtime.clock.now() }),
      200,
    );
  });

/** What was not taken of a file, to look at and as a file. */
const withRejected = (app: ContractApp, { imports, files }: ImportTools): ContractApp =>
  app
    .openapi(importContract.rejected, async (context) => {
      const { importId } = context.req.valid("param");
      const { cursor: from = 0, limit } = context.req.valid("query");
      const name = (await imports.load(importId))?.rejectedName;
      const part = name === undefined ? undefined : await files.read(importId, name, { from, length: rejectedPart });
      if (part === undefined) return context.json({ rows: [] }, 200);
      const { rows, next } = rejectedIn(part, from, limit);
      const isAll = next >= from + part.length && part.length < rejectedPart;
      return context.json({ rows, ...(!isAll && rows.length > 0 && { cursor: String(next) }) }, 200);
    })
    .openapi(importContract.rejectedFile, async (context) => {
      const { importId } = context.req.valid("param");
      const name = (await imports.load(importId))?.rejectedName;
      if (name === undefined) return refuse(context, 404, [{ where: "importId", problem: "has no rejected rows" }]);
      return context.json({ url: await files.downloadAddress(importId, name, `rejected-${importId}.csv`) }, 200);
    });

/** Parts that were left out carry undefined, which is nothing in what is stored. */
const understood = (said: z.output<(typeof importContract.look.request.body.content)["application/json"]["schema"]>) =>
  JSON.parse(JSON.stringify(said)) as typeof said;
