import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { playbooksFolder } from "../../lib/playbooks/load.ts";

/** The ready-made playbooks in a temporary folder, for a test that breaks one of them. */
export interface PlaybookCopy {
  readonly folder: string;
  /** Replaces text in a file, which must hold it. */
  edit(file: string, from: string, to: string): void;
  remove(): void;
}

export const copyPlaybooks = (): PlaybookCopy => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "playbooks-")));
  cpSync(playbooksFolder, folder, { recursive: true });
  return {
    folder,
    edit: (file, from, to) => {
      const text = readFileSync(join(folder, file), "utf8");
      if (!text.includes(from)) throw new Error(`${file} does not hold ${from}`);
      writeFileSync(join(folder, file), text.replace(from, to));
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
};
