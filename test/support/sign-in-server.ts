import { createHash, generateKeyPairSync, randomUUID, sign, verify } from "node:crypto";
import { Hono } from "hono";
import { getCookie, setCookie } from "hono/cookie";
import { listen } from "./listen.ts";

/** How long a token lives; the pool of the deployment gives them 15 minutes. */
const tokenSeconds = 900;

export interface SignInServerOptions {
  readonly clientId: string;
  /** Whom the page signs in. */
  readonly email: string;
}

export interface SignInServer {
  readonly url: string;
  /** What a gateway checks: the address of whoever the token is of, or nothing when the token is not good. */
  readonly personOf: (authorization: string | null) => string | undefined;
  /** How often each page of it was asked for. */
  readonly asked: Readonly<Record<"authorize" | "token" | "refresh" | "revoke" | "logout", number>>;
  /** From now on every token that was given counts as ended. */
  readonly endTokens: () => void;
  /** Where people may come back to; known once the console listens. */
  readonly register: (consoleUrl: string) => void;
  readonly close: () => Promise<void>;
}

interface Pending {
  readonly challenge: string;
  readonly redirectUri: string;
  readonly nonce: string | undefined;
}

const page = (query: string): string =>
  `<!doctype html><html lang="en"><title>Sign in</title><main><h1>Sign in</h1><form method="post" action="/oauth2/authorize?${query.replaceAll("&", "&amp;")}"><button>Sign in</button></form></main></html>`;

const base64url = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");

/** Signs as the pool does, and checks as the gateway does: signature, issuer, client, age. */
const createTokens = (issuer: () => string, { clientId, email }: SignInServerOptions) => {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  let endedBefore = 0;
  let made = 0;
  const give = (nonce: string | undefined) => {
    const now = Math.floor(Date.now() / 1000);
    made += 1;
    const claims = {
      iss: issuer(),
      aud: clientId,
      sub: "1",
      email,
      iat: now,
      exp: now + tokenSeconds,
      jti: made,
      nonce,
    };
    const body = `${base64url({ alg: "RS256", typ: "JWT" })}.${base64url(claims)}`;
    const signature = sign("sha256", Buffer.from(body), privateKey).toString("base64url");
    return `${body}.${signature}`;
  };
  const personOf = (authorization: string | null): string | undefined => {
    const [head, body, signature] = /^Bearer (.+)$/.exec(authorization ?? "")?.[1]?.split(".") ?? [];
    if (head === undefined || body === undefined || signature === undefined) return undefined;
    const isSigned = verify("sha256", Buffer.from(`${head}.${body}`), publicKey, Buffer.from(signature, "base64url"));
    const claims = JSON.parse(Buffer.from(body, "base64url").toString());
    const isOurs = claims.iss === issuer() && claims.aud === clientId && claims.exp * 1000 > Date.now();
    return isSigned && isOurs && claims.jti > endedBefore ? claims.email : undefined;
  };
  const end = (): void => {
    endedBefore = made;
  };
  return { give, personOf, end };
};

/** Which part of a question is not as it must be; nothing when all is well. */
const refusal = (
  query: Record<string, string>,
  { clientId, consoleUrl }: { readonly clientId: string; readonly consoleUrl: string },
): string | undefined => {
  if (query.client_id !== clientId) return "client_id";
  if (query.redirect_uri !== `${consoleUrl}/signed-in`) return "redirect_uri";
  if (query.response_type !== "code" || query.code_challenge_method !== "S256" || !query.code_challenge) return "PKCE";
  return query.scope === "openid email" ? undefined : "scope";
};

const bearer = { token_type: "Bearer", expires_in: tokenSeconds } as const;

interface Given {
  readonly clientId: string;
  readonly codes: Map<string, Pending>;
  readonly refreshTokens: ReadonlySet<string>;
}

/** A code is good once, and only for whoever made its challenge. */
const isGranted = (form: Record<string, unknown>, { clientId, codes, refreshTokens }: Given): boolean => {
  if (form.client_id !== clientId || form.client_secret !== undefined) return false;
  if (form.grant_type === "refresh_token") return refreshTokens.has(String(form.refresh_token));
  const pending = codes.get(String(form.code));
  codes.delete(String(form.code));
  const proof = createHash("sha256").update(String(form.code_verifier)).digest("base64url");
  return pending !== undefined && pending.challenge === proof && pending.redirectUri === form.redirect_uri;
};

/** Speaks what Cognito's managed login speaks: code flow with PKCE, refresh, revocation, log-out, and a session by cookie. */
export const startSignInServer = async (options: SignInServerOptions): Promise<SignInServer> => {
  const asked = { authorize: 0, token: 0, refresh: 0, revoke: 0, logout: 0 };
  const codes = new Map<string, Pending>();
  const refreshTokens = new Set<string>();
  let url = "";
  let consoleUrl = "";
  const tokens = createTokens(() => url, options);
  const app = new Hono();

  const answerCode = (query: Record<string, string>): string => {
    const code = randomUUID();
    const { code_challenge: challenge = "", redirect_uri: redirectUri = "", nonce, state = "" } = query;
    codes.set(code, { challenge, redirectUri, nonce });
    return `${redirectUri}?${new URLSearchParams({ code, state })}`;
  };
  app.on(["GET", "POST"], "/oauth2/authorize", (context) => {
    asked.authorize += 1;
    const query = context.req.query();
    const refused = refusal(query, { clientId: options.clientId, consoleUrl });
    if (refused !== undefined) return context.text(`Refused: ${refused}`, 400);
    const isKnown = getCookie(context, "session") === "known";
    if (context.req.method === "GET" && !isKnown) return context.html(page(new URL(context.req.url).search.slice(1)));
    setCookie(context, "session", "known", { httpOnly: true, path: "/" });
    return context.redirect(answerCode(query));
  });
  app.use(async (context, next) => {
    context.header("access-control-allow-origin", consoleUrl);
    await next();
  });
  app.post("/oauth2/token", async (context) => {
    const form = await context.req.parseBody();
    const isRefresh = form.grant_type === "refresh_token";
    asked[isRefresh ? "refresh" : "token"] += 1;
    const nonce = codes.get(String(form.code))?.nonce;
    if (!isGranted(form, { clientId: options.clientId, codes, refreshTokens }))
      return context.json({ error: "invalid_grant" }, 400);
    const refresh = randomUUID();
    if (!isRefresh) refreshTokens.add(refresh);
    const given = { id_token: tokens.give(nonce), access_token: randomUUID(), ...bearer };
    return context.json(isRefresh ? given : { ...given, refresh_token: refresh });
  });
  app.post("/oauth2/revoke", async (context) => {
    asked.revoke += 1;
    refreshTokens.delete(String((await context.req.parseBody()).token));
    return context.body(null, 200);
  });
  app.get("/logout", (context) => {
    asked.logout += 1;
    setCookie(context, "session", "", { maxAge: 0, path: "/" });
    const where = context.req.query("logout_uri");
    return where === `${consoleUrl}/` ? context.redirect(where) : context.text("Refused: logout_uri", 400);
  });

  const server = await listen(app.fetch);
  url = server.url;
  return {
    url,
    personOf: tokens.personOf,
    asked,
    endTokens: tokens.end,
    register: (at) => {
      consoleUrl = at;
    },
    close: server.close,
  };
};
