import * as z from "zod";
import type { KeyCursor } from "../../../store/write-key-store.ts";
import { answers, cursorBy, defineRoute, instant, jsonBody, listOf, nextCursor } from "./parts.ts";

const shownKey = z
  .strictObject({
    keyId: z.string(),
    name: z.string().describe("Who uses it; empty: not known any more."),
    start: z.string().describe("The first letters of the key; the rest is stored nowhere."),
    createdAt: instant,
    createdBy: z.string(),
    revokedAt: instant.optional().describe("It lets nobody in any more, a minute later at the latest."),
  })
  .meta({ id: "WriteKey" });

const keyCursor = z.strictObject({ id: z.string().min(1).max(300), kind: z.string().min(1).max(300) });

export const keyCursorText = (cursor: KeyCursor): string => Buffer.from(JSON.stringify(cursor)).toString("base64url");

const readKeyCursor = (text: string): KeyCursor | undefined => {
  try {
    return keyCursor.safeParse(JSON.parse(Buffer.from(text, "base64url").toString())).data;
  } catch {
    return undefined;
  }
};

const params = z.strictObject({ keyId: z.string().regex(/^[0-9a-f]{64}$/, "is no id of a write key") });

export const writeKeyContract = {
  list: defineRoute({
    method: "get",
    path: "/write-keys",
    tags: ["write keys"],
    summary: "Who may post events",
    right: "look",
    responses: answers(z.strictObject({ writeKeys: listOf(shownKey) })),
  }),
  older: defineRoute({
    method: "get",
    path: "/write-keys/older",
    tags: ["write keys"],
    summary: "Write keys from before there was a list; each answer looks through a part of the definitions",
    right: "manage-keys",
    request: { query: z.strictObject({ cursor: cursorBy(readKeyCursor) }) },
    responses: answers(z.strictObject({ writeKeys: listOf(shownKey), cursor: nextCursor })),
  }),
  create: defineRoute({
    method: "post",
    path: "/write-keys",
    tags: ["write keys"],
    summary: "Makes a write key, which this answer alone shows",
    right: "manage-keys",
    request: {
      body: jsonBody(
        z.strictObject({
          name: z
            .string()
            .trim()
            .regex(/^[\p{L}\p{N} ._-]{1,60}$/u, "must be 1 to 60 letters, digits, blanks, dots and hyphens"),
        }),
      ),
    },
    responses: answers(z.strictObject({ writeKey: shownKey, key: z.string().describe("Shown once.") })),
  }),
  revoke: defineRoute({
    method: "post",
    path: "/write-keys/{keyId}/revoke",
    tags: ["write keys"],
    summary: "Takes a write key away",
    right: "manage-keys",
    request: { params },
    responses: answers(z.strictObject({ writeKey: shownKey })),
  }),
};
