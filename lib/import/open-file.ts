import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { pipeline } from "node:stream";
import { createGunzip } from "node:zlib";

/** The bytes of a file, unpacked when they are gzip (told by the first two bytes, not by the name). */
export async function* openFile(path: string): AsyncGenerator<Uint8Array> {
  if (!(await isGzip(path))) {
    yield* createReadStream(path);
    return;
  }
  const unpacked = createGunzip();
  // An error of either stream reaches the loop through `unpacked`; leaving the loop early closes both.
  pipeline(createReadStream(path), unpacked, () => {});
  yield* unpacked;
}

const isGzip = async (path: string): Promise<boolean> => {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(2), 0, 2, 0);
    return bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b;
  } finally {
    await file.close();
  }
};
