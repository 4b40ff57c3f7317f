import type { Context } from "hono";
import type * as z from "zod";
import { caseAfter, caseOpenedBy } from "../../domain/case-deadlines.ts";
import type { CustomerEvent } from "../../domain/event.ts";
import { caseKeyOf, type ServiceCase } from "../../domain/service-case.ts";
import { RekindleError } from "../../shared/errors.ts";
import { createKeyedHash, type KeyedHash } from "../../shared/keyed-hash.ts";
import type { Runtime } from "../../shared/runtime.ts";
import type { RulesSource } from "../../store/cached-rules.ts";
import { type CaseStore, createCaseStore } from "../../store/case-store.ts";
import { type CustomerStore, createCustomerStore } from "../../store/customer-store.ts";
import { createRecheckRulesSource } from "../../store/recheck-rules-source.ts";
import { refuse } from "./answer.ts";
import { caseContract } from "./contract/cases.ts";
import { isoOrNothing, workCursorText } from "./contract/work-page.ts";
import { ContractApp } from "./contract-app.ts";
import { actingPerson } from "./person.ts";

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

type Opening = z.output<(typeof caseContract.open.request.body.content)["application/json"]["schema"]>;

const open = async (tools: Tools, context: Context, given: Opening) => {
  const { customerId, caseId, subject, channel, note: words } = given;
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
    return context.json({ case: shownCase(next, now) }, 200);
  const stands = (await tools.cases.get({ customerId: one.customerId, caseKey: caseKeyOf(one) })) ?? one;
  const problem = {
    where: "case",
    problem: next === undefined ? "stands so already, or is closed" : "changed meanwhile",
  };
  return refuse(context, 409, [{ ...problem, received: stands.status }], { case: shownCase(stands, now) });
};

type CaseQuery = z.output<typeof caseContract.list.request.query>;

const page = async (tools: Tools, { until, limit, cursor }: CaseQuery) => {
  const found = await tools.cases.open({
    limit,
    ...(until !== undefined && { until }),
    ...(cursor !== undefined && { cursor }),
  });
  const now = tools.clock.now();
  const cases = found.open.map((one) => shownCase(one, now));
  return { cases, ...(found.cursor !== undefined && { cursor: workCursorText(found.cursor) }) };
};

interface InPath {
  readonly customerId: string;
  readonly caseKey: string;
}

const unknownCase = (context: Context) =>
  refuse(context, 404, [{ where: "path", problem: "names a case that is not known" }]);

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
export const createCaseRoutes = (runtime: Runtime): ContractApp => {
  const { clock, logger } = runtime;
  const tools: Tools = {
    cases: createCaseStore(runtime),
    customers: createCustomerStore(runtime),
    rules: createRecheckRulesSource(runtime),
    keyedHash: createKeyedHash(runtime),
    clock,
    logger,
  };
  const deed = async (
    context: Context,
    path: InPath,
    what: { readonly deed: Deed; readonly note?: string | undefined },
  ) => {
    const one = await tools.cases.get(path);
    return one === undefined ? unknownCase(context) : change(tools, context, one, what.deed, what.note);
  };
  return new ContractApp()
    .openapi(caseContract.list, async (context) => context.json(await page(tools, context.req.valid("query")), 200))
    .openapi(caseContract.open, (context) => open(tools, context, context.req.valid("json")))
    .openapi(caseContract.get, async (context) => {
      const one = await tools.cases.get(context.req.valid("param"));
      return one === undefined ? unknownCase(context) : context.json({ case: shownCase(one, clock.now()) }, 200);
    })
    .openapi(caseContract.acknowledge, (context) =>
      deed(context, context.req.valid("param"), { deed: acknowledge, ...context.req.valid("json") }),
    )
    .openapi(caseContract.result, (context) =>
      deed(context, context.req.valid("param"), { deed: tellResult, ...context.req.valid("json") }),
    )
    .openapi(caseContract.close, (context) => {
      const { outcome, note } = context.req.valid("json");
      return deed(context, context.req.valid("param"), { deed: closeWith(outcome), note });
    });
};
