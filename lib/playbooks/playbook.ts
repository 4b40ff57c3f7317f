import * as z from "zod";
import type { Channel, Language } from "../../lambdas/domain/channel.ts";
import { purposes } from "./purpose.ts";

const localised = z.strictObject({ en: z.string().min(1).max(400), zh: z.string().min(1).max(400) });

const described = {
  label: localised,
  /** What a shop must know before it uses the value. */
  note: localised.optional(),
};

const parameterSchema = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("integer"), default: z.int(), min: z.int(), max: z.int(), ...described }),
  z.strictObject({ type: z.literal("number"), default: z.number(), min: z.number(), max: z.number(), ...described }),
  /** One line of text; may be empty. */
  z.strictObject({ type: z.literal("text"), default: z.string(), maxLength: z.int().min(1).max(200), ...described }),
  /** An https address, or empty. */
  z.strictObject({ type: z.literal("url"), default: z.string(), ...described }),
  /** A few names, of products or categories; may be empty. */
  z.strictObject({
    type: z.literal("list"),
    default: z.array(z.string()),
    maxItems: z.int().min(1).max(100),
    ...described,
  }),
  /** A few whole numbers. */
  z.strictObject({ type: z.literal("numbers"), default: z.array(z.int()), min: z.int(), max: z.int(), ...described }),
  /** A local time such as 09:00. */
  z.strictObject({ type: z.literal("time"), default: z.string(), ...described }),
  /** A local date and time such as 2027-03-01T10:00. */
  z.strictObject({ type: z.literal("date-time"), default: z.string(), ...described }),
  z.strictObject({ type: z.literal("boolean"), default: z.boolean(), ...described }),
  /** One of a few words. */
  z.strictObject({ type: z.literal("choice"), default: z.string(), options: z.array(z.string()).min(2), ...described }),
]);
export type Parameter = z.infer<typeof parameterSchema>;

const part = z.record(z.string(), z.unknown());
const choice = z.union([part, z.array(part).min(2)]);

/**
 * A playbook.json. The definition is a campaign in which `"$name"` stands for the value of a parameter; with `"$name?"` the
 * key is left out when the value is empty. A step with `"when": "$name"` is left out when that value is empty, false or 0; of a
 * list of triggers, audiences or exclusions the first one stays that is not left out.
 */
export const playbookSchema = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]{0,62}$/, "must be lower-case letters, digits and hyphens"),
  name: localised,
  description: localised,
  purpose: z.enum(purposes),
  /** Whether it goes live with a new shop; the settings may say otherwise. */
  live: z.boolean().default(false),
  /** What shops reported. Shown as a reference, never as a promise: the note says so. */
  reference: z.strictObject({ result: localised, note: localised }).optional(),
  parameters: z.record(
    z.string().regex(/^[a-z][A-Za-z0-9]{0,40}$/, "must be camelCase letters and digits"),
    parameterSchema,
  ),
  definition: z.strictObject({
    trigger: choice,
    audience: choice.optional(),
    exclusion: choice.optional(),
    goal: z.record(z.string(), z.unknown()).optional(),
    steps: z.array(z.record(z.string(), z.unknown())).min(1),
    policy: z.record(z.string(), z.unknown()),
  }),
  /** Coupons that come with it, for a shop that has none of these ids yet. Parameters are filled in here too. */
  coupons: z.array(z.record(z.string(), z.unknown())).optional(),
  /** Segments that come with it, in the same way. */
  segments: z.array(z.record(z.string(), z.unknown())).optional(),
});
export type PlaybookFile = z.infer<typeof playbookSchema>;

const template = z.string().min(1).max(2000);
const stepWordsSchema = z.strictObject({
  email: z
    .strictObject({ subject: template, preheader: template, mjml: z.string().regex(/^[a-z0-9-]+\.mjml$/) })
    .optional(),
  sms: z.strictObject({ text: template }).optional(),
  push: z.strictObject({ title: template, body: template, link: template.optional() }).optional(),
} satisfies Record<Channel, z.ZodType>);

/** A words/<language>/words.json: everything but the bodies of the emails, which lie beside it as MJML. */
export const wordsFileSchema = z.strictObject({ steps: z.record(z.string(), stepWordsSchema) });
export type WordsFile = z.infer<typeof wordsFileSchema>;

/** What all playbooks say alike in one language: playbooks/shared/<language>/words.json. */
export const sharedWordsSchema = z.strictObject({
  htmlLanguage: z.string().min(2),
  friendlyName: z.string().min(1),
  smsOptOut: z.string().min(1).max(40),
  /** Why this person gets the email, as the footer tells it. */
  why: z.string().min(1),
  unsubscribe: z.string().min(1),
  /** Leads to the page where the person chooses topics, channels and frequency. */
  preferences: z.string().min(1),
});
export type SharedWords = z.infer<typeof sharedWordsSchema>;

/** A text file of a playbook, with the name that problems call it by. */
export interface Source {
  readonly file: string;
  readonly text: string;
}

export interface LanguageSources {
  readonly wordsFile: WordsFile;
  /** The words.json as written, to find the line of a template in it. */
  readonly wordsSource: Source;
  /** By the file name that words.json gives. */
  readonly mjml: Readonly<Record<string, Source>>;
  readonly shared: SharedWords;
}

export interface Playbook extends PlaybookFile {
  readonly layout: Source;
  readonly sources: Readonly<Record<Language, LanguageSources>>;
}
