import { parseArgs } from "node:util";

export interface LookArguments {
  /** Where the pictures go. */
  readonly out: string;
  /** Pages whose name has this in it; absent: all of them. */
  readonly only?: string;
}

export type ParsedLook =
  | { readonly kind: "run"; readonly arguments: LookArguments }
  | { readonly kind: "help" }
  | { readonly kind: "refused"; readonly problem: string };

export const lookHelp = `Takes a picture of every page of the console, in English and Chinese, light and dark, 1200 and 390 pixels wide, from a
sample shop on this machine, and says what is wider than the window or in the wrong language.

  npm run look -- [OPTIONS]

  --out DIR     Where the pictures go, with a sheet of all of them for each look. Default out/look, which git leaves alone.
  --only TEXT   Only pages whose name has this in it, such as "edit" or "message".
  --help        Show this.
`;

const options = {
  out: { type: "string", default: "out/look" },
  only: { type: "string" },
  help: { type: "boolean", default: false },
} as const;

/** Checks the words after `npm run look --`. A refusal says what is wrong, what was received and what is allowed. */
export const parseLook = (words: readonly string[]): ParsedLook => {
  try {
    const { out, only, help } = parseArgs({ args: [...words], allowPositionals: false, options }).values;
    if (help) return { kind: "help" };
    if (out.trim() === "") return { kind: "refused", problem: "--out is empty; it must name a directory." };
    return { kind: "run", arguments: { out, ...(only !== undefined && { only }) } };
  } catch (error) {
    return { kind: "refused", problem: error instanceof Error ? error.message : String(error) };
  }
};
