import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** Secrets Manager for tests: one secret, spoken to over the wire protocol by the real client. */
export interface SecretsStandIn {
  readonly endpoint: string;
  text: string;
  /** How often the secret was read. */
  reads: number;
  /** True: every call is answered with a fault of the service. */
  broken: boolean;
  stop(): Promise<void>;
}

/** Epoch seconds: when a secret with a value got it. */
export const changedAt = 1_772_000_000;

export const startSecretsStandIn = async (text: string): Promise<SecretsStandIn> => {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    const asked = JSON.parse(Buffer.concat(chunks).toString("utf8"));
    const isPut = request.headers["x-amz-target"] === "secretsmanager.PutSecretValue";
    if (request.headers["x-amz-target"] === "secretsmanager.DescribeSecret") {
      const value =
        standIn.text === "" ? {} : { VersionIdsToStages: { one: ["AWSCURRENT"] }, LastChangedDate: changedAt };
      response.writeHead(200, { "content-type": "application/x-amz-json-1.1" });
      response.end(JSON.stringify({ ARN: asked.SecretId, Name: asked.SecretId, ...value }));
      return;
    }
    if (isPut && !standIn.broken) standIn.text = asked.SecretString;
    if (!isPut) standIn.reads += 1;
    const body = standIn.broken
      ? { __type: "InternalServiceError", message: "broken" }
      : { ARN: asked.SecretId, Name: asked.SecretId, ...(isPut ? {} : { SecretString: standIn.text }) };
    response.writeHead(standIn.broken ? 500 : 200, { "content-type": "application/x-amz-json-1.1" });
    response.end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;
  const standIn: SecretsStandIn = {
    endpoint: `http://127.0.0.1:${port}`,
    text,
    reads: 0,
    broken: false,
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return standIn;
};
