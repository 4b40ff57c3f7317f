import * as z from "zod";
import { answers, defineRoute, instant, jsonBody, listOf } from "./parts.ts";

const shownKey = z
  .strictObject({
    keyId: z.string(),
    name: z.string().describe("Who uses it."),
    start: z.string().describe("The first letters of the key; the rest is stored nowhere."),
    createdAt: instant,
    createdBy: z.string(),
    revokedAt: instant.optional().describe("It lets nobody in any more, a minute later at the latest."),
  })
  .meta({ id: "WriteKey" });

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
