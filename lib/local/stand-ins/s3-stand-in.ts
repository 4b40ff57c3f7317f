// S3 on this machine, as far as imports use it: PUT, GET with ranges and conditions, HEAD, by signed addresses or by the SDK's
// client. Objects are files, so that an import goes on after a restart.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { dirname, join, normalize } from "node:path";
import { writeFileAtomically } from "../write-file-atomically.ts";
import { type HttpServer, listenLocally } from "./http-server.ts";
import { isSignedAddress, signatureFits } from "./s3-signature.ts";

export interface S3StandInOptions {
  readonly directory: string;
  /** Absent: a free one. */
  readonly port?: number | undefined;
}

/** Whoever has the address may use it, from whatever page, as the bucket's own rules say. */
const cors = {
  "access-control-allow-origin": "*",
  "access-control-allow-methods": "PUT",
  "access-control-allow-headers": "content-type",
} as const;

type Refusal = readonly [status: number, code: string];
type Answer =
  | Refusal
  | {
      readonly status: number;
      readonly headers: Readonly<Record<string, string | number>>;
      readonly body?: Buffer | undefined;
    };

const refuse = (response: ServerResponse, status: number, code: string): void => {
  response.writeHead(status, { ...cors, "content-type": "application/xml" });
  response.end(`<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>${code}</Message></Error>`);
};

const bodyOf = async (request: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
};

const etagOf = (bytes: Buffer): string => `"${createHash("md5").update(bytes).digest("hex")}"`;

/** The first and the last byte that is asked for; undefined when the object ends before. */
const partOf = (range: string | undefined, size: number): { from: number; to: number } | undefined => {
  const found = /^bytes=(\d+)-(\d*)$/.exec(range ?? "");
  if (found === null) return { from: 0, to: size - 1 };
  const from = Number(found[1]);
  const to = found[2] === "" ? size - 1 : Math.min(Number(found[2]), size - 1);
  return from >= size ? undefined : { from, to };
};

const found = (request: IncomingMessage, file: string): Refusal | { readonly bytes: Buffer; readonly etag: string } => {
  if (!existsSync(file)) return [404, "NoSuchKey"];
  const bytes = readFileSync(file);
  const etag = etagOf(bytes);
  const wanted = request.headers["if-match"];
  return wanted === undefined || wanted === etag ? { bytes, etag } : [412, "PreconditionFailed"];
};

const answerObject = (request: IncomingMessage, file: string, query: URLSearchParams): Answer => {
  const object = found(request, file);
  if (!("bytes" in object)) return object;
  const { bytes, etag } = object;
  const part = partOf(request.headers.range, bytes.length);
  if (part === undefined) return [416, "InvalidRange"];
  const isPart = request.headers.range !== undefined;
  const disposition = query.get("response-content-disposition");
  const headers = {
    ...{ etag, "accept-ranges": "bytes", "content-length": part.to - part.from + 1 },
    "content-type": query.get("response-content-type") ?? "application/octet-stream",
    ...(isPart && { "content-range": `bytes ${part.from}-${part.to}/${bytes.length}` }),
    ...(disposition !== null && { "content-disposition": disposition }),
  };
  const body = request.method === "HEAD" ? undefined : bytes.subarray(part.from, part.to + 1);
  return { status: isPart ? 206 : 200, headers, body };
};

/** A file under the directory; undefined for a key that would lead out of it. */
const fileOf = (directory: string, pathname: string): string | undefined => {
  const key = normalize(decodeURIComponent(pathname));
  return key.includes("..") || key.includes("\0") ? undefined : join(directory, key);
};

const answerTo = async (directory: string, request: IncomingMessage): Promise<Answer> => {
  const { pathname, searchParams } = new URL(request.url ?? "/", "http://s3");
  const file = fileOf(directory, pathname);
  if (request.method === "OPTIONS") return { status: 200, headers: {} };
  const body = await bodyOf(request);
  if (file === undefined) return [400, "InvalidURI"];
  if (isSignedAddress(searchParams) && !(await signatureFits(request))) return [403, "SignatureDoesNotMatch"];
  if (request.method === "GET" || request.method === "HEAD") return answerObject(request, file, searchParams);
  if (request.method !== "PUT") return [405, "MethodNotAllowed"];
  mkdirSync(dirname(file), { recursive: true });
  writeFileAtomically(file, body);
  return { status: 200, headers: { etag: etagOf(body) } };
};

const serve = async (directory: string, request: IncomingMessage, response: ServerResponse): Promise<void> => {
  const answer = await answerTo(directory, request);
  if (!("headers" in answer)) {
    refuse(response, answer[0], answer[1]);
    return;
  }
  response.writeHead(answer.status, { ...cors, ...answer.headers });
  response.end(answer.body);
};

export const startS3 = ({ directory, port }: S3StandInOptions): Promise<HttpServer> =>
  listenLocally(
    createServer((request, response) => {
      serve(directory, request, response).catch(() => response.destroy());
    }),
    port,
  );
