import { optional, required } from "./environment.ts";
import { keyOf, type LinkKeys, partsOf, readLinkKeys } from "./link-keys.ts";
import type { Runtime } from "./runtime.ts";
import { fetchSecret } from "./secret-text.ts";

/** A new key signs after this long at the latest, and a dropped one is forgotten. */
const ageMsMax = 5 * 60_000;
/** A token may name a key that was made just now, so the keys are read once more; forged ones must not cause a flood. */
const rereadMsMin = 15_000;

export interface LinkKeySource {
  /** For signing. */
  current(): Promise<LinkKeys>;
  /** For verifying: read again, at most once in a while, when the token names a key that is not known. */
  forToken(token: string): Promise<LinkKeys>;
}

/**
 * The keys that sign links, at most five minutes old. Once read they stay: when the secret cannot be read again, an opt-out
 * by an old link goes on working.
 */
export const createLinkKeys = (runtime: Pick<Runtime, "environment" | "clock">): LinkKeySource => {
  const { environment, clock } = runtime;
  const local = optional(environment, "LINK_SECRET");
  let kept: { readonly keys: LinkKeys; readonly readAt: number } | undefined;
  let reading: Promise<LinkKeys> | undefined;

  const read = async (): Promise<LinkKeys> => {
    const readAt = clock.now();
    const known = kept;
    try {
      const text = local ?? (await fetchSecret(environment, required(environment, "LINK_SECRET_ARN")));
      kept = { keys: readLinkKeys(text), readAt };
    } catch (error) {
      if (known === undefined) throw error;
      kept = { ...known, readAt };
    }
    return kept.keys;
  };

  /** Everybody who asks meanwhile waits for the same reading. */
  const readOnce = (): Promise<LinkKeys> => {
    reading ??= read().finally(() => {
      reading = undefined;
    });
    return reading;
  };

  const age = (): number => {
    if (kept === undefined) return Number.POSITIVE_INFINITY;
    const since = clock.now() - kept.readAt;
    // A clock that went back says nothing about age.
    return since < 0 ? Number.POSITIVE_INFINITY : since;
  };

  const current = (): Promise<LinkKeys> =>
    kept !== undefined && age() <= ageMsMax ? Promise.resolve(kept.keys) : readOnce();

  return {
    current,
    forToken: async (token) => {
      const keys = await current();
      const keyId = partsOf(token)?.keyId;
      const isKnown = keyId === undefined || keyOf(keys, keyId) !== undefined;
      return isKnown || age() < rereadMsMin ? keys : readOnce();
    },
  };
};
