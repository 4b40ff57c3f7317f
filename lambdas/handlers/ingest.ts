import { type Context, Hono } from "hono";
import { handle, type LambdaEvent } from "hono/aws-lambda";
import { type CallName, callNames, type MessageOutcome, readCall } from "../domain/intake/segment.ts";
import type { Problem } from "../domain/problem.ts";
import { createSns } from "../shared/clients.ts";
import { lambdaHandler } from "../shared/lambda.ts";
import type { Runtime } from "../shared/runtime.ts";
import { createEventStore, type EventStore } from "../store/event-store.ts";
import { createMessageStore, type MessageStore } from "../store/message-store.ts";
import { createWriteKeyStore } from "../store/write-key-store.ts";
import { createRegisterDevices, type RegisterDevices } from "./ingest/register-devices.ts";
import { readBody } from "./ingest/request-body.ts";
import { resolveReports } from "./ingest/resolve-reports.ts";
import { createWriteKeys, writeKeyOf } from "./ingest/write-keys.ts";

/** What a call is answered with. `success` is false when nothing of it was kept. */
interface Answer {
  readonly success: boolean;
  /** Messages whose events are stored. */
  readonly accepted: number;
  readonly rejected: readonly Problem[];
  /** Values of accepted messages that were left out. */
  readonly notes?: readonly Problem[];
}

const refusal = (problem: Problem): Answer => ({ success: false, accepted: 0, rejected: [problem] });

const unknownKey = (key: string | undefined): Problem => ({
  where: "Authorization",
  problem: key === undefined ? "carries no write key" : "carries an unknown write key",
  allowed: "basic auth with a write key of this shop as the user name and an empty password",
});

interface Keeping {
  readonly events: EventStore;
  readonly messages: Pick<MessageStore, "get">;
  readonly registerDevices: RegisterDevices;
}

const given = <Value>(values: readonly (Value | undefined)[]): readonly Value[] =>
  values.filter((value) => value !== undefined);

const keepAccepted = async (keeping: Keeping, outcomes: readonly MessageOutcome[]): Promise<Answer> => {
  const kept = outcomes.filter((outcome) => outcome.accepted);
  const rejected = outcomes.flatMap((outcome) => (outcome.accepted ? [] : outcome.problems));
  const reported = await resolveReports(keeping.messages, given(kept.map(({ report }) => report)));
  const told = [...kept.flatMap((outcome) => outcome.events), ...reported.events];
  // Stored before the answer: a 2xx promises that nothing is lost.
  if (told.length > 0) await keeping.events.append(told);
  const late = await keeping.registerDevices(given(kept.map(({ device }) => device)));
  const notes = [...kept.flatMap((outcome) => outcome.notes), ...reported.notes, ...late];
  return { success: kept.length > 0, accepted: kept.length, rejected, ...(notes.length === 0 ? {} : { notes }) };
};

/**
 * The HTTP API of the Segment spec, for existing client libraries with their host set to this one. Every message of a batch is
 * judged alone: good ones are kept beside bad ones. A client repeats a call after 5xx; message ids make that harmless.
 */
export const createIngestApp = (runtime: Runtime): Hono => {
  const { clock, logger, metrics } = runtime;
  const events = createEventStore(runtime);
  const keeping: Keeping = {
    events,
    messages: createMessageStore(runtime),
    registerDevices: createRegisterDevices(runtime, events),
  };
  const writeKeys = createWriteKeys(clock, createWriteKeyStore(runtime).holder);

  const take = async (context: Context, call: CallName): Promise<Response> => {
    const key = writeKeyOf(context.req.header("authorization"));
    const holder = key === undefined ? undefined : await writeKeys.holderOf(key);
    if (holder === undefined) return context.json(refusal(unknownKey(key)), 401);
    const read = await readBody(context.req.raw);
    if (!read.ok) return context.json(refusal(read.problem), read.status);
    const answer = await keepAccepted(keeping, readCall(call, read.body, { receivedAt: clock.now() }));
    const refused = answer.rejected.length;
    metrics.add("EventsAccepted", answer.accepted);
    if (refused > 0) metrics.add("EventsRefused", refused);
    // Counts and the key's name only: what was received is about people.
    logger.info("Events taken", { call, writeKey: holder.name, accepted: answer.accepted, problems: refused });
    return context.json(answer, answer.success ? 200 : 400);
  };

  const app = new Hono();
  for (const call of callNames) app.post(`/v1/${call}`, (context) => take(context, call));
  app.notFound((context) =>
    context.json(
      refusal({
        where: "path",
        problem: "is not known",
        received: `${context.req.method} ${context.req.path}`.slice(0, 80),
        allowed: callNames.map((call) => `POST /v1/${call}`).join(", "),
      }),
      404,
    ),
  );
  app.onError((error, context) => {
    logger.error("Events could not be stored", { error });
    return context.json(refusal({ where: "service", problem: "failed; send the same call again later" }), 503);
  });
  return app;
};

export const createHandler = (runtime: Runtime) => {
  const answerEvent = handle(createIngestApp(runtime));
  return (event: LambdaEvent) => answerEvent(event);
};

/** Milliseconds: three calls of a registration must fit well into the function's time, and a phone waits. */
const registrationTimeouts = { connectionTimeout: 1_000, requestTimeout: 2_000 } as const;

export const handler = lambdaHandler(createHandler, {
  sns: (environment) => createSns(environment, registrationTimeouts),
});
