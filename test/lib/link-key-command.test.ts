import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readLinkKeys } from "../../lambdas/shared/link-keys.ts";
import { readLink, signLink } from "../../lambdas/shared/link-token.ts";
import { runLinkKey } from "../../lib/link-keys/link-key-command.ts";
import { openWorkDirectory } from "../../lib/local/work-directory.ts";
import { type SecretsStandIn, startSecretsStandIn } from "../support/secrets-stand-in.ts";

const now = Date.parse("2026-03-02T10:00:00Z");
const plain = "a secret as the first deployment makes it";
const claims = { customerId: "c-1", channel: "email", topic: "all", messageKey: "key" } as const;
const purpose = "unsubscribe";

const run = async (words: readonly string[], variables: Readonly<Record<string, string>> = {}) => {
  const [out, err]: [string[], string[]] = [[], []];
  const around = { variables, now, out: (line: string) => out.push(line), err: (line: string) => err.push(line) };
  const code = await runLinkKey(words, around);
  return { code, out: out.join("\n"), err: err.join("\n") };
};

let secrets: SecretsStandIn;
let variables: Readonly<Record<string, string>>;
beforeAll(async () => {
  process.env.AWS_ACCESS_KEY_ID ??= "local";
  process.env.AWS_SECRET_ACCESS_KEY ??= "local";
  secrets = await startSecretsStandIn(plain);
  variables = {
    LINK_SECRET_ARN: "LinkSecret",
    AWS_REGION: "eu-west-1",
    AWS_ENDPOINT_URL_SECRETS_MANAGER: secrets.endpoint,
  };
});
afterAll(() => secrets.stop());

describe("the link-key command", () => {
  it("rotates the secret in AWS: the new key signs, and links from before still work", async () => {
    const old = signLink({ keys: readLinkKeys(plain), purpose, claims });

    const done = await run(["rotate"], variables);
    const listed = await run(["list"], variables);

    const ring = readLinkKeys(secrets.text);
    expect(done).toMatchObject({ code: 0, out: `Key ${ring[0].id} signs from now on; 1 older ones still verify.` });
    expect(ring.map(({ id, madeAt }) => [id, madeAt])).toEqual([
      [ring[0].id, now],
      ["0", 0],
    ]);
    expect(readLink({ keys: ring, purpose, token: old })).toEqual(claims);
    expect(signLink({ keys: ring, purpose, claims })).toMatch(new RegExp(`^${ring[0].id}\\.`));
    expect(listed.out).toMatch(/^\w{3} +2026-03-02T10:00:00.000Z {2}signs\n0 +from the first deployment$/);
    expect(listed.out + done.out).not.toContain(ring[0].secret);
  });

  it("rotates the keys of a shop on this machine, which its next start reads", async () => {
    const directory = mkdtempSync(join(tmpdir(), "rekindle-keys-"));
    const before = openWorkDirectory(directory).linkSecret();

    const done = await run(["rotate", "--data", directory]);

    const after = readLinkKeys(openWorkDirectory(directory).linkSecret());
    expect(done.code).toBe(0);
    expect(after).toHaveLength(2);
    expect(after[1]).toMatchObject({ id: "0", secret: before });
  });

  it("drops a key that leaked, and nothing younger than the law allows without being told", async () => {
    const directory = mkdtempSync(join(tmpdir(), "rekindle-keys-"));
    writeFileSync(join(directory, "link-secret"), plain);
    await run(["rotate", "--data", directory]);

    const refused = await run(["drop", "0", "--data", directory]);
    const done = await run(["drop", "0", "--leaked", "--data", directory]);

    expect(refused).toMatchObject({ code: 2, err: expect.stringContaining("30 days") });
    expect(done.code).toBe(0);
    expect(readLinkKeys(readFileSync(join(directory, "link-secret"), "utf8"))).toHaveLength(1);
  });

  it.each([
    [[]],
    [["rotat"]],
    [["drop"]],
    [["list", "k2"]],
    [["list"]],
    [["list", "--data", "a", "--secret", "b"]],
    [["list", "--colour"]],
  ])("refuses %j with what is allowed", async (words) => {
    const refused = await run(words);

    expect(refused.code).toBe(2);
    expect(refused.err).toMatch(/arguments[\s\S]*Usage: npm run link-key/);
  });

  it("says so when a directory holds no shop", async () => {
    const failed = await run(["list", "--data", mkdtempSync(join(tmpdir(), "rekindle-keys-"))]);

    expect(failed).toMatchObject({ code: 1, err: expect.stringContaining("no shop") });
  });
});
