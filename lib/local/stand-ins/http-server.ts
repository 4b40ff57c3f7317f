import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";

export interface HttpRequest {
  readonly method: string;
  readonly path: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: string;
}

/** What the caller sees: an answer, silence for ever, or a connection that breaks. */
export type HttpAnswer =
  | {
      readonly kind: "answer";
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
      readonly body: string;
    }
  | { readonly kind: "never" }
  | { readonly kind: "cut" };

/** A provider's stand-in: what it answers to a request. It does not know how the request reached it. */
export type StandIn = (request: HttpRequest) => HttpAnswer;

export interface HttpServer {
  /** For example `http://127.0.0.1:43211`. */
  readonly endpoint: string;
  /** Ends open connections too, also those that were never answered. */
  stop(): Promise<void>;
}

const host = "127.0.0.1";

const readBody = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString("utf8");
};

const give = (response: ServerResponse, answer: HttpAnswer): void => {
  if (answer.kind === "never") return;
  if (answer.kind === "cut") {
    response.socket?.destroy();
    return;
  }
  response.writeHead(answer.status, { ...answer.headers, "content-length": Buffer.byteLength(answer.body) });
  response.end(answer.body);
};

const serve = async (request: IncomingMessage, response: ServerResponse, handle: StandIn): Promise<void> => {
  const body = await readBody(request);
  give(response, handle({ method: request.method ?? "", path: request.url ?? "", headers: request.headers, body }));
};

/** Listens on this machine only. A request that `handle` throws at, or that breaks off, ends with a broken connection. */
export const startHttpServer = async (q: {
  readonly handle: StandIn;
  /** Absent: a free one. */
  readonly port?: number | undefined;
}): Promise<HttpServer> => {
  const server = createServer((request, response) => {
    serve(request, response, q.handle).catch(() => response.destroy());
  });
  return listenLocally(server, q.port);
};

/** Absent: a free port. */
export const listenLocally = async (server: Server, port?: number): Promise<HttpServer> => {
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port ?? 0, host, resolve);
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("A stand-in has no port to listen on.");

  return {
    endpoint: `http://${host}:${address.port}`,
    stop: () =>
      new Promise<void>((resolve, reject) => {
        server.close((error) => (error === undefined ? resolve() : reject(error)));
        server.closeAllConnections();
      }),
  };
};
