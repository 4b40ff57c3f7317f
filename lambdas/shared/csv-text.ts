import { TextDecoder } from "node:util";

export const csvEncodings = ["utf-8", "gb18030", "utf-16le"] as const;
export type CsvEncoding = (typeof csvEncodings)[number];

/** Takes a file's bytes piece by piece. What was pushed may come out with a later piece. */
export interface CsvDecoder {
  push(chunk: Uint8Array): string;
  end(): string;
  /** Undefined as long as nothing told it. */
  encoding(): CsvEncoding | undefined;
  /** False while bytes are held back because nobody knows yet what letters they are. */
  isSettled(): boolean;
}

/**
 * Decodes a file without knowing its encoding beforehand. ASCII reads the same in UTF-8 and GB18030, so nothing is decided
 * until the first byte above it; a whole sequence that is not valid UTF-8 there means GB18030. A byte order mark decides at
 * once and is dropped. After the decision a damaged byte becomes U+FFFD: one bad letter must not lose the file.
 *
 * `within` says that the bytes start inside the file, where a byte order mark is none.
 */
export const createCsvDecoder = (forced?: CsvEncoding, within = false): CsvDecoder => {
  let encoding = forced;
  let decoder = forced === undefined ? undefined : new TextDecoder(forced, { ignoreBOM: within });
  let held: Uint8Array = new Uint8Array();

  const settle = (): string => {
    encoding = guess(held);
    decoder = new TextDecoder(encoding);
    const text = decoder.decode(held, { stream: true });
    held = new Uint8Array();
    return text;
  };

  return {
    push: (chunk) => {
      if (decoder !== undefined) return decoder.decode(chunk, { stream: true });
      const known = joined(held, chunk);
      const high = known.findIndex((byte) => byte >= 0x80);
      const isEnough = high !== -1 && known.length - high >= evidenceBytes;
      const plain = high === -1 ? known.length : high;
      held = known.subarray(plain);
      return ascii.decode(known.subarray(0, plain)) + (isEnough ? settle() : "");
    },
    end: () => (held.length > 0 ? settle() : "") + (decoder?.decode() ?? ""),
    encoding: () => encoding,
    isSettled: () => held.length === 0,
  };
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
