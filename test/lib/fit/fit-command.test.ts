// The command as a person calls it: a program of its own, with a log of the sample shop.
import { execFile } from "node:child_process";
import { mkdtemp, readdir, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import type { FitReport } from "../../../lib/fit/fit-report.ts";
import { projectDirectory } from "../../../lib/local/engine.ts";
import { writeOrderLog } from "../../support/order-log.ts";

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly said: string;
}

const runFit = (...words: readonly string[]): Promise<Ended> =>
  new Promise((resolve) => {
    const command = ["--import", "tsx", "bin/fit.ts", ...words];
    execFile(process.execPath, command, { cwd: projectDirectory, maxBuffer: 1e8 }, (error, out, said) => {
      resolve({ code: error === null ? 0 : Number(error.code), out, said });
    });
  });

describe("a log of 150 customers", () => {
  let log = "";
  let directory = "";
  let ended: Ended;

  beforeAll(async () => {
    log = writeOrderLog(150);
    directory = await mkdtemp(join(tmpdir(), "rekindle-fit-"));
    ended = await runFit("--orders", log, "--holdout", "60", "--horizons", "30,90", "--out", directory, "--json");
  });

  test("is fitted, and what it rests on is said", () => {
    const report = JSON.parse(ended.out) as FitReport;

    expect(ended.code).toBe(0);
    expect(report.customers).toBe(150);
    expect(report.chosen).toMatchObject({ basis: "mixed", reason: expect.stringContaining("200 and 50 are needed") });
    expect(report.models.map(({ model }) => model)).toEqual(["BG/NBD", "MBG/NBD", "Pareto/NBD", "gamma-gamma"]);
    for (const { parameters, logLikelihood } of report.models)
      expect([...Object.values(parameters), logLikelihood].every(Number.isFinite)).toBe(true);
  });

  test("is compared with what came on the days held back", () => {
    const { heldBack } = JSON.parse(ended.out) as FitReport;

    expect(heldBack).toMatchObject({ heldBackDays: 60 });
    expect(heldBack?.methods.map(({ method }) => method)).toContain("180-day rule");
    expect(heldBack?.calibration).toHaveLength(10);
  });

  test("gets a row for each customer", async () => {
    const [header, ...rows] = (await readFile(join(directory, "customers.csv"), "utf8")).trimEnd().split("\n");

    expect(header).toBe(
      "customer_id,repeat_orders,recency_weeks,age_weeks,p_alive,expected_orders_30d,expected_orders_90d,next_order_if_alive,expected_spend_per_order",
    );
    expect(rows).toHaveLength(150);
    for (const row of rows) {
      const [id, repeats, recency, age, alive, month, quarter, next] = row.split(",");
      expect(id).toMatch(/^c-\d{4}$/);
      expect(Number(recency)).toBeLessThanOrEqual(Number(age));
      expect(Number(repeats)).toBeGreaterThanOrEqual(0);
      expect(Number(alive) >= 0 && Number(alive) <= 1).toBe(true);
      expect(Number(month)).toBeLessThanOrEqual(Number(quarter));
      expect(next).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    }
    expect((await readdir(directory)).sort()).toEqual(["calibration.svg", "customers.csv", "fit.json"]);
  });

  test("goes to standard output, progress to standard error", async () => {
    expect(ended.said).toContain("was chosen");
    expect(await readFile(join(directory, "fit.json"), "utf8")).toBe(ended.out);
  });
});

describe("bad arguments end with 2 and say what is allowed", () => {
  test.each([
    [["--json"], "--orders: is missing"],
    [["--orders", "nowhere.csv"], "nowhere.csv: cannot be read"],
    [["--orders", "LOG", "--until", "yesterday"], "--until: is not a date"],
    [["--orders", "LOG", "--until", "1990-01-01"], "--until: lies before the first order"],
    [["--orders", "LOG", "--holdout", "40000"], "--holdout: leaves no order to fit"],
    [["--orders", "LOG", "--horizons", "30,soon"], "--horizons: is no list of days"],
  ] as const)("%j", async (words, problem) => {
    const log = join(await mkdtemp(join(tmpdir(), "rekindle-fit-")), "orders.csv");
    await writeFile(log, "customer_id,order_id,ordered_at,amount\na,1,2026-01-05,10\n");

    const { code, out, said } = await runFit(...words.map((word) => (word === "LOG" ? log : word)));

    expect(code).toBe(2);
    expect(out).toBe("");
    expect(said).toContain(problem);
  });
});

test("a log of a single order is fitted by what other shops are like and this customer", async () => {
  const log = join(await mkdtemp(join(tmpdir(), "rekindle-fit-")), "orders.csv");
  await writeFile(log, "customer_id,order_id,ordered_at,amount\na,1,2026-01-05,10\n");

  const { code, out } = await runFit("--orders", log);

  expect(code).toBe(0);
  expect(out).toContain("1 customers, 0 with repeat orders");
});
