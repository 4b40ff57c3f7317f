import type { IncomingMessage } from "node:http";
import { createS3Signer } from "../../../lambdas/shared/s3.ts";

/** What every function on this machine is handed. */
export const localCredentials = { accessKeyId: "local", secretAccessKey: "local" } as const;

export const isSignedAddress = (query: URLSearchParams): boolean => query.has("X-Amz-Signature");

const instantOf = (text: string): Date =>
  new Date(text.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, "$1-$2-$3T$4:$5:$6Z"));

/** Signs what arrived once more: another method, object, size or query than the one that was signed gives another signature. */
export const signatureFits = async (request: IncomingMessage): Promise<boolean> => {
  const url = new URL(request.url ?? "/", `http://${request.headers.host}`);
  const given = Object.fromEntries(url.searchParams);
  const names = (given["X-Amz-SignedHeaders"] ?? "").split(";");
  const headers = Object.fromEntries(names.map((name) => [name, String(request.headers[name] ?? "")]));
  const query = Object.fromEntries(
    Object.entries(given).filter(
      ([name]) => !/^X-Amz-(Algorithm|Credential|Date|Expires|SignedHeaders|Signature)$/.test(name),
    ),
  );
  const region = given["X-Amz-Credential"]?.split("/")[2] ?? "";
  const signed = await createS3Signer({ region, credentials: localCredentials }).presign(
    {
      ...{ method: request.method ?? "", protocol: "http:", hostname: url.hostname, path: url.pathname },
      ...(url.port !== "" && { port: Number(url.port) }),
      ...{ query, headers },
    },
    {
      expiresIn: Number(given["X-Amz-Expires"]),
      signingDate: instantOf(given["X-Amz-Date"] ?? ""),
      unhoistableHeaders: new Set(names),
    },
  );
  return signed.query?.["X-Amz-Signature"] === given["X-Amz-Signature"];
};
