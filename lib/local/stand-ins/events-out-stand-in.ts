import { createHash } from "node:crypto";
import * as z from "zod";
import { eventSource } from "../../../lambdas/domain/announcement.ts";
import { announcementSchema } from "../../../lambdas/domain/announcement-schema.ts";
import { type HttpAnswer, startHttpServer } from "./http-server.ts";

/** An event as a rule of an event bus hands it to its target, without what EventBridge itself adds. */
export interface PutOut {
  readonly source: string;
  readonly "detail-type": string;
  readonly detail: Readonly<Record<string, unknown>>;
}

export interface EventsOutStandIn {
  readonly sqsEndpoint: string;
  /** The latest, oldest first. */
  announcements(): readonly PutOut[];
  /** So many of the next calls are answered with an error. */
  refuseAnnouncements(calls: number): void;
  stop(): Promise<void>;
}

/** Shown are so many; a shop on this machine runs for years of its own time. */
const keptMost = 1_000;

const operation = "AmazonSQS.SendMessageBatch";
/** With the service's own limits: ten at once, and what is in each of them may be this long. */
const sendMessageBatch = z.object({
  QueueUrl: z.url(),
  Entries: z
    .array(z.object({ Id: z.string().regex(/^[\w-]{1,80}$/), MessageBody: z.string().min(1).max(1_048_576) }))
    .min(1)
    .max(10),
});

const answer = (status: number, body: object): HttpAnswer => ({
  kind: "answer",
  status,
  headers: { "content-type": "application/x-amz-json-1.0" },
  body: JSON.stringify(body),
});

const md5 = (text: string): string => createHash("md5").update(text).digest("hex");

/** What the pipe makes of a message in its queue. An announcement that its published schema does not know would be a mistake. */
const putOut = (body: string): PutOut => {
  const { type, ...detail } = announcementSchema.parse(JSON.parse(body));
  return { source: eventSource, "detail-type": type, detail };
};

/** Speaks enough of SQS's AWS JSON 1.0 for whoever announces something, and does what the pipe behind the queue does. */
export const startEventsOut = async (): Promise<EventsOutStandIn> => {
  const kept: PutOut[] = [];
  let refusals = 0;

  const take = (body: string): HttpAnswer => {
    const parsed = sendMessageBatch.safeParse(JSON.parse(body));
    if (!parsed.success)
      return answer(400, { __type: "com.amazonaws.sqs#InvalidParameterValue", message: parsed.error.message });
    if (refusals > 0) {
      refusals -= 1;
      return answer(500, { __type: "com.amazonaws.sqs#InternalFailure", message: "Said by the stand-in" });
    }
    const { Entries: entries } = parsed.data;
    kept.push(...entries.map(({ MessageBody }) => putOut(MessageBody)));
    kept.splice(0, kept.length - keptMost);
    const Successful = entries.map(({ Id, MessageBody }) => ({
      Id,
      MessageId: Id,
      MD5OfMessageBody: md5(MessageBody),
    }));
    return answer(200, { Successful, Failed: [] });
  };

  const server = await startHttpServer({
    handle: ({ headers, body }) =>
      headers["x-amz-target"] === operation
        ? take(body)
        : answer(400, { __type: "com.amazonaws.sqs#UnsupportedOperation", message: String(headers["x-amz-target"]) }),
  });

  return {
    sqsEndpoint: server.endpoint,
    announcements: () => [...kept],
    refuseAnnouncements: (calls) => {
      refusals = calls;
    },
    stop: () => server.stop(),
  };
};
