import * as z from "zod";
import { languages } from "../../../domain/channel.ts";
import { rights, roles } from "../../../domain/role.ts";
import { answers, defineRoute, instant, listOf } from "./parts.ts";

export const sessionContract = {
  get: defineRoute({
    method: "get",
    path: "/session",
    tags: ["session"],
    summary: "Who acts, what they may do, and in which shop",
    right: "look",
    responses: answers(
      z
        .strictObject({
          person: z.string().describe("The email address they signed in with; `local` on the local runtime."),
          roles: listOf(z.enum(roles)),
          rights: listOf(z.enum(rights)),
          shop: z.strictObject({
            name: z.string(),
            timeZone: z.string().describe("IANA; days of reports are days there."),
            currency: z.string().describe("ISO 4217, of every amount."),
            locale: z.enum(languages),
          }),
          now: instant.describe("The engine's clock, which on the local runtime may be moved."),
          local: z.boolean().describe("Whether this is the local runtime, with its inbox and its clock."),
          approval: z.enum(["none", "second-person"]).describe("Whether somebody else must approve a campaign."),
        })
        .meta({ id: "Session" }),
    ),
  }),
};
