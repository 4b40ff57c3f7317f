import { runInNewContext } from "node:vm";
import { Hono } from "hono";
import { type ConsoleConfig, consoleConfigName } from "../../lib/console/console-config.ts";
import { contentSecurityPolicy } from "../../lib/console/content-security-policy.ts";
import { pagePathCode } from "../../lib/constructs/page-path.ts";
import { type Listening, listen } from "./listen.ts";
import type { SignInServer } from "./sign-in-server.ts";

export interface DistributionOptions {
  /** The local runtime: it has the files and the functions. */
  readonly shopUrl: string;
  readonly signIn: SignInServer;
  readonly clientId: string;
}

export interface Distribution extends Listening {
  /** Whose token each call of the API carried; nobody's: the gateway refused it. */
  readonly callers: readonly (string | undefined)[];
}

const pathOfFile = (uri: string): string =>
  runInNewContext(`${pagePathCode}; handler(event).uri`, { event: { request: { uri } } });

/**
 * What stands before a shop on AWS: CloudFront, which knows files and `/api/*` and sends the console's headers, and behind it
 * the gateway, which lets through whose token is good and tells the functions who that is. Here it tells them in the way the
 * local runtime understands.
 */
export const startDistribution = async (options: DistributionOptions): Promise<Distribution> => {
  const { shopUrl, signIn, clientId } = options;
  const callers: (string | undefined)[] = [];
  const app = new Hono();
  const config: ConsoleConfig = { signIn: { issuer: signIn.url, url: signIn.url, clientId } };
  app.get(`/${consoleConfigName}`, (context) => context.json(config));
  app.all("/api/*", async (context) => {
    const person = signIn.personOf(context.req.header("authorization") ?? null);
    callers.push(person);
    if (person === undefined) return context.json({ message: "Unauthorized" }, 401);
    const { pathname, search } = new URL(context.req.url);
    const headers = { "x-rekindle-person": person, "content-type": context.req.header("content-type") ?? "" };
    const body = context.req.method === "GET" ? undefined : await context.req.text();
    const answer = await fetch(`${shopUrl}${pathname}${search}`, {
      method: context.req.method,
      headers,
      ...(body && { body }),
    });
    // The runtime behind is on one machine and says so; functions on AWS do not.
    return pathname === "/api/session"
      ? context.json(Object.assign({}, await answer.json(), { local: false }))
      : answer;
  });
  app.get("*", async (context) => {
    const file = pathOfFile(context.req.path);
    const answer = await fetch(`${shopUrl}${file === "/index.html" ? "/" : file}`, {
      headers: { accept: "text/html" },
    });
    const headers = new Headers(answer.headers);
    for (const header of ["content-encoding", "content-length"]) headers.delete(header);
    headers.set("content-security-policy", contentSecurityPolicy({ connect: [signIn.url] }));
    return new Response(answer.body, { status: answer.status, headers });
  });
  const server = await listen(app.fetch);
  return { ...server, callers };
};
