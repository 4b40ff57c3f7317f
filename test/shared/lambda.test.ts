import { afterEach, expect, test, vi } from "vitest";
import { senders } from "../../lambdas/shared/clients.ts";
import { lambdaHandler } from "../../lambdas/shared/lambda.ts";

afterEach(() => {
  vi.unstubAllEnvs();
});

test("the environment is read at the first call, and the handler is made once", async () => {
  let made = 0;
  const handler = lambdaHandler((runtime) => {
    made += 1;
    return async (name: string) => `${name} ${runtime.environment.DUE_SHARDS}`;
  });
  vi.stubEnv("DUE_SHARDS", "7");

  const answers = [await handler("first"), await handler("second")];

  expect(answers).toEqual(["first 7", "second 7"]);
  expect(made).toBe(1);
});

test("an error of the handler reaches Lambda", async () => {
  const handler = lambdaHandler(() => async () => {
    throw new Error("cannot");
  });

  await expect(handler(undefined)).rejects.toThrow("cannot");
});

test("only a function that is given the senders can make their clients", async () => {
  vi.stubEnv("AWS_REGION", "eu-west-1");
  const sending = lambdaHandler((runtime) => async () => runtime.ses().config.region(), senders);
  const other = lambdaHandler((runtime) => async () => runtime.sns());

  expect(await sending(undefined)).toBe("eu-west-1");
  await expect(other(undefined)).rejects.toMatchObject({ code: "sender-missing" });
});

test("every line of a log carries the ids of its call, and those of no other", async () => {
  const lines: Record<string, unknown>[] = [];
  vi.stubEnv("_X_AMZN_TRACE_ID", "Root=1-65a5c1f0-1234567890abcdef12345678;Sampled=1");
  vi.stubEnv("LOG_LEVEL", "INFO");
  const watched = vi
    .spyOn(process.stdout, "write")
    .mockImplementation((chunk) => lines.push(JSON.parse(String(chunk))) > 0);
  const handler = lambdaHandler(
    (runtime) => async (_event: object) => runtime.logger.info("Done", { messageKey: "k" }),
  );

  await handler({ requestContext: { requestId: "api-1" } }, { awsRequestId: "call-1" });
  await handler({ Records: [] }, { awsRequestId: "call-2" });
  watched.mockRestore();

  expect(lines[0]).toMatchObject({ requestId: "call-1", apiRequestId: "api-1", messageKey: "k", message: "Done" });
  expect(lines[0]).toMatchObject({ level: "INFO", xray_trace_id: "1-65a5c1f0-1234567890abcdef12345678" });
  expect(lines[1]).toMatchObject({ requestId: "call-2" });
  expect(lines[1]).not.toHaveProperty("apiRequestId");
});
