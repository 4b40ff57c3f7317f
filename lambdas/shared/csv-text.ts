import { TextDecoder } from "node:util";

export const csvEncodings = ["utf-8", "gb18030", "utf-16le"] as const;
export type CsvEncoding = (typeof csvEncodings)[number];

export interface CsvText {
  /** Decoded pieces in file order; they break anywhere, also within a line. */
  readonly pieces: AsyncIterable<string>;
  /** What the text turned out to be. Settled once the pieces were read. */
  encoding(): CsvEncoding;
}

/**
 * Decodes a file without knowing its encoding beforehand. ASCII reads the same in UTF-8 and GB18030, so nothing is decided
 * until the first byte above it; a whole sequence that is not valid UTF-8 there means GB18030. A byte order mark decides at
 * once and is dropped. After the decision a damaged byte becomes U+FFFD: one bad letter must not lose the file.
 */
export const decodeCsv = (bytes: AsyncIterable<Uint8Array>, forced?: CsvEncoding): CsvText => {
  let encoding = forced;
  let decoder = forced === undefined ? undefined : new TextDecoder(forced);

  const settle = (chosen: CsvEncoding): TextDecoder => {
    encoding = chosen;
    decoder = new TextDecoder(chosen);
    return decoder;
  };

  async function* pieces(): AsyncGenerator<string> {
    let held: Uint8Array = new Uint8Array();
    for await (const chunk of bytes) {
      if (decoder !== undefined) {
        yield decoder.decode(chunk, { stream: true });
        continue;
      }
      const known = joined(held, chunk);
      const high = known.findIndex((byte) => byte >= 0x80);
      const isEnough = high !== -1 && known.length - high >= evidenceBytes;
      const plain = high === -1 ? known.length : high;
      held = known.subarray(plain);
      if (plain > 0) yield ascii.decode(known.subarray(0, plain));
      if (!isEnough) continue;
      yield settle(guess(held)).decode(held, { stream: true });
      held = new Uint8Array();
    }
    if (held.length > 0) yield settle(guess(held)).decode(held, { stream: true });
    const rest = decoder?.decode() ?? "";
    if (rest !== "") yield rest;
  }

  return { pieces: pieces(), encoding: () => encoding ?? "utf-8" };
};

/** How much to see from the first byte above ASCII on: one or two Chinese letters can pass for UTF-8, a line of them cannot. */
const evidenceBytes = 512;

const ascii = new TextDecoder("latin1");

const guess = (chunk: Uint8Array): CsvEncoding => {
  if (chunk[0] === 0xff && chunk[1] === 0xfe) return "utf-16le";
  try {
    // `stream` because the chunk may end within a letter, which is no proof against UTF-8.
    new TextDecoder("utf-8", { fatal: true }).decode(chunk, { stream: true });
    return "utf-8";
  } catch {
    return "gb18030";
  }
};

const joined = (a: Uint8Array, b: Uint8Array): Uint8Array => {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
};
