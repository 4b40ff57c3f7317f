import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { findJsonError } from "../../domain/intake/json-error.ts";
import { maxBatchBytes } from "../../domain/intake/message-limits.ts";
import type { Problem } from "../../domain/problem.ts";

export type RequestBody =
  | { readonly ok: true; readonly body: unknown }
  | { readonly ok: false; readonly status: 400 | 413 | 415; readonly problem: Problem };

const unpack = promisify(gunzip);

const refuse = (status: 400 | 413 | 415, problem: Omit<Problem, "where">): RequestBody => ({
  ok: false,
  status,
  problem: { where: "body", ...problem },
});

export const tooLarge = (maxBytes: number): RequestBody =>
  refuse(413, { problem: "is too large", allowed: `at most ${maxBytes} bytes` });

/** The JSON of a request within the size limit, which holds before and after unpacking. */
export const readBody = async (request: Request): Promise<RequestBody> => {
  const encoding = request.headers.get("content-encoding")?.trim().toLowerCase() ?? "";
  if (!["", "identity", "gzip"].includes(encoding))
    return refuse(415, {
      problem: "has an unknown content-encoding",
      received: encoding.slice(0, 40),
      allowed: "gzip",
    });
  const bytes = await boundedBytes(request, maxBatchBytes);
  if (bytes === undefined) return tooLarge(maxBatchBytes);
  const plain = encoding === "gzip" ? await unpacked(bytes) : bytes;
  if (plain === "too-large") return tooLarge(maxBatchBytes);
  if (plain === "damaged") return refuse(400, { problem: "is no gzip", allowed: "gzip, as content-encoding says" });
  return parseJson(plain);
};

/** Undefined as soon as the limit is passed: what comes after is not read. */
export const boundedBytes = async (request: Request, maxBytes: number): Promise<Uint8Array | undefined> => {
  if (Number(request.headers.get("content-length") ?? 0) > maxBytes) return undefined;
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of request.body ?? []) {
    length += chunk.length;
    if (length > maxBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
};

const unpacked = async (bytes: Uint8Array): Promise<Uint8Array | "too-large" | "damaged"> => {
  try {
    return await unpack(bytes, { maxOutputLength: maxBatchBytes });
  } catch (cause) {
    return cause instanceof RangeError ? "too-large" : "damaged";
  }
};

export const parseJson = (bytes: Uint8Array): RequestBody => {
  const text = textOf(bytes);
  if (text === undefined) return refuse(400, { problem: "is not UTF-8", allowed: "JSON in UTF-8" });
  try {
    return { ok: true, body: JSON.parse(text) };
  } catch {
    return refuse(400, jsonProblem(text));
  }
};

const textOf = (bytes: Uint8Array): string | undefined => {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
};

const jsonProblem = (text: string): Omit<Problem, "where"> => {
  const { position, line, column, expected } = findJsonError(text) ?? {
    ...{ position: text.length, line: 1, column: 1, expected: "a value" },
  };
  const received = position === text.length ? "the end" : JSON.stringify(text.slice(position, position + 20));
  return {
    problem: `is malformed JSON at position ${position} (line ${line}, column ${column})`,
    received,
    allowed: expected,
  };
};
