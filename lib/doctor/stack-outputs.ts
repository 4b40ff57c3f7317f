import { readFile } from "node:fs/promises";
import { wrongArgument } from "../command.ts";
import { type Finding, fine, mend } from "./finding.ts";

/** The outputs of all stacks, by the name each has in its template. */
export type StackOutputs = Readonly<Record<string, string>>;

/** Reads what `npm run deploy -- --outputs-file FILE` wrote: an object of stacks, each one of outputs. */
export const readStackOutputs = async (file: string): Promise<StackOutputs> => {
  const allowed = "the file that npm run deploy -- --outputs-file FILE wrote";
  const text = await readFile(file, "utf8").catch(() => {
    throw wrongArgument("--outputs", "cannot be read", file, allowed);
  });
  try {
    const stacks = Object.values(JSON.parse(text) as Record<string, Record<string, unknown>>);
    const outputs = stacks.flatMap((stack) => Object.entries(stack).map(([name, value]) => [name, String(value)]));
    return Object.fromEntries(outputs);
  } catch {
    throw wrongArgument("--outputs", "is no JSON of stacks and their outputs", file, allowed);
  }
};

/** What the three stacks name; a missing one was not deployed, or not with this version. */
const expected = ["CampaignsTableName", "LinkSecretName", "ApiUrl", "ConfigurationSetName", "ConsoleUrl"];

export const outputFindings = (outputs: StackOutputs): readonly Finding[] => {
  const missing = expected.filter((name) => (outputs[name] ?? "") === "");
  return [
    missing.length === 0
      ? fine("stacks", "Data, engine and console are deployed.")
      : mend(
          "stacks",
          `The outputs lack: ${missing.join(", ")}.`,
          "Deploy all stacks (npm run deploy -- --outputs-file FILE) and use its file.",
        ),
  ];
};
