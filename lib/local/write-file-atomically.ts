import { randomUUID } from "node:crypto";
import { renameSync, rmSync, writeFileSync } from "node:fs";

/** A reader sees the old content or the new one, never half of it, even when this process dies in between. */
export const writeFileAtomically = (path: string, content: string | Uint8Array): void => {
  const draft = `${path}.${randomUUID()}.draft`;
  try {
    writeFileSync(draft, content);
    renameSync(draft, path);
  } catch (cause) {
    rmSync(draft, { force: true });
    throw cause;
  }
};
