import type { Context } from "hono";
import type * as z from "zod";
import type { Message } from "../../domain/message.ts";
import { decideDoubt, decisionsOpen } from "../../domain/person-decision.ts";
import { inParallel } from "../../shared/batch.ts";
import { createKeyedHash, type KeyedHash } from "../../shared/keyed-hash.ts";
import type { Runtime } from "../../shared/runtime.ts";
import { createDecisionStore, type DecisionStore } from "../../store/decision-store.ts";
import { createMessageStore, type MessageStore } from "../../store/message-store.ts";
import { refuse } from "./answer.ts";
import { doubtCursorText, messageContract } from "./contract/messages.ts";
import { ContractApp } from "./contract-app.ts";
import { actingPerson } from "./person.ts";

const readsAtOnce = 10;

const iso = (at: number): string => new Date(at).toISOString();

/** A message as a person sees it: no address, instants in ISO 8601 UTC, and what may be decided about it. */
const shownMessage = (message: Message, now: number) => ({
  customerId: message.customerId,
  messageKey: message.messageKey,
  status: message.status,
  reason: message.reason,
  rule: message.rule,
  /** When it came to stand where it stands. */
  since: iso(message.updatedAt),
  campaignId: message.campaignId,
  campaignVersion: message.campaignVersion,
  stepId: message.stepId,
  occurrence: message.occurrence,
  channel: message.channel,
  category: message.category,
  attempt: message.attempt,
  reservedAt: iso(message.reservedAt),
  submittedAt: message.submittedAt === undefined ? undefined : iso(message.submittedAt),
  sendBy: iso(message.sendBy),
  /** Until then the provider's event is waited for. */
  evidenceUntil:
    message.status !== "in-doubt" || message.leaseUntil === undefined ? undefined : iso(message.leaseUntil),
  decision: message.decision === undefined ? undefined : { ...message.decision, at: iso(message.decision.at) },
  earlier: message.earlier === undefined ? undefined : { ...message.earlier, at: iso(message.earlier.at) },
  open: message.status === "in-doubt" || message.status === "parked" ? decisionsOpen(message, now) : [],
});

type Query = z.output<typeof messageContract.doubts.request.query>;

/** The index finds candidates and may be behind; only an item that stands so now is shown. */
const pageOf = async (messages: MessageStore, { status, limit, cursor }: Query, now: number) => {
  const page = await messages.listed({ list: status, limit, ...(cursor !== undefined && { cursor }) });
  const found: (Message | undefined)[] = [];
  await inParallel([...page.keys.entries()], readsAtOnce, async ([index, { customerId, messageKey }]) => {
    found[index] = await messages.get(customerId, messageKey, { consistent: true });
  });
  const standing = found.flatMap((message) => (message?.status === status ? [shownMessage(message, now)] : []));
  return { messages: standing, ...(page.cursor !== undefined && { cursor: doubtCursorText(page.cursor) }) };
};

interface Tools {
  readonly messages: MessageStore;
  readonly decisions: DecisionStore;
  readonly keyedHash: () => Promise<KeyedHash>;
  readonly clock: Runtime["clock"];
  readonly logger: Runtime["logger"];
}

type Body = z.output<(typeof messageContract.decide.request.body.content)["application/json"]["schema"]>;

/** The status seen here is the condition of the write: of two people, or a person and an event, one is first. */
const decide = async (tools: Tools, context: Context, message: Message, { decision, note }: Body) => {
  const [now, by] = [tools.clock.now(), actingPerson(context)];
  const stands = (current: Message) => ({ message: shownMessage(current, now) });
  const verdict = decideDoubt({ message, decision, by, now });
  if (!verdict.ok) return refuse(context, 409, [verdict.problem], stands(message));

  const { customerId, messageKey, status, attempt } = message;
  const customer = (await tools.keyedHash())("customer", customerId);
  const details = { customer, messageKey, attempt, status, decision, ...(note !== undefined && { note }) };
  const settled = await tools.decisions.record({
    settle: { customerId, messageKey, expected: { statuses: [status], attempt }, next: verdict.next, now },
    events: verdict.events,
    audit: { at: now, by, action: "decide-message", subject: `${messageKey}-${attempt}`, details },
  });
  if (settled !== "settled") {
    const current = settled.refused ?? message;
    const problem = { where: "message", problem: "changed meanwhile", received: current.status };
    return refuse(context, 409, [problem], stands(current));
  }
  tools.logger.info("A person decided about a message in doubt", { messageKey, decision, by });
  return context.json(stands({ ...message, ...verdict.next, updatedAt: now }), 200);
};

/** Messages of which nobody knows what became of them: who waits, and what a person decides. */
export const createMessageRoutes = (runtime: Runtime): ContractApp => {
  const { clock, logger } = runtime;
  const tools: Tools = {
    messages: createMessageStore(runtime),
    decisions: createDecisionStore(runtime),
    keyedHash: createKeyedHash(runtime),
    clock,
    logger,
  };
  return new ContractApp()
    .openapi(messageContract.doubts, async (context) =>
      context.json(await pageOf(tools.messages, context.req.valid("query"), clock.now()), 200),
    )
    .openapi(messageContract.decide, async (context) => {
      const { customerId, messageKey } = context.req.valid("param");
      const message = await tools.messages.get(customerId, messageKey, { consistent: true });
      return message === undefined
        ? refuse(context, 404, [{ where: "path", problem: "names a message that is not known" }])
        : decide(tools, context, message, context.req.valid("json"));
    });
};
