import { expect, it } from "vitest";
import { createWorkerLoop } from "../../../lib/storm/worker-loop.ts";

/** A pump whose passes end when the test says so. */
const createScriptedPump = () => {
  const ends: ((any: boolean) => void)[] = [];
  const started: (() => void)[] = [];
  const pump = () =>
    new Promise<boolean>((resolve) => {
      ends.push(resolve);
      started.shift()?.();
    });
  const nextStart = () => new Promise<void>((resolve) => started.push(resolve));
  return { pump, end: (any: boolean) => ends.shift()?.(any), nextStart };
};

const turn = () => new Promise((resolve) => setImmediate(resolve));

it("a pass under way when somebody asks proves nothing: the one after it does", async () => {
  const { pump, end, nextStart } = createScriptedPump();
  const loop = createWorkerLoop(pump, () => {});
  const first = nextStart();
  void loop.run();
  await first;

  let passed = false;
  const asked = loop.passed().then(() => {
    passed = true;
  });
  const second = nextStart();
  end(true);
  await second;
  await turn();
  expect(passed).toBe(false);

  end(false);
  await asked;
  expect(loop.active()).toBe(1);
});

it("an idle loop that is asked passes at once, and a failure counts as work to be done again", async () => {
  const failures: unknown[] = [];
  const results = [false, new Error("cut"), false];
  const pump = async () => {
    const result = results.shift() ?? false;
    if (result instanceof Error) throw result;
    return result;
  };
  const loop = createWorkerLoop(pump, (error) => failures.push(error));
  void loop.run();
  await turn();

  await loop.passed();
  expect([loop.active(), failures.length]).toEqual([1, 1]);
  await loop.passed();
  expect([loop.active(), failures.length]).toEqual([1, 1]);
});
