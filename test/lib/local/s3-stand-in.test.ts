import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { GetObjectCommand, HeadObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createS3 } from "../../../lambdas/shared/s3.ts";
import type { HttpServer } from "../../../lib/local/stand-ins/http-server.ts";
import { localCredentials } from "../../../lib/local/stand-ins/s3-signature.ts";
import { startS3 } from "../../../lib/local/stand-ins/s3-stand-in.ts";

let server: HttpServer;
let directory: string;
let client: S3Client;
beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), "rekindle-s3-"));
  server = await startS3({ directory });
  client = new S3Client({
    ...{ endpoint: server.endpoint, region: "eu-west-1", credentials: localCredentials, forcePathStyle: true },
    requestChecksumCalculation: "WHEN_REQUIRED",
    responseChecksumValidation: "WHEN_REQUIRED",
  });
});
afterAll(async () => {
  client.destroy();
  await server.stop();
  rmSync(directory, { recursive: true, force: true });
});

const place = { Bucket: "bucket", Key: "imports/a/upload" };
const ours = () =>
  createS3({
    ...{ AWS_REGION: "eu-west-1", AWS_ENDPOINT_URL_S3: server.endpoint },
    ...{ AWS_ACCESS_KEY_ID: localCredentials.accessKeyId, AWS_SECRET_ACCESS_KEY: localCredentials.secretAccessKey },
  });

test("AWS's own client puts, reads ranges under a condition, and is told what is not there", async () => {
  await client.send(new PutObjectCommand({ ...place, Body: "0123456789" }));

  const head = await client.send(new HeadObjectCommand(place));
  const part = await client.send(new GetObjectCommand({ ...place, Range: "bytes=2-4", IfMatch: head.ETag }));
  const changed = client.send(new GetObjectCommand({ ...place, IfMatch: '"other"' }));
  const beyond = client.send(new GetObjectCommand({ ...place, Range: "bytes=10-20" }));
  const missing = client.send(new GetObjectCommand({ ...place, Key: "imports/a/other" }));

  expect(head.ContentLength).toBe(10);
  expect(await part.Body?.transformToString()).toBe("234");
  expect(part.ContentRange).toBe("bytes 2-4/10");
  await expect(changed).rejects.toMatchObject({ $metadata: { httpStatusCode: 412 } });
  await expect(beyond).rejects.toMatchObject({ $metadata: { httpStatusCode: 416 } });
  await expect(missing).rejects.toMatchObject({ name: "NoSuchKey" });
});

test("an address that AWS's own presigner signed is good for what it was signed for", async () => {
  const signed = await getSignedUrl(client, new PutObjectCommand({ ...place, Key: "imports/b/upload" }));

  const put = await fetch(signed, { method: "PUT", body: "tea" });
  const elsewhere = await fetch(signed.replace("imports/b", "imports/c"), { method: "PUT", body: "tea" });

  expect([put.status, elsewhere.status]).toEqual([200, 403]);
});

test("our addresses have the parts that those of AWS's own client have", async () => {
  const command = new GetObjectCommand({ ...place, ResponseContentDisposition: 'attachment; filename="a b.csv"' });
  const theirs = new URL(await getSignedUrl(client, command, { expiresIn: 300 }));
  const query = { "response-content-disposition": 'attachment; filename="a b.csv"', "x-id": "GetObject" };
  const made = await ours().address({ method: "GET", bucket: "bucket", key: place.Key, query, seconds: 300 });

  const names = (url: URL) => [...url.searchParams.keys()].toSorted();
  expect(names(new URL(made))).toEqual(names(theirs));
  expect(new URL(made).pathname).toBe(theirs.pathname);
  expect((await fetch(made)).status).toBe(200);
});

test("an upload has exactly the size that its address was signed for", async () => {
  const headers = { "content-length": "3" };
  const address = await ours().address({ method: "PUT", bucket: "bucket", key: "k", headers, seconds: 60 });

  const long = await fetch(address, { method: "PUT", body: "coffee" });
  const right = await fetch(address, { method: "PUT", body: "tea" });

  expect([long.status, right.status]).toEqual([403, 200]);
});
