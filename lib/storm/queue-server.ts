import { type HttpAnswer, type HttpRequest, type HttpServer, startHttpServer } from "../local/stand-ins/http-server.ts";
import type { EventQueue } from "./event-queue.ts";
import type { RemoveRequest } from "./worker-protocol.ts";

/** What one reception gives at most, as SQS. */
const receiveMax = 10;

const json = (status: number, value: unknown): HttpAnswer => ({
  kind: "answer",
  status,
  headers: { "content-type": "application/json" },
  body: JSON.stringify(value),
});

const handle = (queue: EventQueue, { path, body }: HttpRequest): HttpAnswer => {
  if (path === "/receive") return json(200, queue.receive(receiveMax));
  if (path !== "/remove") return json(404, {});
  queue.remove((JSON.parse(body) as RemoveRequest).receipts);
  return json(200, {});
};

/** The queue of SES events, for workers in other processes. */
export const startQueueServer = (queue: EventQueue): Promise<HttpServer> =>
  startHttpServer({ handle: (request) => handle(queue, request) });

const post = async (endpoint: string, path: string, body: unknown): Promise<unknown> => {
  const answer = await fetch(`${endpoint}${path}`, { method: "POST", body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`The event queue answered ${path} with ${answer.status}.`);
  return answer.json();
};

/** A worker's side of it. */
export const createQueueClient = (endpoint: string) => ({
  receive: async () => (await post(endpoint, "/receive", {})) as ReturnType<EventQueue["receive"]>,
  remove: async (receipts: readonly string[]) => {
    await post(endpoint, "/remove", { receipts });
  },
});
