import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { dropped, type LinkKeys, readLinkKeys, rotated, writtenLinkKeys } from "../../lambdas/shared/link-keys.ts";
import { createLinkKeys } from "../../lambdas/shared/link-secret.ts";
import { readLink, signLink } from "../../lambdas/shared/link-token.ts";
import { type SecretsStandIn, startSecretsStandIn } from "../support/secrets-stand-in.ts";
import { createTestClock, type TestClock } from "../support/test-clock.ts";

const dayMs = 86_400_000;
const minuteMs = 60_000;
const start = Date.parse("2026-03-02T10:00:00Z");
const plain = "a secret as the first deployment makes it";
const claims = { customerId: "c-1", channel: "email", topic: "all", messageKey: "key" } as const;
const purpose = "unsubscribe";

const rotate = (keys: LinkKeys, id: string, now = start): LinkKeys =>
  rotated(keys, { id, secret: `the secret of key ${id}`, now });

describe("the ring of keys", () => {
  it("reads a plain text as one key, and brings back what was written", () => {
    const ring = rotate(readLinkKeys(plain), "k2");

    expect(readLinkKeys(plain)).toEqual([{ id: "0", secret: plain, madeAt: 0 }]);
    expect(readLinkKeys(writtenLinkKeys(ring))).toEqual(ring);
  });

  it("keeps a key for 400 days after it signed last", () => {
    const two = rotate(readLinkKeys(plain), "k2");

    const day399 = rotate(two, "k3", start + 399 * dayMs);
    const day400 = rotate(two, "k3", start + 400 * dayMs);

    expect(day399.map(({ id }) => id)).toEqual(["k3", "k2", "0"]);
    // k2 signed until this very rotation; only the first one has been silent for so long.
    expect(day400.map(({ id }) => id)).toEqual(["k3", "k2"]);
  });

  it("drops a key only when the law is done with it, unless it leaked, and never the one that signs", () => {
    const ring = rotate(readLinkKeys(plain), "k2");
    const drop = (id: string, now: number, leaked = false) => dropped(ring, { id, now, leaked });

    expect(drop("0", start + 29 * dayMs)).toMatchObject({ ok: false, problem: expect.stringContaining("30 days") });
    expect(drop("0", start + 30 * dayMs)).toMatchObject({ ok: true, keys: [{ id: "k2" }] });
    expect(drop("0", start, true)).toMatchObject({ ok: true, keys: [{ id: "k2" }] });
    expect(drop("k2", start, true)).toMatchObject({ ok: false, allowed: expect.stringContaining("rotate") });
    expect(drop("k9", start)).toMatchObject({ ok: false, allowed: "k2, 0" });
  });

  it.each([
    "",
    " ",
    "[",
    "[]",
    "[{}]",
    '[{"id":"a","secret":"short","madeAt":0}]',
    '[{"id":"A B","secret":"long enough here","madeAt":0}]',
  ])("refuses %j without quoting it", (text) => {
    expect(() => readLinkKeys(text)).toThrow(
      expect.objectContaining({ code: expect.stringMatching(/^(setting-empty|link-keys-invalid)$/) }),
    );
  });

  it("names no secret when it is broken", () => {
    const failed = () => readLinkKeys('[{"secret":"very private text"}');

    expect(failed).toThrow("it is no JSON");
    expect(failed).toThrow(expect.not.objectContaining({ cause: expect.anything() }));
  });
});

describe("a function that signs or verifies", () => {
  let secrets: SecretsStandIn;
  let clock: TestClock;
  const source = () =>
    createLinkKeys({
      clock,
      environment: {
        LINK_SECRET_ARN: "arn:aws:secretsmanager:eu-west-1:000000000000:secret:LinkSecret",
        AWS_ENDPOINT_URL_SECRETS_MANAGER: secrets.endpoint,
        AWS_REGION: "eu-west-1",
      },
    });

  beforeEach(async () => {
    process.env.AWS_ACCESS_KEY_ID ??= "local";
    process.env.AWS_SECRET_ACCESS_KEY ??= "local";
    secrets = await startSecretsStandIn(plain);
    clock = createTestClock(start);
  });
  afterEach(() => secrets.stop());

  it("reads the secret once for many, and anew after five minutes", async () => {
    const keys = source();

    await Promise.all([keys.current(), keys.current(), keys.forToken("0.a.b")]);
    clock.advance(5 * minuteMs);
    await keys.current();
    expect(secrets.reads).toBe(1);

    secrets.text = writtenLinkKeys(rotate(readLinkKeys(plain), "k2"));
    clock.advance(1);
    const [newest] = await keys.current();

    expect(newest.id).toBe("k2");
    expect(secrets.reads).toBe(2);
  });

  it("knows a key made a moment ago as soon as a token names it", async () => {
    const verifier = source();
    await verifier.current();
    clock.advance(16_000);
    const ring = rotate(readLinkKeys(plain), "k2");
    secrets.text = writtenLinkKeys(ring);
    const token = signLink({ keys: ring, purpose, claims });

    const read = readLink({ keys: await verifier.forToken(token), purpose, token });

    expect(read).toEqual(claims);
  });

  it("is not made to read the secret by a flood of forged tokens", async () => {
    const verifier = source();
    await verifier.current();
    clock.advance(16_000);

    for (let index = 0; index < 200; index += 1) await verifier.forToken(`x${index}.payload.signature`);
    await Promise.all(Array.from({ length: 50 }, (_, index) => verifier.forToken(`y${index}.payload.signature`)));
    await verifier.forToken("no token at all");

    expect(secrets.reads).toBe(2);
  });

  it("goes on with the keys it has while the secret cannot be read", async () => {
    const verifier = source();
    const before = await verifier.current();
    secrets.broken = true;
    clock.advance(6 * minuteMs);

    expect(await verifier.current()).toEqual(before);
  });

  it("cannot start without them", async () => {
    secrets.broken = true;

    await expect(source().current()).rejects.toThrow();
  });
});
