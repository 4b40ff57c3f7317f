import * as z from "zod";
import { type Settings, settingsSchema } from "../../../domain/settings.ts";
import { answers, defineRoute, jsonBody, listOf, typed } from "./parts.ts";

const mark = z
  .string()
  .regex(/^[0-9a-f]{32}$/, "must be the mark of the settings as they were read")
  .describe("Of the settings as they were read: who changes them says what they saw.");

/** Complete: what was left out carries its default. */
const settings = typed<Settings>(settingsSchema).meta({ id: "Settings" });

export const settingsContract = {
  get: defineRoute({
    method: "get",
    path: "/settings",
    tags: ["settings"],
    summary: "The settings in force",
    right: "look",
    responses: answers(z.strictObject({ settings, mark })),
  }),
  save: defineRoute({
    method: "put",
    path: "/settings",
    tags: ["settings"],
    summary: "Changes the settings; every customer is looked at again by them",
    right: "manage-settings",
    request: { body: jsonBody(z.strictObject({ settings: settingsSchema, basedOn: mark })) },
    responses: answers(
      z.strictObject({
        settings,
        mark,
        changed: listOf(z.string()).describe("The parts that differ from before."),
        published: z.strictObject({ revision: z.number().int() }),
      }),
    ),
  }),
};
