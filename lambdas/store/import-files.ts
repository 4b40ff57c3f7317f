import { required } from "../shared/environment.ts";
import { RekindleError } from "../shared/errors.ts";
import type { Runtime } from "../shared/runtime.ts";
import { createS3, type S3Call } from "../shared/s3.ts";

/** What lies beside each other for one import. */
const folder = (importId: string): string => `imports/${importId}/`;
const uploadName = "upload";

export interface StoredUpload {
  /** Bytes. */
  readonly size: number;
  /** The mark of its content. */
  readonly etag: string;
}

/** The files of imports, in a bucket from which each goes by itself after some days. */
export interface ImportFiles {
  /** Where a browser may put the file, of exactly this size; valid for an hour. */
  uploadAddress(importId: string, size: number): Promise<string>;
  /** Undefined before the upload was complete, and after it expired. */
  upload(importId: string): Promise<StoredUpload | undefined>;
  /** Bytes of the upload from `from` on, at most `length`; undefined when it is gone or has another content than `etag`. */
  readUpload(q: {
    readonly importId: string;
    readonly from: number;
    readonly length: number;
    readonly etag?: string | undefined;
  }): Promise<Uint8Array | undefined>;
  /** A file that an import wrote, or a part of it; undefined when it is gone. */
  read(
    importId: string,
    name: string,
    part?: { readonly from: number; readonly length: number },
  ): Promise<Uint8Array | undefined>;
  write(importId: string, name: string, bytes: Uint8Array): Promise<void>;
  /** Where a browser may fetch a file that an import wrote; it is saved as `as`. Valid for some minutes. */
  downloadAddress(importId: string, name: string, as: string): Promise<string>;
}

const uploadSeconds = 3_600;
const downloadSeconds = 300;

/** Gone, another than the one that was asked for, or shorter than where it was asked to begin. */
const missing = [404, 412, 416];

export const createImportFiles = ({ environment }: Pick<Runtime, "environment">): ImportFiles => {
  const bucket = required(environment, "IMPORTS_BUCKET");
  const s3 = createS3(environment);
  const placed = (importId: string, name: string) => ({ bucket, key: `${folder(importId)}${name}` });

  const ask = async (call: S3Call): Promise<Response | undefined> => {
    const answer = await s3.call(call);
    if (answer.ok) return answer;
    await answer.body?.cancel();
    if (missing.includes(answer.status)) return undefined;
    const data = { method: call.method, key: call.key, status: answer.status };
    throw new RekindleError("s3-failed", "S3 refused a request.", { data });
  };
  const get = async (call: Omit<S3Call, "method">): Promise<Uint8Array | undefined> => {
    const answer = await ask({ ...call, method: "GET" });
    return answer && new Uint8Array(await answer.arrayBuffer());
  };
  const rangeOf = (part: { readonly from: number; readonly length: number }) => ({
    range: `bytes=${part.from}-${part.from + part.length - 1}`,
  });

  return {
    uploadAddress: (importId, size) =>
      s3.address({
        ...{ ...placed(importId, uploadName), method: "PUT", seconds: uploadSeconds },
        headers: { "content-length": String(size) },
      }),
    upload: async (importId) => {
      const answer = await ask({ ...placed(importId, uploadName), method: "HEAD" });
      if (answer === undefined) return undefined;
      return { size: Number(answer.headers.get("content-length")), etag: answer.headers.get("etag") ?? "" };
    },
    readUpload: ({ importId, etag, ...part }) =>
      get({
        ...placed(importId, uploadName),
        headers: { ...rangeOf(part), ...(etag !== undefined && { "if-match": etag }) },
      }),
    read: (importId, name, part) => get({ ...placed(importId, name), headers: part ? rangeOf(part) : {} }),
    write: async (importId, name, body) => {
      await ask({ ...placed(importId, name), method: "PUT", body });
    },
    downloadAddress: (importId, name, as) =>
      s3.address({
        ...{ ...placed(importId, name), method: "GET", seconds: downloadSeconds },
        query: {
          "response-content-disposition": `attachment; filename="${as}"`,
          "response-content-type": "text/csv; charset=utf-8",
        },
      }),
  };
};
