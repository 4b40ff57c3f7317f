import { randomUUID } from "node:crypto";
import type { APIGatewayProxyEventV2, APIGatewayProxyResultV2 } from "aws-lambda";
import { localIssuer, localPerson } from "../../lambdas/handlers/api/person.ts";
import type { LocalRoute } from "./wiring.ts";

/** An HTTP API turns away what is larger. */
const bodyBytesMax = 10 * 1024 * 1024;

export interface Matched {
  readonly route: LocalRoute;
  readonly pathParameters: Readonly<Record<string, string>>;
}

const decode = (part: string): string => {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
};

const greedyEnd = /^\{(\w+)\+\}$/;

/** A greedy end takes the rest of the path as one part, undecoded slashes included. */
const partsOf = (path: string, count: number, isGreedy: boolean): readonly string[] => {
  const parts = path.split("/");
  return isGreedy && parts.length > count ? [...parts.slice(0, count - 1), parts.slice(count - 1).join("/")] : parts;
};

const matchPath = (pattern: string, path: string): Readonly<Record<string, string>> | undefined => {
  const isGreedy = isGreedyPath(pattern);
  const wanted = pattern.split("/").map((part) => part.replace(greedyEnd, "{$1}"));
  const given = partsOf(path, wanted.length, isGreedy);
  if (wanted.length !== given.length) return undefined;
  const parameters: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const value = given[index] ?? "";
    const name = /^\{(\w+)\}$/.exec(part)?.[1];
    if (name === undefined ? part !== value : value === "") return undefined;
    if (name !== undefined) parameters[name] = decode(value);
  }
  return parameters;
};

const isGreedyPath = (pattern: string): boolean => greedyEnd.test(pattern.split("/").at(-1) ?? "");

/** Greedy routes come last, and of these the longer one first, as an HTTP API does it. */
const bySpecificity = (a: LocalRoute, b: LocalRoute): number =>
  Number(isGreedyPath(a.path)) - Number(isGreedyPath(b.path)) ||
  (isGreedyPath(a.path) ? b.path.split("/").length - a.path.split("/").length : 0);

/** `other-method`: the path is known, with another method. */
export const matchRoute = (
  routes: readonly LocalRoute[],
  method: string,
  path: string,
): Matched | "other-method" | undefined => {
  let pathKnown = false;
  for (const route of routes.toSorted(bySpecificity)) {
    const pathParameters = matchPath(route.path, path);
    if (pathParameters === undefined) continue;
    if (route.method === method || route.method === "ANY") return { route, pathParameters };
    pathKnown = true;
  }
  return pathKnown ? "other-method" : undefined;
};

/** Reads the body as far as it is allowed to be. Nothing: it is larger. */
export const readBody = async (request: Request): Promise<Buffer | undefined> => {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength;
    if (size > bodyBytesMax) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
};

const bodyFields = (body: Buffer): Pick<APIGatewayProxyEventV2, "body" | "isBase64Encoded"> => {
  if (body.length === 0) return { isBase64Encoded: false };
  const text = body.toString("utf8");
  const isText = Buffer.from(text, "utf8").equals(body);
  return isText ? { body: text, isBase64Encoded: false } : { body: body.toString("base64"), isBase64Encoded: true };
};

/**
 * Who signed in, as the gateway tells it. Here nobody signs in: whoever may use this machine may act, and as anybody, by naming
 * them. A deployed gateway knows no such header and passes it on like any other; nothing behind it reads it.
 */
const signer = (request: Request) => {
  const email = request.headers.get("x-rekindle-person")?.trim() || localPerson;
  const claims = { iss: localIssuer, sub: email, email, email_verified: "true" };
  return { authorizer: { jwt: { claims, scopes: null } } };
};

/** The payload of format 2.0, as an HTTP API hands it to a function. */
export const toHttpEvent = (request: Request, matched: Matched, body: Buffer, now: number): APIGatewayProxyEventV2 => {
  const url = new URL(request.url);
  const headers = Object.fromEntries(request.headers);
  const query = Object.fromEntries(
    [...new Set(url.searchParams.keys())].map((key) => [key, url.searchParams.getAll(key).join(",")]),
  );
  const routeKey = `${matched.route.method} ${matched.route.path}`;
  return {
    version: "2.0",
    routeKey,
    rawPath: url.pathname,
    rawQueryString: url.search.slice(1),
    headers,
    ...(Object.keys(query).length > 0 && { queryStringParameters: query }),
    ...(Object.keys(matched.pathParameters).length > 0 && { pathParameters: { ...matched.pathParameters } }),
    requestContext: {
      ...(matched.route.signed === true && signer(request)),
      accountId: "000000000000",
      apiId: "local",
      domainName: url.hostname,
      domainPrefix: "local",
      http: {
        method: request.method,
        path: url.pathname,
        protocol: "HTTP/1.1",
        sourceIp: "127.0.0.1",
        userAgent: headers["user-agent"] ?? "",
      },
      requestId: randomUUID(),
      routeKey,
      stage: "$default",
      time: new Date(now).toISOString(),
      timeEpoch: now,
    },
    ...bodyFields(body),
  };
};

/** A function may answer with a bare value, which an HTTP API sends as JSON with status 200. */
export const toResponse = (result: APIGatewayProxyResultV2 | undefined): Response => {
  if (typeof result !== "object" || !("statusCode" in result)) {
    const body = typeof result === "string" ? result : JSON.stringify(result ?? null);
    return new Response(body, { status: 200, headers: { "content-type": "application/json" } });
  }
  const headers = new Headers();
  for (const [name, value] of Object.entries(result.headers ?? {})) headers.set(name, String(value));
  for (const cookie of result.cookies ?? []) headers.append("set-cookie", cookie);
  const body = result.isBase64Encoded === true ? Buffer.from(result.body ?? "", "base64") : (result.body ?? "");
  const status = result.statusCode ?? 200;
  return new Response(status === 204 || status === 304 ? null : body, { status, headers });
};

/** What the API itself answers, before or instead of a function. */
export const apiAnswer = (status: number, message: string): Response => Response.json({ message }, { status });
