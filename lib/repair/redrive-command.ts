import { readFile } from "node:fs/promises";
import { DynamoDBStreamsClient } from "@aws-sdk/client-dynamodb-streams";
import { SQSClient } from "@aws-sdk/client-sqs";
import { silentLogger } from "../../lambdas/shared/logger.ts";
import { silentMetrics } from "../../lambdas/shared/metrics.ts";
import { type ExitCode, textOf, type Values, wrongArgument } from "../command.ts";
import { loadWiring } from "../local/load-wiring.ts";
import { openPlace, type Place } from "./open-place.ts";
import { createFailureQueue } from "./redrive/failure-queue.ts";
import { invokeHere } from "./redrive/invoke-here.ts";
import type { Letter } from "./redrive/letter.ts";
import { localLetters } from "./redrive/local-letters.ts";
import { queueLetters } from "./redrive/queue-letters.ts";
import { type RedriveSummary, redrive } from "./redrive/redrive.ts";
import { createReadRange } from "./redrive/stream-range.ts";

export interface RedriveOutput {
  readonly out: (line: string) => void;
  readonly json: boolean;
}

/** Exit code 1 when something is left in a queue. */
export const runRedrive = async (values: Values, output: RedriveOutput): Promise<ExitCode> => {
  const queues = queuesOf(values);
  const place = await openPlace(values, { ...process.env, ...(await variablesIn(values)) });
  try {
    const summary =
      place.local === undefined
        ? await redriveQueues(place, queues, values, output)
        : await redriveLocal(place, values, output);
    output.out(output.json ? JSON.stringify(summary) : summaryLine(summary, values["dry-run"] === true));
    return summary.left > 0 ? 1 : 0;
  } finally {
    await place.close();
  }
};

const queuesOf = (values: Values): readonly string[] => {
  const text = textOf(values, "queue");
  if (text === undefined && values.data === undefined)
    throw wrongArgument(
      "--queue",
      "is missing",
      "nothing",
      "URLs of failure queues, with commas between, or --data DIR",
    );
  const urls = (text ?? "").split(",").map((url) => url.trim());
  const wrong = text === undefined ? undefined : urls.find((url) => !URL.canParse(url));
  if (wrong !== undefined)
    throw wrongArgument("--queue", "is not a URL", wrong, "https://sqs.REGION.amazonaws.com/ACCOUNT/NAME");
  return text === undefined ? [] : urls;
};

/** The variables of a deployed function, as `aws lambda get-function-configuration --query Environment.Variables` prints them. */
const variablesIn = async (values: Values): Promise<Readonly<Record<string, string>>> => {
  const file = textOf(values, "environment");
  if (file === undefined) return {};
  const allowed = 'a JSON file such as {"PUBLIC_URL": "https://…"}';
  try {
    const read: unknown = JSON.parse(await readFile(file, "utf8"));
    if (typeof read === "object" && read !== null && Object.values(read).every((value) => typeof value === "string"))
      return read as Readonly<Record<string, string>>;
  } catch (error) {
    throw wrongArgument("--environment", `cannot be read: ${String(error)}`, file, allowed);
  }
  throw wrongArgument("--environment", "does not hold variables", file, allowed);
};

const redriveLocal = async ({ local, runtime }: Place, values: Values, output: RedriveOutput) => {
  if (local === undefined) throw new Error("There is no directory.");
  const summary = await redrive(localLetters(local), {
    runtime,
    invoke: local.invoke,
    dryRun: values["dry-run"] === true,
    out: output.json ? () => {} : output.out,
  });
  await local.drain();
  return summary;
};

const redriveQueues = async (place: Place, urls: readonly string[], values: Values, output: RedriveOutput) => {
  const { runtime } = place;
  const region = textOf(values, "region") ?? runtime.environment.AWS_REGION;
  const endpoint = runtime.environment.AWS_ENDPOINT_URL_DYNAMODB;
  const where = region === undefined ? {} : { region };
  const sqs = new SQSClient(where);
  const streams = new DynamoDBStreamsClient({ ...where, ...(endpoint !== undefined && { endpoint }) });
  try {
    const wiring = await loadWiring({ eventsOut: runtime.environment.EVENTS_OUT_QUEUE_URL !== undefined });
    const to = textOf(values, "to");
    const letters = urls.map((url) =>
      queueLetters({
        queue: createFailureQueue(sqs, url),
        readRange: createReadRange(streams, () => runtime.clock.now()),
        wiring,
        ...(to !== undefined && { to }),
      }),
    );
    return await redrive(oneAfterTheOther(letters), {
      runtime,
      invoke: invokeHere(runtime.environment, { logger: silentLogger, metrics: silentMetrics }),
      dryRun: values["dry-run"] === true,
      out: output.json ? () => {} : output.out,
    });
  } finally {
    sqs.destroy();
    streams.destroy();
  }
};

async function* oneAfterTheOther(all: readonly AsyncGenerator<Letter>[]): AsyncGenerator<Letter> {
  for (const letters of all) yield* letters;
}

const summaryLine = ({ letters, redriven, left }: RedriveSummary, dryRun: boolean): string =>
  `${letters} failures: ${redriven} ${dryRun ? "would be handed on" : "handled"}, ${left} left.`;
