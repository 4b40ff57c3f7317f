import { readFileSync } from "node:fs";
import { join } from "node:path";
import { serveStatic } from "@hono/node-server/serve-static";
import { type Context, Hono } from "hono";
import { type ConsoleConfig, consoleConfigName } from "../../console/console-config.ts";
import { contentSecurityPolicy, securityHeaders } from "../../console/content-security-policy.ts";
import type { ClockJump } from "../clock-jump.ts";
import type { LocalRuntime } from "../runtime.ts";
import { createLocalRoutes } from "./local-routes.ts";
import { refuseForeign } from "./refuse-foreign.ts";

export interface AppOptions {
  readonly local: LocalRuntime;
  readonly jump: ClockJump;
  /** The built console. */
  readonly directory: string;
  /** How far the first filling of the shop is, in events; nothing once it is over. */
  readonly filling?: () => { readonly done: number; readonly of: number } | undefined;
  /** Told what could not be answered. */
  readonly onError: (error: Error) => void;
}

const yearSeconds = 31_536_000;

/** Files carry a hash of what is in them, so they never change; the page that names them is asked for anew. */
const addFiles = (app: Hono, directory: string): void => {
  app.use("/assets/*", async (context, next) => {
    await next();
    if (context.res.ok) context.header("cache-control", `public, max-age=${yearSeconds}, immutable`);
  });
  app.get("/assets/*", serveStatic({ root: directory }));
  app.get("/ember.svg", serveStatic({ root: directory }));
};

/** What exists only where everything runs on one machine. */
const addLocal = (app: Hono, options: AppOptions): void => {
  const config: ConsoleConfig = {};
  app.get(`/${consoleConfigName}`, (context) => context.json(config));
  app.route("/local", createLocalRoutes(options));
};

const isPageRequest = (context: Context): boolean =>
  context.req.method === "GET" && (context.req.header("accept") ?? "").includes("text/html");

/** The console, what it needs to know of this machine, and behind it the routes of the template. */
export const createApp = (options: AppOptions): Hono => {
  const { local, directory } = options;
  const app = new Hono();
  app.use(async (context, next) => {
    const refused = refuseForeign(context);
    if (refused !== undefined) return refused;
    await next();
    return undefined;
  });
  addFiles(app, directory);
  addLocal(app, options);
  app.all("*", async (context) => {
    const response = await local.dispatch(context.req.raw);
    if (response !== undefined) return response;
    if (!isPageRequest(context)) return context.json({ message: "Not Found" }, 404);
    context.header("content-security-policy", contentSecurityPolicy({ connect: [local.standIns.s3Endpoint] }));
    for (const [name, value] of Object.entries(securityHeaders)) context.header(name, value);
    context.header("cache-control", "no-cache");
    return context.html(readFileSync(join(directory, "index.html"), "utf8"));
  });
  app.onError((error, context) => {
    options.onError(error);
    return context.json(
      { message: "This could not be answered. The details are in the terminal where Rekindle runs." },
      500,
    );
  });
  return app;
};
