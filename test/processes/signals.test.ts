import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { freePort } from "../../lib/local/engine-process.ts";
import { type Program, startProgram } from "./program.ts";

let directory: string;
let program: Program | undefined;

beforeEach(() => {
  directory = realpathSync(mkdtempSync(join(tmpdir(), "rekindle-signals-")));
  mkdirSync(join(directory, "temporary"));
});
afterEach(async () => {
  await program?.end("SIGKILL");
  rmSync(directory, { recursive: true, force: true });
});

const start = (...words: Parameters<typeof startProgram>[0]): Program => {
  program = startProgram(words, { TMPDIR: join(directory, "temporary") });
  return program;
};

/** The engine that runs on one of these directories, once there is one. */
const engineIn = (directories: readonly string[]): number | undefined => {
  const files = directories.map((each) => join(each, "tables", "engine.json"));
  const found = files.find((file) => existsSync(file));
  return found === undefined ? undefined : JSON.parse(readFileSync(found, "utf8")).engine;
};

const temporary = (): readonly string[] =>
  readdirSync(join(directory, "temporary"))
    .filter((name) => name.startsWith("rekindle-"))
    .map((name) => join(directory, "temporary", name));

const isAlive = (pid: number): boolean => {
  // A process that has ended may stay in the list until its new parent has asked for it.
  const status = existsSync(`/proc/${pid}`) ? readFileSync(`/proc/${pid}/status`, "utf8") : "State:\tX";
  return !/^State:\s*[XZ]/m.test(status);
};

/** Enough orders that the replay is at work when the signal comes. */
const orderLog = (): string => {
  const path = join(directory, "orders.csv");
  const line = (index: number) =>
    `order-${index},customer-${index % 500},2025-0${1 + (index % 9)}-0${1 + (index % 7)}T10:00:00Z,10`;
  const lines = Array.from({ length: 20_000 }, (_, index) => line(index));
  writeFileSync(path, ["order_id,customer_id,ordered_at,amount", ...lines, ""].join("\n"));
  return path;
};

describe("a signal", { timeout: 60_000 }, () => {
  it.each(["SIGTERM", "SIGINT"] as const)("%s ends a replay with its engine and its directory", async (signal) => {
    const replay = start("bin/replay.ts", "--orders", orderLog());
    await replay.until(() => engineIn(temporary()) !== undefined);
    const engine = engineIn(temporary()) ?? 0;

    const { code, said } = await replay.end(signal);

    expect({ code, engine: engine > 0, said }).toMatchObject({ code: signal === "SIGTERM" ? 143 : 130, engine: true });
    await expect.poll(() => isAlive(engine)).toBe(false);
    expect(temporary()).toEqual([]);
  });

  it("SIGTERM ends the local shop in good order with its engine, and its directory stays", async () => {
    const data = join(directory, "data");
    const shop = start("bin/local.ts", "--shop", "empty", "--data", data, "--port", String(await freePort()));
    await shop.until(() => shop.said().includes("Ctrl-C stops"));
    const engine = engineIn([data]) ?? 0;

    const { code, said } = await shop.end("SIGTERM");

    expect({ code, said }).toMatchObject({ code: 0, said: expect.stringContaining("Stopping") });
    await expect.poll(() => isAlive(engine)).toBe(false);
    expect(existsSync(join(data, "tables", "tables.sqlite"))).toBe(true);
  });
});
