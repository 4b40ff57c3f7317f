import * as z from "zod";

/** Text of one form; the words for the form go into messages and into the settings page. */
export const written = (pattern: RegExp, form: string) =>
  z.string().regex(pattern, `must be ${form}`).meta({ title: form });
