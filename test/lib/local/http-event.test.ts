import { describe, expect, test } from "vitest";
import { matchRoute } from "../../../lib/local/http-event.ts";

const anything = { method: "ANY", path: "/api/{proxy+}", functionName: "api" } as const;
const ofCampaigns = { method: "ANY", path: "/api/campaigns/{proxy+}", functionName: "campaigns" } as const;
const messages = { method: "GET", path: "/api/messages", functionName: "messages" } as const;
const link = { method: "GET", path: "/unsubscribe/{token}", functionName: "unsubscribe" } as const;
const routes = [anything, ofCampaigns, messages, link];

describe("matchRoute", () => {
  test.each([
    ["POST", "/api/messages/c%201/k/decision", "api", { proxy: "messages/c 1/k/decision" }],
    ["GET", "/api/messages", "messages", {}],
    ["GET", "/api/campaigns/dormant/diff", "campaigns", { proxy: "dormant/diff" }],
    ["GET", "/api/campaigns", "api", { proxy: "campaigns" }],
    ["GET", "/unsubscribe/abc", "unsubscribe", { token: "abc" }],
  ] as const)("takes %s %s to %s", (method, path, functionName, pathParameters) => {
    const matched = matchRoute(routes, method, path);

    expect(matched).toMatchObject({ route: { functionName }, pathParameters });
  });

  test.each(["/api", "/api/", "/apis/x", "/unsubscribe/a/b"])("knows no route for %s", (path) => {
    expect(matchRoute(routes, "GET", path)).toBeUndefined();
  });

  test("tells a known path with another method from an unknown one", () => {
    expect(matchRoute(routes, "POST", "/unsubscribe/abc")).toBe("other-method");
  });
});
