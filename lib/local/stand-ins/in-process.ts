// A stand-in as the transport of a real SDK client of the same process: the client writes the same request and reads the
// same answer, only the sockets are left out. Nothing waits, so silence is told at once by the error that the client's
// own time-out would have been.
import type { RequestHandler } from "../../../lambdas/shared/clients.ts";
import type { HttpAnswer, StandIn } from "./http-server.ts";

/** As much of the SDK's request as a stand-in reads. */
export interface ClientRequest {
  readonly method: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** As a server reads them. */
export const lowerCase = (headers: ClientRequest["headers"] = {}) =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));

const textOf = (body: unknown): string => {
  if (typeof body === "string") return body;
  // Not Buffer.from: the SDK's body pretends to be text as well, and would be asked as such.
  return body instanceof Uint8Array ? new TextDecoder().decode(body) : "";
};

const failure = (name: string, message: string, code?: string): Error =>
  Object.assign(new Error(message), { name, ...(code !== undefined && { code }) });

/** What the client of an answer, of silence or of a broken connection is given. */
export const received = (answer: HttpAnswer) => {
  switch (answer.kind) {
    case "never":
      throw failure("TimeoutError", "The stand-in did not answer.");
    case "cut":
      throw failure("Error", "socket hang up", "ECONNRESET");
    case "answer":
      return { statusCode: answer.status, headers: { ...answer.headers }, body: Buffer.from(answer.body) };
  }
};

/** `standIn` may take its time: whoever decides what happens when (a simulation) answers later. */
export const inProcess = (
  standIn: (request: Parameters<StandIn>[0]) => HttpAnswer | Promise<HttpAnswer>,
): RequestHandler => ({
  handle: async ({ method, path, headers, body }: ClientRequest) => ({
    response: received(await standIn({ method, path, headers: lowerCase(headers), body: textOf(body) })),
  }),
});

/** A signature is a third of what a call costs the client, and no stand-in looks at it. */
export const withoutSignature = <Client extends { readonly config: object }>(client: Client): Client => {
  const sign = async (request: unknown) => request;
  Object.assign(client.config, { signer: async () => ({ sign }) });
  return client;
};
