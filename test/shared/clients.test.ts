import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { SendEmailCommand } from "@aws-sdk/client-sesv2";
import { afterEach, expect, test } from "vitest";
import { createSes, createSns } from "../../lambdas/shared/clients.ts";

let server: Server | undefined;

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

const listen = async (answer: (count: number) => number): Promise<{ readonly url: string; calls(): number }> => {
  let calls = 0;
  server = createServer((_, response) => {
    calls += 1;
    response.writeHead(answer(calls), { "content-type": "application/json" }).end("{}");
  });
  const started = server;
  await new Promise<void>((resolve) => started.listen(0, "127.0.0.1", resolve));
  return { url: `http://127.0.0.1:${(started.address() as AddressInfo).port}`, calls: () => calls };
};

const credentials = { AWS_REGION: "eu-west-1", AWS_ACCESS_KEY_ID: "local", AWS_SECRET_ACCESS_KEY: "local" };

test.each([500, 503, 429])("an answer %i of the provider is not repeated by the client", async (status) => {
  const provider = await listen(() => status);
  const ses = createSes({ ...credentials, AWS_ENDPOINT_URL_SESV2: provider.url });

  await expect(ses.send(new SendEmailCommand({ Content: {} }))).rejects.toThrow();

  ses.destroy();
  expect(provider.calls()).toBe(1);
});

test("both senders try once and give up a call that hangs after five seconds", async () => {
  const [ses, sns] = [createSes(credentials), createSns(credentials)];
  // The handler knows its settings from its first call on; a refused connection is enough of one.
  const nobody = {
    ...credentials,
    AWS_ENDPOINT_URL_SESV2: "http://127.0.0.1:9",
    AWS_ENDPOINT_URL_SNS: "http://127.0.0.1:9",
  };
  const called = createSes(nobody);
  await called.send(new SendEmailCommand({ Content: {} })).catch(() => undefined);

  const attempts = await Promise.all([ses.config.maxAttempts(), sns.config.maxAttempts()]);
  const handler: object = called.config.requestHandler;
  const limits =
    "httpHandlerConfigs" in handler && typeof handler.httpHandlerConfigs === "function" && handler.httpHandlerConfigs();

  expect(attempts).toEqual([1, 1]);
  expect(limits).toMatchObject({ connectionTimeout: 2_000, requestTimeout: 5_000, throwOnRequestTimeout: true });
});
