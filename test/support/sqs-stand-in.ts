import { createHash } from "node:crypto";
import { startHttpServer } from "../../lib/local/stand-ins/http-server.ts";

/** SQS as far as a redrive speaks to it: AWS JSON 1.0, a visibility that ends when it is told to, and source queues. */
export interface SqsStandIn {
  readonly endpoint: string;
  readonly url: (queue: string) => string;
  put(queue: string, body: string): void;
  /** The bodies in the queue, visible or not. */
  bodies(queue: string): readonly string[];
  /** How many somebody else could receive now. */
  visible(queue: string): number;
  /** Failures of `source` end in `queue`. */
  connect(source: string, queue: string): void;
  stop(): Promise<void>;
}

interface Waiting {
  readonly id: string;
  readonly body: string;
  visible: boolean;
}

interface Call {
  readonly QueueUrl: string;
  readonly ReceiptHandle?: string;
  readonly MessageBody?: string;
  readonly MaxNumberOfMessages?: number;
  readonly VisibilityTimeout?: number;
}

const md5 = (text: string): string => createHash("md5").update(text).digest("hex");

export const startSqsStandIn = async (): Promise<SqsStandIn> => {
  const queues = new Map<string, Waiting[]>();
  const sources = new Map<string, string[]>();
  let received = 0;
  const queueOf = (name: string): Waiting[] => {
    const queue = queues.get(name) ?? [];
    queues.set(name, queue);
    return queue;
  };
  const put = (name: string, body: string): Waiting => {
    received += 1;
    const waiting = { id: `message-${received}`, body, visible: true };
    queueOf(name).push(waiting);
    return waiting;
  };

  const actions: Readonly<Record<string, (queue: string, call: Call) => object>> = {
    ReceiveMessage: (name, { MaxNumberOfMessages: most = 1 }) => {
      const given = queueOf(name)
        .filter(({ visible }) => visible)
        .slice(0, most);
      for (const waiting of given) waiting.visible = false;
      return {
        Messages: given.map(({ id, body }) => ({ MessageId: id, ReceiptHandle: id, Body: body, MD5OfBody: md5(body) })),
      };
    },
    DeleteMessage: (name, { ReceiptHandle: receipt }) => {
      queues.set(
        name,
        queueOf(name).filter(({ id }) => id !== receipt),
      );
      return {};
    },
    ChangeMessageVisibility: (name, { ReceiptHandle: receipt, VisibilityTimeout: seconds }) => {
      for (const waiting of queueOf(name)) if (waiting.id === receipt) waiting.visible = seconds === 0;
      return {};
    },
    SendMessage: (name, { MessageBody: body = "" }) => ({ MessageId: put(name, body).id, MD5OfMessageBody: md5(body) }),
    ListDeadLetterSourceQueues: (name) => ({ queueUrls: (sources.get(name) ?? []).map(url) }),
  };

  const server = await startHttpServer({
    handle: ({ body, headers }) => {
      const action = String(headers["x-amz-target"] ?? "").split(".")[1] ?? "";
      const call = JSON.parse(body) as Call;
      const answer = actions[action]?.(call.QueueUrl.split("/").at(-1) ?? "", call);
      if (answer === undefined) throw new Error(`The stand-in knows no ${action}.`);
      return {
        kind: "answer",
        status: 200,
        headers: { "content-type": "application/x-amz-json-1.0" },
        body: JSON.stringify(answer),
      };
    },
  });
  const url = (queue: string): string => `${server.endpoint}/123456789012/${queue}`;

  return {
    endpoint: server.endpoint,
    url,
    put,
    bodies: (queue) => queueOf(queue).map(({ body }) => body),
    visible: (queue) => queueOf(queue).filter(({ visible }) => visible).length,
    connect: (source, queue) => {
      sources.set(queue, [...(sources.get(queue) ?? []), source]);
    },
    stop: () => server.stop(),
  };
};
