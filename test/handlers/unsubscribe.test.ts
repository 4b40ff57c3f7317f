import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CustomerEvent } from "../../lambdas/domain/event.ts";
import { createHandler, createUnsubscribeApp } from "../../lambdas/handlers/unsubscribe.ts";
import { readLinkKeys } from "../../lambdas/shared/link-keys.ts";
import { type LinkClaims, signLink } from "../../lambdas/shared/link-token.ts";
import { createEventStore } from "../../lambdas/store/event-store.ts";
import { startTables, type Tables } from "../support/tables.ts";

let tables: Tables;
let app: ReturnType<typeof createUnsubscribeApp>;

beforeAll(async () => {
  tables = await startTables();
  app = createUnsubscribeApp(tables.runtime());
});
afterAll(() => tables.stop());

const pathFor = (
  customerId: string,
  change: Partial<LinkClaims> = {},
  secret = String(tables.variables.LINK_SECRET),
) => {
  const claims: LinkClaims = { customerId, channel: "email", topic: "promotion", messageKey: "key-1", ...change };
  return `/unsubscribe/${signLink({ keys: readLinkKeys(secret), purpose: "unsubscribe", claims })}`;
};

const eventsOf = async (customerId: string): Promise<readonly CustomerEvent[]> =>
  (await createEventStore(tables.runtime()).list({ customerId, limit: 10 })).events;

const formType = "application/x-www-form-urlencoded";
const oneClick = { method: "POST", headers: { "content-type": formType }, body: "List-Unsubscribe=One-Click" };

describe("GET of an unsubscribe link", () => {
  it("shows a page with one button and changes nothing", async () => {
    const response = await app.request(pathFor("only-looked"));

    const html = await response.text();
    expect(response.status).toBe(200);
    expect(html).toContain('<form method="post"><button type="submit">Unsubscribe</button></form>');
    expect(html).toMatch(/<html lang="en">[\s\S]*<title>Unsubscribe<\/title>[\s\S]*<main>\s*<h1>/);
    expect(await eventsOf("only-looked")).toEqual([]);
  });

  it("loads nothing, is kept nowhere and framed by nobody", async () => {
    const response = await app.request(pathFor("only-looked"));

    const policy = response.headers.get("content-security-policy") ?? "";
    expect(policy).toMatch(
      /^default-src 'none'; style-src 'sha256-[^']+'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'$/,
    );
    expect(response.headers.get("cache-control")).toBe("no-store");
    expect(response.headers.get("referrer-policy")).toBe("no-referrer");
    expect(response.headers.get("x-content-type-options")).toBe("nosniff");
  });

  it.each([
    [{ language: "zh" as const }, "en-GB,en;q=0.9", "zh"],
    [{ language: "en" as const }, "zh-CN", "en"],
    [{}, "zh-CN,zh;q=0.9,en;q=0.8", "zh"],
    [{}, "fr-FR,zh;q=0.5", "zh"],
    [{}, "fr", "en"],
  ])("speaks the message's language, else the browser's (%j, %s)", async (claims, browser, language) => {
    const response = await app.request(pathFor("only-looked", claims), { headers: { "accept-language": browser } });

    expect(await response.text()).toContain(`<html lang="${language}">`);
  });
});

describe("POST of an unsubscribe link", () => {
  it("takes one click of a mailbox provider as an opt-out", async () => {
    const response = await app.request(pathFor("clicked-once"), oneClick);

    expect(response.status).toBe(200);
    expect(response.headers.get("location")).toBeNull();
    expect(await eventsOf("clicked-once")).toEqual([
      {
        customerId: "clicked-once",
        eventId: "key-1-unsubscribe-one-click",
        occurredAt: tables.clock.now(),
        receivedAt: tables.clock.now(),
        kind: "consent-withdrawn",
        channel: "email",
        topic: "promotion",
        source: "one-click",
        evidence: "key-1",
      },
    ]);
  });

  it("takes one click sent as a multipart form", async () => {
    const body = new FormData();
    body.set("List-Unsubscribe", "One-Click");

    await app.request(pathFor("multipart"), { method: "POST", body });

    expect(await eventsOf("multipart")).toMatchObject([{ source: "one-click" }]);
  });

  it.each([
    ["nothing", { method: "POST" }],
    ["an empty form", { method: "POST", headers: { "content-type": formType }, body: "" }],
    ["rubbish", { method: "POST", headers: { "content-type": "multipart/form-data" }, body: "rubbish" }],
  ])("takes the page's own button as an opt-out when it posts %s", async (what, request) => {
    const response = await app.request(pathFor(`page ${what}`, { topic: "all", language: "zh" }), request);

    expect(response.status).toBe(200);
    expect(await response.text()).toContain("您已退订");
    expect(await eventsOf(`page ${what}`)).toMatchObject([{ kind: "consent-withdrawn", topic: "all", source: "page" }]);
  });

  it("holds whatever is posted, however much: an opt-out is never refused for its body", async () => {
    const body = `List-Unsubscribe=One-Click&more=${"x".repeat(100_000)}`;

    const response = await app.request(pathFor("posts-much"), { ...oneClick, body });

    expect(response.status).toBe(200);
    expect(await eventsOf("posts-much")).toMatchObject([{ kind: "consent-withdrawn", source: "page" }]);
  });

  it("stores a repeat once", async () => {
    await app.request(pathFor("twice"), oneClick);
    await app.request(pathFor("twice"), oneClick);

    expect(await eventsOf("twice")).toHaveLength(1);
  });
});

describe("a link that we did not write", () => {
  it.each(["GET", "POST"])("gets one clear page, whatever is wrong with it (%s)", async (method) => {
    const good = pathFor("victim");
    const paths = [
      `${good}x`,
      good.slice(0, -2),
      pathFor("victim", {}, "another secret"),
      "/unsubscribe/a.b",
      "/unsubscribe/x",
    ];

    const responses = await Promise.all(paths.map((path) => app.request(path, { method })));

    const pages = new Set(await Promise.all(responses.map((response) => response.text())));
    expect(responses.map(({ status }) => status)).toEqual(paths.map(() => 400));
    expect(pages.size).toBe(1);
    expect([...pages][0]).toContain("This link does not work");
    expect(await eventsOf("victim")).toEqual([]);
  });

  it.each(["HEAD", "PUT", "DELETE", "PATCH", "OPTIONS"])("does not know the method %s", async (method) => {
    const response = await app.request(pathFor("victim"), { method });

    expect(response.status).toBe(405);
    expect(response.headers.get("allow")).toBe("GET, POST");
    expect(await eventsOf("victim")).toEqual([]);
  });
});

describe("the function", () => {
  it("answers an HTTP API event, body in base64 included", async () => {
    const handle = createHandler(tables.runtime());
    const path = pathFor("by-gateway");

    const result = await handle({
      version: "2.0",
      routeKey: "POST /unsubscribe/{token}",
      rawPath: path,
      rawQueryString: "",
      headers: { "content-type": formType, host: "shop.example" },
      body: Buffer.from("List-Unsubscribe=One-Click").toString("base64"),
      isBase64Encoded: true,
      requestContext: {
        accountId: "000000000000",
        apiId: "api",
        authentication: null,
        authorizer: {},
        domainName: "shop.example",
        domainPrefix: "shop",
        http: { method: "POST", path, protocol: "HTTP/1.1", sourceIp: "192.0.2.1", userAgent: "test" },
        requestId: "request-1",
        routeKey: "POST /unsubscribe/{token}",
        stage: "$default",
        time: "02/Mar/2026:10:00:00 +0000",
        timeEpoch: 0,
      },
    });

    expect(result).toMatchObject({ statusCode: 200, isBase64Encoded: false });
    expect(await eventsOf("by-gateway")).toMatchObject([{ kind: "consent-withdrawn", source: "one-click" }]);
  });
});
