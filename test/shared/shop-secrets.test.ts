import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createShopSecrets, parseShopSecrets } from "../../lambdas/shared/shop-secrets.ts";
import { createTestClock, type TestClock } from "../support/test-clock.ts";

/** Speaks as much of the protocol of Secrets Manager as one call needs. */
let server: Server;
let calls: number;
let answer: { readonly status: number; readonly body: object };
let clock: TestClock;

const holding = (secrets: object) => ({ status: 200, body: { SecretString: JSON.stringify(secrets) } });

beforeEach(async () => {
  calls = 0;
  clock = createTestClock(1_000_000);
  server = createServer((_request, response) => {
    calls += 1;
    response.writeHead(answer.status, { "content-type": "application/x-amz-json-1.1" });
    response.end(JSON.stringify(answer.body));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

const secretsOf = () =>
  createShopSecrets({
    clock,
    environment: {
      SHOPIFY_SECRETS_ARN: "arn:aws:secretsmanager:eu-west-1:000000000000:secret:shops",
      AWS_ENDPOINT_URL_SECRETS_MANAGER: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      AWS_REGION: "eu-west-1",
      AWS_ACCESS_KEY_ID: "local",
      AWS_SECRET_ACCESS_KEY: "local",
    },
  });

describe("the secrets of a shop", () => {
  it("are found by its domain, all of them, with one call a minute", async () => {
    answer = holding({ "tea.myshopify.com": ["old", "new"] });
    const find = secretsOf();

    const found = [await find("tea.myshopify.com"), await find("Tea.MyShopify.com"), await find("eve.myshopify.com")];

    expect(found).toEqual([["old", "new"], ["old", "new"], []]);
    expect(calls).toBe(1);
  });

  it("follow a change after a minute", async () => {
    answer = holding({ "tea.myshopify.com": ["old"] });
    const find = secretsOf();
    await find("tea.myshopify.com");
    answer = holding({ "tea.myshopify.com": ["new"] });

    const soon = await find("tea.myshopify.com");
    clock.advance(60_000);
    const later = await find("tea.myshopify.com");

    expect([soon, later]).toEqual([["old"], ["new"]]);
  });

  it("are none while nothing was ever stored", async () => {
    answer = { status: 400, body: { __type: "ResourceNotFoundException", message: "no value" } };

    expect(await secretsOf()("tea.myshopify.com")).toEqual([]);
  });

  it("are asked for again after a failure", async () => {
    answer = { status: 400, body: { __type: "AccessDeniedException", message: "no" } };
    const find = secretsOf();
    await expect(find("tea.myshopify.com")).rejects.toThrow();
    answer = holding({ "tea.myshopify.com": ["new"] });

    expect(await find("tea.myshopify.com")).toEqual(["new"]);
  });
});

it.each(["", "[]", '{"a":"secret-word"}', '{"a":[""]}', "secret-word"])(
  "text of another form is refused unshown (%#)",
  (text) => {
    let thrown: unknown;
    try {
      parseShopSecrets(text);
    } catch (error) {
      thrown = error;
    }

    expect(thrown).toMatchObject({ code: "secret-invalid" });
    expect(JSON.stringify(thrown) + String(thrown)).not.toContain("secret-word");
  },
);
