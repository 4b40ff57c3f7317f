import { InMemoryWebStorage, type User, UserManager, WebStorageStateStore } from "oidc-client-ts";
import { type SignInConfig, signedInPath } from "../../../lib/console/console-config.ts";

/** A token is renewed so many seconds before its end, so that it does not end on the way. */
const aheadSeconds = 60;

export interface SignIn {
  /** Takes the browser to where people sign in, and back to this page afterwards. */
  readonly leave: () => Promise<void>;
  /** Takes what was brought along from there; false when that is nothing that can be used. */
  readonly comeBack: () => Promise<boolean>;
  readonly headers: () => Promise<Readonly<Record<string, string>>>;
  readonly renew: () => Promise<boolean>;
  readonly signOut: () => Promise<void>;
}

interface Returning {
  readonly returnTo: string;
}

/** The endpoints are known by rule, so nothing has to be asked before somebody can sign in. */
const createManager = ({ issuer, url, clientId }: SignInConfig): UserManager =>
  new UserManager({
    authority: issuer,
    metadata: {
      issuer,
      authorization_endpoint: `${url}/oauth2/authorize`,
      token_endpoint: `${url}/oauth2/token`,
      revocation_endpoint: `${url}/oauth2/revoke`,
    },
    client_id: clientId,
    redirect_uri: `${location.origin}${signedInPath}`,
    response_type: "code",
    scope: "openid email",
    // Tokens are gone with the tab: no script of another page, and nobody who sits down here later, finds one.
    userStore: new WebStorageStateStore({ store: new InMemoryWebStorage() }),
    // The proof key of a sign-in under way has to outlast the way there and back. It opens nothing by itself.
    stateStore: new WebStorageStateStore({ store: sessionStorage, prefix: "rekindle.sign-in." }),
    automaticSilentRenew: false,
    monitorSession: false,
    loadUserInfo: false,
  });

/** Only a place of this console. */
const safePath = (state: unknown): string => {
  const path = typeof state === "object" && state !== null ? (state as Partial<Returning>).returnTo : undefined;
  if (typeof path !== "string") return "/";
  const { origin, pathname, search, hash } = new URL(path, location.origin);
  return origin === location.origin && pathname !== signedInPath ? `${pathname}${search}${hash}` : "/";
};

const isFresh = (user: User | null): user is User =>
  user?.id_token !== undefined && (user.expires_in ?? 0) > aheadSeconds;

export const createSignIn = (config: SignInConfig): SignIn => {
  const manager = createManager(config);
  let renewing: Promise<User | null> | undefined;

  const leave = async (): Promise<void> => {
    const here = `${location.pathname}${location.search}${location.hash}`;
    const state: Returning = { returnTo: here };
    await manager.signinRedirect({ state, extraQueryParams: { lang: document.documentElement.lang } });
  };
  /** Many calls at once ask for one new token. Who gets none signs in again, and comes back to the same page. */
  const ask = (): Promise<User | null> => {
    renewing ??= manager
      .signinSilent()
      .catch(() => null)
      .finally(() => {
        renewing = undefined;
      });
    return renewing;
  };
  const renew = async (): Promise<boolean> => {
    if (isFresh(await ask())) return true;
    await leave();
    return false;
  };
  return {
    leave,
    renew,
    comeBack: async () => {
      const user = await manager.signinRedirectCallback().catch((cause: unknown) => {
        console.warn("Signing in did not work.", cause);
        return null;
      });
      // The code is used up; and what was not one stays in nobody's history.
      history.replaceState(null, "", safePath(user?.state));
      return isFresh(user);
    },
    headers: async (): Promise<Readonly<Record<string, string>>> => {
      let user = await manager.getUser();
      if (!isFresh(user) && (await renew())) user = await manager.getUser();
      return user?.id_token === undefined ? {} : { authorization: `Bearer ${user.id_token}` };
    },
    signOut: async () => {
      await manager.revokeTokens(["refresh_token"]).catch(() => undefined);
      await manager.removeUser();
      const where = new URLSearchParams({ client_id: config.clientId, logout_uri: `${location.origin}/` });
      location.assign(`${config.url}/logout?${where}`);
    },
  };
};
