import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createWebhookCaller, type WebhookCall, type WebhookCallOptions } from "../../lambdas/channels/webhook-call.ts";
import { startWebhookReceiver, type WebhookReceiver } from "../support/webhook-receiver.ts";

let receiver: WebhookReceiver;

beforeAll(async () => {
  receiver = await startWebhookReceiver();
});
afterAll(() => receiver.stop());
beforeEach(() => {
  receiver.heard.length = 0;
  receiver.answers.length = 0;
});

const here = async () => ["127.0.0.1"];

const callOf = (change: Partial<WebhookCall> = {}): WebhookCall => ({
  url: `https://hooks.shop.example:${receiver.port}/told?by=rekindle`,
  headers: { "content-type": "application/json", "idempotency-key": "key-1" },
  body: '{"customerId":"Zoë"}',
  hosts: ["hooks.shop.example"],
  ...change,
});

const call = (change: Partial<WebhookCall> = {}, options: WebhookCallOptions = {}) =>
  createWebhookCaller({ allowsLoopback: true, resolve: here, ...options })(callOf(change));

describe("a webhook", () => {
  it("is posted word for word to the host that the settings allow", async () => {
    expect(await call()).toEqual({ kind: "told" });

    expect(receiver.heard).toMatchObject([
      {
        method: "POST",
        path: "/told?by=rekindle",
        body: '{"customerId":"Zoë"}',
        headers: { host: `hooks.shop.example:${receiver.port}`, "idempotency-key": "key-1", "content-length": "21" },
      },
    ]);
  });

  it.each([
    [200, { kind: "told" }],
    [204, { kind: "told" }],
    [400, { kind: "refused", reason: "answered-400" }],
    [404, { kind: "refused", reason: "answered-404" }],
    [410, { kind: "refused", reason: "answered-410" }],
    [408, { kind: "failed", reason: "answered-408" }],
    [429, { kind: "failed", reason: "answered-429" }],
    [500, { kind: "failed", reason: "answered-500" }],
    [503, { kind: "failed", reason: "answered-503" }],
  ])("that is answered with %i is %o", async (status, answer) => {
    receiver.answers.push({ status });

    expect(await call()).toEqual(answer);
  });

  it("follows no redirect, wherever it leads", async () => {
    receiver.answers.push({ status: 302, headers: { location: "https://hooks.shop.example/elsewhere" } });

    expect(await call()).toEqual({ kind: "refused", reason: "answered-302" });
    expect(receiver.heard).toHaveLength(1);
  });

  it("waits for an answer only so long", async () => {
    receiver.answers.push("never");

    expect(await call({}, { timeoutMs: 150 })).toEqual({ kind: "failed", reason: "timed-out" });
  });

  it("waits for a name only so long", async () => {
    const never = () => new Promise<never>(() => {});

    expect(await call({}, { timeoutMs: 50, resolve: never })).toEqual({ kind: "failed", reason: "name-not-found" });
  });

  it("reads an answer without end no further than it must", async () => {
    receiver.answers.push("endless");

    expect(await call()).toEqual({ kind: "told" });
  });

  it("whose connection breaks may have been heard, and may be told again", async () => {
    receiver.answers.push("cut");

    expect(await call()).toEqual({ kind: "failed", reason: "ECONNRESET" });
  });

  it("is not told to who cannot prove their name", async () => {
    const answer = await call({}, { believes: () => false });

    expect(answer).toEqual({ kind: "failed", reason: "DEPTH_ZERO_SELF_SIGNED_CERT" });
    expect(receiver.heard).toEqual([]);
  });

  it("that finds nobody listening may be told later", async () => {
    const url = "https://hooks.shop.example:1/told";

    expect(await call({ url })).toEqual({ kind: "failed", reason: "ECONNREFUSED" });
  });
});

describe("nobody is called", () => {
  it.each([
    ["whose host is not allowed", { url: "https://other.example/told" }, "host-not-allowed"],
    ["whose host only ends like an allowed one", { url: "https://evil-hooks.shop.example/" }, "host-not-allowed"],
    ["below an allowed host", { url: "https://a.hooks.shop.example/" }, "host-not-allowed"],
    ["whose name ends with a dot", { url: "https://hooks.shop.example./" }, "host-not-allowed"],
    ["who hides behind an allowed host", { url: "https://hooks.shop.example@169.254.169.254/" }, "host-is-an-address"],
    ["without a certificate", { url: "http://hooks.shop.example/" }, "not-https"],
    ["by a file", { url: "file:///etc/passwd" }, "not-https"],
    ["by an address", { url: "https://127.0.0.1/", hosts: ["127.0.0.1"] }, "host-is-an-address"],
    ["by a number", { url: "https://2130706433/", hosts: ["127.0.0.1", "2130706433"] }, "host-is-an-address"],
    ["by a number in hex", { url: "https://0x7f.1/", hosts: ["127.0.0.1"] }, "host-is-an-address"],
    ["by an address of version 6", { url: "https://[::1]/", hosts: ["[::1]", "::1"] }, "host-is-an-address"],
    ["by a mapped address", { url: "https://[::ffff:127.0.0.1]/", hosts: ["[::ffff:7f00:1]"] }, "host-is-an-address"],
    ["with a name and a password", { url: "https://me:secret@hooks.shop.example/" }, "address-with-credentials"],
  ])("%s", async (_, change, reason) => {
    const asked: string[] = [];
    const resolve = async (host: string) => {
      asked.push(host);
      return ["127.0.0.1"];
    };

    expect(await call(change, { resolve })).toEqual({ kind: "refused", reason });
    expect(asked).toEqual([]);
    expect(receiver.heard).toEqual([]);
  });

  it("on another port than that of https, outside of a laptop", async () => {
    expect(await call({}, { allowsLoopback: false })).toEqual({ kind: "refused", reason: "port-not-allowed" });
  });

  it.each([
    ["this machine", ["127.0.0.1"]],
    ["the service that hands out rights", ["169.254.169.254"]],
    ["a private network", ["10.1.2.3"]],
    ["a local network of version 6", ["fd00::1"]],
    ["a mapped address", ["::ffff:127.0.0.1"]],
    ["somebody public and this machine", ["93.184.215.14", "127.0.0.1"]],
    ["this machine and somebody public", ["::1", "93.184.215.14"]],
    ["what is no address", ["localhost"]],
  ])("whose name leads to %s", async (_, addresses) => {
    const url = "https://hooks.shop.example/told";
    const options = { allowsLoopback: false, resolve: async () => addresses };

    expect(await call({ url }, options)).toEqual({ kind: "refused", reason: "address-not-public" });
  });

  it("whose name leads to a private network, on a laptop neither", async () => {
    expect(await call({}, { resolve: async () => ["192.168.0.1"] })).toEqual({
      kind: "refused",
      reason: "address-not-public",
    });
  });

  it("whose name leads nowhere; that may pass", async () => {
    const resolve = async () => {
      throw new Error("ENOTFOUND");
    };

    expect(await call({}, { resolve })).toEqual({ kind: "failed", reason: "name-not-found" });
  });

  it("but the address that was checked: a name that leads elsewhere a moment later is not asked again", async () => {
    let asked = 0;
    const resolve = async () => {
      asked += 1;
      return asked === 1 ? ["127.0.0.1"] : ["10.0.0.1"];
    };

    expect(await call({}, { resolve })).toEqual({ kind: "told" });
    expect(asked).toBe(1);
  });
});
