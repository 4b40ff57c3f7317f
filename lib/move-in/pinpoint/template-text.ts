import { plainName } from "../../../lambdas/domain/intake/columns.ts";

export interface ConvertedText {
  readonly text: string;
  /** What stands in it still and has no counterpart: `{{Attributes.city}} in line 3`. */
  readonly left: readonly string[];
}

/** Handlebars as message templates write it, triple braces and default helpers included. */
const expression = /\{\{\{?\s*([^{}]*?)\s*\}?\}\}/g;

const firstNames = new Set(["firstname", "givenname"]);

/** The variable of ours that says the same; names of attributes differ by signs and capitals only. */
const counterpart = (name: string): string | undefined => {
  const [, attribute = ""] = /^(?:User\.UserAttributes|Attributes)\.([^.[]+)(?:\.\[?0\]?|\[0\])?$/.exec(name) ?? [];
  return firstNames.has(plainName(attribute)) ? "customer.firstName" : undefined;
};

const lineAt = (text: string, at: number): number => text.slice(0, at).split("\n").length;

/**
 * `{{User.UserAttributes.FirstName}}` becomes `{{ customer.firstName }}`. What is not known stays as it is: the check of words
 * refuses it by name, so that nothing is sent with a gap.
 */
export const convertTemplate = (text: string): ConvertedText => {
  const left: string[] = [];
  const converted = text.replaceAll(expression, (found, name: string, at: number) => {
    const ours = counterpart(name);
    if (ours !== undefined) return `{{ ${ours} }}`;
    left.push(`${found} in line ${lineAt(text, at)}`);
    return found;
  });
  return { text: converted, left };
};
