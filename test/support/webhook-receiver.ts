import { createServer } from "node:https";
import type { AddressInfo } from "node:net";

/** Made for these tests and known to nobody who would believe it: it proves nothing and protects nothing. */
const certificate = {
  key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgCXunLhKKPhAITxRz
Ru71j0pk/NoQTfMCIOxgHtij07yhRANCAARqjAQzkfmiO3X6YDgFdQIcT2hWpWI8
F1CRuGz4kJxS1b/zTlvyV15YIymZrNe7O6sPeDfBfhr5AVf7uaZBB+GF
-----END PRIVATE KEY-----`,
  cert: `-----BEGIN CERTIFICATE-----
MIIBsTCCAVagAwIBAgIULGXg0UJhAHRPkgChLWGzC26RXsUwCgYIKoZIzj0EAwIw
HTEbMBkGA1UEAwwSaG9va3Muc2hvcC5leGFtcGxlMCAXDTI2MTEyNDA5MjYyNloY
DzIxMjYxMDMxMDkyNjI2WjAdMRswGQYDVQQDDBJob29rcy5zaG9wLmV4YW1wbGUw
WTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAARqjAQzkfmiO3X6YDgFdQIcT2hWpWI8
F1CRuGz4kJxS1b/zTlvyV15YIymZrNe7O6sPeDfBfhr5AVf7uaZBB+GFo3IwcDAd
BgNVHQ4EFgQUQWZHPpw/edNEy52AnXwO17FimnwwHwYDVR0jBBgwFoAUQWZHPpw/
edNEy52AnXwO17FimnwwDwYDVR0TAQH/BAUwAwEB/zAdBgNVHREEFjAUghJob29r
cy5zaG9wLmV4YW1wbGUwCgYIKoZIzj0EAwIDSQAwRgIhAKHtL7K3Lvu+hpQSEg52
c5da0Z/+sqNDC3womkwP1muOAiEAyVT/1YUi8bly9ZI2bu0rns2uh2NXy4xKZaPH
rh69tpk=
-----END CERTIFICATE-----`,
};

export interface Heard {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: string;
}

/** What it answers: a status with headers, silence, a body without end, or a connection that breaks. */
export type ReceiverAnswer =
  | { readonly status: number; readonly headers?: Readonly<Record<string, string>> }
  | "never"
  | "endless"
  | "cut";

/** Another system of the shop, at hooks.shop.example as its certificate says, listening on this machine. */
export interface WebhookReceiver {
  readonly port: number;
  readonly heard: Heard[];
  /** The next answers, in order; then 204. */
  readonly answers: ReceiverAnswer[];
  stop(): Promise<void>;
}

export const startWebhookReceiver = async (): Promise<WebhookReceiver> => {
  const heard: Heard[] = [];
  const answers: ReceiverAnswer[] = [];
  const server = createServer(certificate, async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    const { method = "", url: path = "", headers } = request;
    heard.push({ method, path, headers, body: Buffer.concat(chunks).toString("utf8") });
    const answer = answers.shift() ?? { status: 204 };
    if (answer === "never") return;
    if (answer === "cut") {
      response.destroy();
      return;
    }
    if (answer === "endless") {
      response.writeHead(200);
      const more = (): void => {
        while (!response.destroyed && response.write(Buffer.alloc(4096)));
      };
      response.on("drain", more);
      more();
      return;
    }
    response.writeHead(answer.status, answer.headers);
    response.end();
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    heard,
    answers,
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
