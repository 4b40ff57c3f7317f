import { createHash } from "node:crypto";
import type { Clock } from "../../shared/clock.ts";

export interface KeyHolder {
  readonly name: string;
}

export interface WriteKeys {
  /** Who holds a write key; undefined when nobody does. */
  holderOf(key: string): Promise<KeyHolder | undefined>;
}

/** A key that was taken away works for this long at most. */
const knownForMs = 60_000;
/** A new key works after this long at the latest, also when it was tried before it was saved. */
const unknownForMs = 5_000;
/** Guesses must not fill the memory: beyond this the memo starts over. */
const maxRemembered = 1000;

/**
 * Keys are looked up by their SHA-256, so that neither the table nor the time a comparison takes tells anything of a key.
 */
export const createWriteKeys = (clock: Clock, find: (hash: string) => Promise<KeyHolder | undefined>): WriteKeys => {
  const known = new Map<string, { readonly holder: KeyHolder | undefined; readonly until: number }>();
  return {
    holderOf: async (key) => {
      const hash = createHash("sha256").update(key).digest("hex");
      const now = clock.now();
      const remembered = known.get(hash);
      if (remembered !== undefined && remembered.until > now) return remembered.holder;
      const holder = await find(hash);
      if (known.size >= maxRemembered) known.clear();
      known.set(hash, { holder, until: now + (holder === undefined ? unknownForMs : knownForMs) });
      return holder;
    },
  };
};

/** The user name of basic auth, which is where Segment clients put the write key; undefined without one. */
export const writeKeyOf = (authorization: string | undefined): string | undefined => {
  const encoded = /^Basic +([A-Za-z0-9+/_-]+=*)$/i.exec(authorization ?? "")?.[1];
  if (encoded === undefined) return undefined;
  const [key = ""] = Buffer.from(encoded, "base64").toString("utf8").split(":");
  return key === "" || key.length > 200 ? undefined : key;
};
