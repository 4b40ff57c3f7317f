import type { Context } from "hono";

const localNames: ReadonlySet<string> = new Set(["127.0.0.1", "localhost", "[::1]"]);

const isLocal = (url: string): boolean => {
  try {
    return localNames.has(new URL(url).hostname);
  } catch {
    return false;
  }
};

/** What a person of the shop may do here, with nothing but being on this machine to prove who they are. */
const isForPeople = (url: string): boolean => /^\/(api|local)(\/|$)/.test(new URL(url).pathname);

/**
 * A page of another site can reach this port too: a foreign Host (rebound name) or Origin (script) is refused. The pages of
 * customers hide where one came from, so that their browsers send the origin "null"; there the token in the link is the proof.
 */
export const refuseForeign = (context: Context): Response | undefined => {
  const host = context.req.header("host");
  const origin = context.req.header("origin");
  const foreign = !isLocal(host === undefined ? context.req.url : `http://${host}`);
  const hidden = origin === "null" && !isForPeople(context.req.url);
  const otherSite =
    origin !== undefined && !hidden && (!isLocal(origin) || (host !== undefined && new URL(origin).host !== host));
  return foreign || otherSite ? context.text("This server answers only requests from this machine.", 403) : undefined;
};
