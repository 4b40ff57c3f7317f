import { readdir, stat } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import type { Problem } from "../../../lambdas/domain/problem.ts";
import { openFile } from "../../import/open-file.ts";
import { documentKinds, documentLists } from "./documents.ts";

/** A saved answer of the service is a few kilobytes, with a large template some hundred. What is longer is an export. */
const documentBytesMax = 5_000_000;
/** An endpoint has at most 15 KB; also stops a file without line ends from being held whole. */
const lineLengthMax = 262_144;

export type Content =
  /** An answer of the service: what stands inside its wrapper, by the wrapper's name. */
  | { readonly kind: "document"; readonly name: string; readonly value: unknown }
  | { readonly kind: "lines"; readonly lines: AsyncIterable<readonly [line: number, text: string]> };

/** Every file of a folder and of those within, by name, so that two runs read alike. */
export const filesOf = async (folder: string): Promise<readonly string[] | Problem> => {
  try {
    if (!(await stat(folder)).isDirectory()) return [folder];
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
    return files
      .filter(
        (file) =>
          !relative(folder, file)
            .split(sep)
            .some((part) => part.startsWith(".")),
      )
      .sort();
  } catch (cause) {
    const received = cause instanceof Error ? cause.message : String(cause);
    return { where: folder, problem: "cannot be read", received, allowed: "a file, or a folder of saved files" };
  }
};

const wholeText = async (path: string): Promise<string | undefined> => {
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of openFile(path)) {
    bytes += piece.length;
    if (bytes > documentBytesMax) return undefined;
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString("utf8");
};

const wrappers = [
  ...Object.keys(documentKinds),
  ...Object.keys(documentLists),
  "EndpointResponse",
  "EndpointsResponse",
];

const documentIn = (text: string): Content | undefined => {
  try {
    const value: unknown = JSON.parse(text.replace(/^\ufeff/, ""));
    if (typeof value !== "object" || value === null) return undefined;
    const name = wrappers.find((wrapper) => Object.hasOwn(value, wrapper));
    return name === undefined ? undefined : { kind: "document", name, value: (value as Record<string, unknown>)[name] };
  } catch {
    return undefined;
  }
};

async function* linesOf(path: string): AsyncGenerator<readonly [number, string]> {
  let line = 0;
  const input = Readable.from(bounded(openFile(path)), { objectMode: false });
  for await (const text of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    line += 1;
    if (text.trim() !== "") yield [line, text.replace(/^\ufeff/, "")];
  }
}

/** Ends a line that has grown beyond every endpoint, so that it is told as a bad one and memory stays bounded. */
async function* bounded(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let open = 0;
  for await (const piece of bytes) {
    const first = piece.indexOf(10);
    open = first === -1 ? open + piece.length : piece.length - piece.lastIndexOf(10);
    yield piece;
    if (open <= lineLengthMax) continue;
    yield Buffer.from("\n");
    open = 0;
  }
}

/** A saved answer, or one JSON text a line as export jobs write them; packed with gzip or not. */
export const readContent = async (path: string): Promise<Content> => {
  const text = await wholeText(path);
  const found = text === undefined ? undefined : documentIn(text);
  return found ?? { kind: "lines", lines: linesOf(path) };
};
