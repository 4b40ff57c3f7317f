import * as z from "zod";
import { languages } from "../domain/channel.ts";
import { identifier } from "../domain/event-match-schema.ts";
import { templateCharacters } from "./template.ts";

const line = z.string().min(1).max(2_000);
const long = z.string().min(1).max(templateCharacters);

const stepWordsSchema = z.strictObject({
  /** Compiled already: finished HTML in which only the Liquid is left to fill in. */
  email: z.strictObject({ subject: line, preheader: line, html: long, text: long }).optional(),
  sms: z.strictObject({ text: line }).optional(),
  push: z.strictObject({ title: line, body: line, link: line.optional() }).optional(),
});

const list = z.array(z.string().max(120)).max(100);
const numbers = z.array(z.number()).max(100);
const parameter = z.union([z.string().max(500), z.number(), z.boolean(), list, numbers]);

/** What a campaign's version says in one language, as it comes from outside. Links are found when the words are stored. */
export const wordsSchema = z.strictObject({
  language: z.enum(languages),
  friendlyName: z.string().min(1).max(60),
  smsOptOut: z.string().min(1).max(60),
  parameters: z.record(z.string().regex(/^[a-z][A-Za-z0-9]{0,40}$/, "must be camelCase letters and digits"), parameter),
  steps: z.record(identifier, stepWordsSchema),
});
