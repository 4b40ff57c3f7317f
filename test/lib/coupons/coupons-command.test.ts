import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runCoupons } from "../../../lib/coupons/coupons-command.ts";
import { runCampaigns } from "../../../lib/playbooks/campaigns-command.ts";
import { startTables, type Tables } from "../../support/tables.ts";

const folder = mkdtempSync(join(tmpdir(), "coupons-"));
const fileOf = (name: string, content: string | Buffer): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};

let tables: Tables;
beforeAll(async () => {
  tables = await startTables();
});
afterAll(async () => {
  await tables.stop();
  rmSync(folder, { recursive: true });
});

const run = async (...words: readonly string[]) => {
  const [out, err]: [string[], string[]] = [[], []];
  const around = {
    variables: tables.variables,
    out: (line: string) => out.push(line),
    err: (line: string) => err.push(line),
  };
  const code = await runCoupons(words, around);
  return { code, out: out.join("\n"), err: err.join("\n") };
};

const pool = {
  kind: "pool",
  id: "spring",
  name: { en: "Spring", zh: "春季" },
  value: { amount: 10, unit: "percent" },
  minimumSpend: 50,
  validDays: 30,
  lowAt: 100,
};

describe("the coupons command", () => {
  it("makes a pool before anything else was published", async () => {
    const made = await run("create", fileOf("early.json", JSON.stringify({ ...pool, id: "early" })));

    expect(made).toMatchObject({ code: 0, out: expect.stringContaining("early is published.") });
  });

  it("makes a pool, fills it from a file of hundreds of codes, and tells its stock", async () => {
    const around = { variables: tables.variables, out: () => {}, err: () => {} };
    await runCampaigns(["activate", "dormant-wake-up"], around);
    const codes = Array.from({ length: 250 }, (_, index) => `SPRING-${index}`);
    const file = fileOf("codes.csv.gz", gzipSync(`Voucher\n${codes.join("\n")}\n\nSPRING-7\n`));

    const made = await run("create", fileOf("pool.json", JSON.stringify(pool)));
    const filled = await run("upload", file, "--pool", "spring", "--by", "Ada");
    const again = await run("upload", file, "--pool", "spring", "--json");
    const listed = await run("list");
    const stock = await run("stock", "--json");

    expect(made).toMatchObject({ code: 0, out: expect.stringContaining("spring is published.") });
    expect(filled.code).toBe(0);
    expect(filled.out).toMatch(
      /251 rows read, 250 codes put in; 250 are left in the pool\.\n1 rejected as duplicate: line 253\./,
    );
    expect(JSON.parse(again.out)).toMatchObject({
      accepted: 0,
      rejected: { "known-code": { count: 250 }, duplicate: { count: 1 } },
    });
    expect(listed.out).toMatch(/spring +pool +10% from 50, 30 days, 250 of 250 codes left$/m);
    expect(JSON.parse(stock.out)).toContainEqual({ id: "spring", left: 250, given: 0, uploaded: 250, isLow: false });
  });

  it.each([
    [["fill"], "there is no such command"],
    [["upload"], "needs a file"],
    [["upload", "codes.csv"], "needs a pool"],
    [["upload", "codes.csv", "--pool", "spring", "--map", "x"], "code=HEADER"],
    [["upload", "codes.csv", "--pool", "spring", "--delimiter", "x"], "one sign"],
    [["upload", "codes.csv", "--pool", "spring", "--encoding", "x"], "no such encoding"],
    [["upload", join(folder, "missing.csv"), "--pool", "spring"], "cannot be read"],
    [["upload", "codes.csv", "--pool", "nobody"], "there is no such coupon"],
    [["list", "more"], "too many words"],
    [["create", join(folder, "missing.json")], "a JSON file with one coupon"],
  ])("refuses %j with what is wrong", async (words, wrong) => {
    expect(await run(...words)).toMatchObject({ code: 2, err: expect.stringContaining(wrong) });
  });

  it("refuses a file without a column of codes, and names no code", async () => {
    const answer = await run("upload", fileOf("bare.csv", "SECRET-1\nSECRET-2\n"), "--pool", "spring");

    expect(answer).toMatchObject({ code: 2, err: expect.stringContaining("no column for code") });
    expect(answer.err).not.toContain("SECRET");
  });
});
