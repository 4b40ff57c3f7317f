import type { Context } from "hono";

const localNames: ReadonlySet<string> = new Set(["127.0.0.1", "localhost", "[::1]"]);

const isLocal = (url: string): boolean => {
  try {
    return localNames.has(new URL(url).hostname);
  } catch {
    return false;
  }
};

/** A page of another site can reach this port too: a foreign Host (rebound name) or Origin (script) is refused. */
export const refuseForeign = (context: Context): Response | undefined => {
  const host = context.req.header("host");
  const origin = context.req.header("origin");
  const foreign = !isLocal(host === undefined ? context.req.url : `http://${host}`);
  const otherSite = origin !== undefined && (!isLocal(origin) || (host !== undefined && new URL(origin).host !== host));
  return foreign || otherSite ? context.text("This server answers only requests from this machine.", 403) : undefined;
};
