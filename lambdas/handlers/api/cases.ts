import { type Context, Hono } from "hono";
import * as z from "zod";
import { caseAfter, caseOpenedBy } from "../../domain/case-deadlines.ts";
import { channels } from "../../domain/channel.ts";
import { type CustomerEvent, caseSubjects } from "../../domain/event.ts";
import { idRule, isId } from "../../domain/intake/values.ts";
import { caseKeyOf, type ServiceCase } from "../../domain/service-case.ts";
import { RekindleError } from "../../shared/errors.ts";
import { createKeyedHash, type KeyedHash } from "../../shared/keyed-hash.ts";
import type { Runtime } from "../../shared/runtime.ts";
import type { RulesSource } from "../../store/cached-rules.ts";
import { type CaseStore, createCaseStore } from "../../store/case-store.ts";
import { type CustomerStore, createCustomerStore } from "../../store/customer-store.ts";
import { createRecheckRulesSource } from "../../store/recheck-rules-source.ts";
import { readJson, readQuery, refuse } from "./answer.ts";
import { keyPattern } from "./contract/parts.ts";
import { isoOrNothing, note, workCursorText, workQuery } from "./contract/work-page.ts";
import { readCustomerId } from "./customer-id.ts";
import { actingPerson } from "./person.ts";

const id = z.string().refine(isId, idRule);
const openBody = z.strictObject({
  customerId: id,
  /** The shop's own number of the complaint: asked twice, one case is opened. */
  caseId: id,
  subject: z.enum(caseSubjects),
  /** How the customer complained. */
  channel: z.enum(channels).optional(),
  note: note.optional(),
});
const noteBody = z.strictObject({ note: note.optional() });
const closeBody = z.strictObject({ outcome: z.string().trim().min(1).max(120), note: note.optional() });
const querySchema = z.strictObject(workQuery);

/** A case as a person sees it: instants in ISO 8601 UTC, and the key that names it in a path. */
const shownCase = (one: ServiceCase, now: number) => ({
  customerId: one.customerId,
  caseKey: caseKeyOf(one),
  caseId: one.caseId,
  subject: one.subject,
  status: one.status,
  level: one.level,
  openedAt: isoOrNothing(one.openedAt),
  acknowledgeBy: isoOrNothing(one.acknowledgeBy),
  acknowledgedAt: isoOrNothing(one.acknowledgedAt),
  resultBy: isoOrNothing(one.resultBy),
  resultToldAt: isoOrNothing(one.resultToldAt),
  closedAt: isoOrNothing(one.closedAt),
  outcome: one.outcome,
  note: one.note,
  overdue: one.status === "open" && isOverdue(one, now),
});

const isOverdue = (one: ServiceCase, now: number): boolean =>
  (one.acknowledgedAt === undefined && one.acknowledgeBy <= now) ||
  (one.resultToldAt === undefined && one.resultBy <= now);

interface Tools {
  readonly cases: CaseStore;
  readonly customers: Pick<CustomerStore, "loadOne">;
  readonly rules: RulesSource;
  readonly keyedHash: () => Promise<KeyedHash>;
  readonly clock: Runtime["clock"];
  readonly logger: Runtime["logger"];
}

/** A person's deed: how the case becomes, what the profile hears of it, and who did it. */
const write = async (
  tools: Tools,
  context: Context,
  q: { readonly next: ServiceCase; readonly event: CustomerEvent },
) => {
  const by = actingPerson(context);
  const { next, event } = q;
  const caseKey = caseKeyOf(next);
  const customer = (await tools.keyedHash())("customer", next.customerId);
  const audit = {
    at: event.occurredAt,
    by,
    action: event.kind,
    subject: `${caseKey}-${event.kind}`,
    details: { customer },
  };
  const result = await tools.cases.record({ next, event, audit });
  if (result === "written") tools.logger.info("A person changed a case", { caseKey, what: event.kind, by });
  return result;
};

const envelope = (one: { readonly customerId: string; readonly caseId: string }, what: string, now: number) => ({
  customerId: one.customerId,
  caseId: one.caseId,
  eventId: `${what}-${one.caseId}`,
  occurredAt: now,
  receivedAt: now,
});

const open = async (tools: Tools, context: Context): Promise<Response> => {
  const body = await readJson(context, openBody);
  if (!body.ok) return body.response;
  const { customerId, caseId, subject, channel, note: words } = body.value;
  const rules = await tools.rules.current();
  if (rules === undefined) throw new RekindleError("snapshot-missing", "No settings were published yet.");
  if ((await tools.customers.loadOne(customerId, { consistent: true })) === undefined)
    return refuse(context, 404, [{ where: "customerId", problem: "names nobody who is known" }]);
  const now = tools.clock.now();
  const event = {
    ...envelope({ customerId, caseId }, "case-opened", now),
    kind: "case-opened" as const,
    subject,
    ...(channel !== undefined && { channel }),
  };
  const next = { ...caseOpenedBy(event, rules), ...(words !== undefined && { note: words }) };
  if ((await write(tools, context, { next, event })) === "written")
    return context.json({ case: shownCase(next, now) }, 201);
  const known = await tools.cases.get({ customerId, caseKey: caseKeyOf(next) });
  const problem = { where: "caseId", problem: "there is such a case already" };
  return refuse(context, 409, [problem], known === undefined ? {} : { case: shownCase(known, now) });
};

type Deed = (one: ServiceCase, now: number) => CustomerEvent;

/** Once each: what was done already is answered with how the case stands. */
const change = async (tools: Tools, context: Context, one: ServiceCase, deed: Deed, words?: string) => {
  const now = tools.clock.now();
  const event = deed(one, now);
  const after = caseAfter(one, event);
  const next = after === undefined || words === undefined ? after : { ...after, note: words };
  if (next !== undefined && (await write(tools, context, { next, event })) === "written")
    return context.json({ case: shownCase(next, now) });
  const stands = (await tools.cases.get({ customerId: one.customerId, caseKey: caseKeyOf(one) })) ?? one;
  const problem = {
    where: "case",
    problem: next === undefined ? "stands so already, or is closed" : "changed meanwhile",
  };
  return refuse(context, 409, [{ ...problem, received: stands.status }], { case: shownCase(stands, now) });
};

const list = async (tools: Tools, context: Context): Promise<Response> => {
  const query = readQuery(context, querySchema);
  if (!query.ok) return query.response;
  const { until, limit, cursor } = query.value;
  const page = await tools.cases.open({
    limit,
    ...(until !== undefined && { until }),
    ...(cursor !== undefined && { cursor }),
  });
  const now = tools.clock.now();
  const cases = page.open.map((one) => shownCase(one, now));
  return context.json({ cases, ...(page.cursor !== undefined && { cursor: workCursorText(page.cursor) }) });
};

type Found = { readonly ok: true; readonly one: ServiceCase } | { readonly ok: false; readonly response: Response };

const find = async ({ cases }: Tools, context: Context): Promise<Found> => {
  const customer = readCustomerId(context);
  if (!customer.ok) return customer;
  const one = await cases.get({ customerId: customer.value, caseKey: context.req.param("caseKey") ?? "" });
  if (one !== undefined) return { ok: true, one };
  const problem = { where: "path", problem: "names a case that is not known" };
  return { ok: false, response: refuse(context, 404, [problem]) };
};

const acknowledge: Deed = (one, now) => ({
  ...envelope(one, "case-acknowledged", now),
  kind: "case-acknowledged",
  subject: one.subject,
});
const tellResult: Deed = (one, now) => ({
  ...envelope(one, "case-result-told", now),
  kind: "case-result-told",
  subject: one.subject,
});
const closeWith =
  (outcome: string): Deed =>
  (one, now) => ({ ...envelope(one, "case-closed", now), kind: "case-closed", subject: one.subject, outcome });

/** Complaints and other cases: who waits until when, and what people do about it. Promotions wait while a case is open. */
export const createCaseRoutes = (runtime: Runtime): Hono => {
  const { clock, logger } = runtime;
  const tools: Tools = {
    cases: createCaseStore(runtime),
    customers: createCustomerStore(runtime),
    rules: createRecheckRulesSource(runtime),
    keyedHash: createKeyedHash(runtime),
    clock,
    logger,
  };
  const deed =
    <Schema extends z.ZodType<{ readonly note?: string | undefined }>>(
      schema: Schema,
      deedOf: (body: z.output<Schema>) => Deed,
    ) =>
    async (context: Context): Promise<Response> => {
      const found = await find(tools, context);
      if (!found.ok) return found.response;
      const body = await readJson(context, schema);
      return body.ok ? change(tools, context, found.one, deedOf(body.value), body.value.note) : body.response;
    };

  const app = new Hono();
  const path = `/cases/:customerId{[^]+}/:caseKey{${keyPattern}}`;
  app.get("/cases", (context) => list(tools, context));
  app.post("/cases", (context) => open(tools, context));
  app.get(path, async (context) => {
    const found = await find(tools, context);
    return found.ok ? context.json({ case: shownCase(found.one, clock.now()) }) : found.response;
  });
  app.post(
    `${path}/acknowledge`,
    deed(noteBody, () => acknowledge),
  );
  app.post(
    `${path}/result`,
    deed(noteBody, () => tellResult),
  );
  app.post(
    `${path}/close`,
    deed(closeBody, ({ outcome }) => closeWith(outcome)),
  );
  return app;
};
