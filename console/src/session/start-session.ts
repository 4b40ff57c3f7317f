import { type ConsoleConfig, signedInPath } from "../../../lib/console/console-config.ts";
import { setPersonSource } from "./person-headers.ts";
import { setSignOut } from "./sign-out.ts";

/** What to show. `leaving`: the browser is on its way to where people sign in. */
export type Started =
  | { readonly kind: "ready" }
  | { readonly kind: "leaving" }
  | { readonly kind: "failed"; readonly reason: "unreachable" | "sign-in"; readonly again: () => Promise<void> };

const loadAgain = async (): Promise<void> => location.assign("/");

const readConfig = async (): Promise<ConsoleConfig> => {
  const answer = await fetch("/config.json", { cache: "no-store" });
  if (!answer.ok) throw new Error(`The console's configuration was answered with ${answer.status}.`);
  return (await answer.json()) as ConsoleConfig;
};

/** Finds out whether people sign in here, and who this is. Nothing of the console is shown before. */
export const startSession = async (): Promise<Started> => {
  try {
    const { signIn } = await readConfig();
    if (signIn === undefined) return { kind: "ready" };
    // Only where it is needed: on one machine nobody loads it.
    const { createSignIn } = await import("./sign-in.ts");
    const session = createSignIn(signIn);
    setSignOut(session.signOut);
    setPersonSource({ headers: session.headers, renew: session.renew });
    if (location.pathname !== signedInPath) {
      await session.leave();
      return { kind: "leaving" };
    }
    return (await session.comeBack())
      ? { kind: "ready" }
      : { kind: "failed", reason: "sign-in", again: () => session.leave() };
  } catch (cause) {
    console.warn("The session could not start.", cause);
    return { kind: "failed", reason: "unreachable", again: loadAgain };
  }
};
