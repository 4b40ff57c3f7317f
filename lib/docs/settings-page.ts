import * as z from "zod";
import { settingsSchema } from "../../lambdas/domain/settings.ts";
import { descriptionOf, rowOf, rowsBelow, type Schema, tableOf } from "./schema-table.ts";

const heading = `# Settings

<!-- Written by \`npm run docs\` from lambdas/domain/settings.ts. Change the schema, not this page. -->

A shop's settings are one JSON file. Every key is optional; what holds without it is its default. A key that is not listed
here is refused, with the place and what is allowed. \`caps[]\` stands for each entry of a list, \`campaigns.<id>\` for each
campaign. "Required" means: once the object around it is written.
`;

const section = (key: string, schema: Schema): string => {
  const below = rowsBelow(key, schema);
  const rows = schema instanceof z.ZodPrefault ? below : [rowOf(key, schema), ...below];
  return [`## ${key}`, "", descriptionOf(schema), "", tableOf(rows), ""].join("\n");
};

/** docs/settings.md. */
export const settingsPage = (): string =>
  [heading, ...Object.entries(settingsSchema.shape).map(([key, schema]) => section(key, schema))].join("\n");
