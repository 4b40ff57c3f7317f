// S3 by signed addresses alone. One mechanism serves a browser's upload and download and the function's own reads and writes;
// the whole client of the service would make the bundle a quarter larger (decision 64).
import { createHash, createHmac, type Hash, type Hmac } from "node:crypto";
import { S3RequestPresigner } from "@aws-sdk/s3-request-presigner";
import { type Environment, optional, required } from "./environment.ts";
import { RekindleError } from "./errors.ts";

export interface S3Place {
  readonly bucket: string;
  readonly key: string;
}

export interface S3Request extends S3Place {
  readonly method: "GET" | "PUT" | "HEAD";
  /** Signed along: whoever uses the address must send exactly these. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  /** How long the address is good for. */
  readonly seconds: number;
}

export interface S3Call extends S3Place {
  readonly method: "GET" | "PUT" | "HEAD";
  /** Sent, not signed: ranges and conditions. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
}

export interface S3 {
  address(request: S3Request): Promise<string>;
  /** The answer, whatever its status below 500; what may pass by itself was tried again. */
  call(call: S3Call): Promise<Response>;
}

const attempts = 4;
const firstPauseMs = 100;
const patienceMs = 30_000;
const ownAddressSeconds = 300;

/** Hashes as the presigner asks for them: with a secret, keyed by it. */
class Sha256 {
  readonly #hash: Hash | Hmac;

  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.#hash = secret === undefined ? createHash("sha256") : createHmac("sha256", bytesOf(secret));
  }

  update(chunk: string | ArrayBuffer | ArrayBufferView): void {
    this.#hash.update(bytesOf(chunk));
  }

  async digest(): Promise<Uint8Array> {
    return this.#hash.digest();
  }

  reset(): void {}
}

const bytesOf = (value: string | ArrayBuffer | ArrayBufferView): string | Uint8Array => {
  if (typeof value === "string") return value;
  return value instanceof ArrayBuffer
    ? new Uint8Array(value)
    : new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
};

/** Off AWS there is no host for each bucket. */
const hostOf = (environment: Environment, { bucket, key }: S3Place): URL => {
  const own = optional(environment, "AWS_ENDPOINT_URL_S3");
  const path = key.split("/").map(encodeURIComponent).join("/");
  if (own !== undefined) return new URL(`/${bucket}/${path}`, own);
  return new URL(`https://${bucket}.s3.${required(environment, "AWS_REGION")}.amazonaws.com/${path}`);
};

const escaped = (text: string): string =>
  encodeURIComponent(text).replaceAll(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);

interface SignerPlace {
  readonly region: string;
  readonly credentials: {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken?: string;
  };
}

export const createS3Signer = (place: SignerPlace): S3RequestPresigner =>
  new S3RequestPresigner({ ...place, sha256: Sha256 });

const signerFor = (environment: Environment): S3RequestPresigner => {
  const sessionToken = optional(environment, "AWS_SESSION_TOKEN");
  return createS3Signer({
    region: required(environment, "AWS_REGION"),
    credentials: {
      accessKeyId: required(environment, "AWS_ACCESS_KEY_ID"),
      secretAccessKey: required(environment, "AWS_SECRET_ACCESS_KEY"),
      ...(sessionToken !== undefined && { sessionToken }),
    },
  });
};

export const createS3 = (environment: Environment): S3 => {
  let signer: S3RequestPresigner | undefined;

  const address = async (request: S3Request): Promise<string> => {
    const { protocol, hostname, port, pathname } = hostOf(environment, request);
    signer ??= signerFor(environment);
    const signed = await signer.presign(
      {
        ...{ method: request.method, protocol, hostname, path: pathname },
        ...(port !== "" && { port: Number(port) }),
        ...{ query: { ...request.query }, headers: { ...request.headers } },
      },
      { expiresIn: request.seconds, unhoistableHeaders: new Set(Object.keys(request.headers ?? {})) },
    );
    const query = Object.entries(signed.query ?? {}).map(
      ([name, value]) => `${escaped(name)}=${escaped(String(value))}`,
    );
    return `${protocol}//${hostname}${port === "" ? "" : `:${port}`}${pathname}?${query.join("&")}`;
  };

  const once = async ({ method, headers, body, bucket, key }: S3Call): Promise<Response> =>
    fetch(await address({ method, bucket, key, seconds: ownAddressSeconds }), {
      method,
      signal: AbortSignal.timeout(patienceMs),
      ...(headers && { headers }),
      ...(body && { body: body as Uint8Array<ArrayBuffer> }),
    });

  const call = async (q: S3Call): Promise<Response> => {
    let last: unknown;
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      if (attempt > 0) await pause(firstPauseMs * 2 ** (attempt - 1));
      try {
        const answer = await once(q);
        if (answer.status < 500) return answer;
        last = `status ${answer.status}`;
        await answer.body?.cancel();
      } catch (cause) {
        last = cause;
      }
    }
    throw new RekindleError("s3-failed", "S3 did not answer.", { cause: last, data: { method: q.method, key: q.key } });
  };

  return { address, call };
};

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
