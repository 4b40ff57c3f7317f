import { closeSync, existsSync, openSync, readSync } from "node:fs";

/** Counts the whole lines of a file that another process appends to; reads only what is new. */
export const lineCounter = (path: string): (() => number) => {
  const chunk = Buffer.alloc(1 << 16);
  let offset = 0;
  let lines = 0;

  const readOn = (descriptor: number): void => {
    for (;;) {
      const size = readSync(descriptor, chunk, 0, chunk.length, offset);
      if (size === 0) return;
      offset += size;
      for (const byte of chunk.subarray(0, size)) if (byte === 0x0a) lines += 1;
    }
  };
  return () => {
    if (!existsSync(path)) return 0;
    const descriptor = openSync(path, "r");
    try {
      readOn(descriptor);
    } finally {
      closeSync(descriptor);
    }
    return lines;
  };
};
