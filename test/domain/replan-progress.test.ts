import { describe, expect, test } from "vitest";
import { type ReplanJob, replanProgress } from "../../lambdas/domain/replan-progress.ts";

const job = (segment: number, change: Partial<ReplanJob> = {}): ReplanJob => ({
  segment,
  fingerprint: "now",
  status: "running",
  lookedAt: 100,
  replanned: 30,
  startedAt: 1,
  updatedAt: 2,
  ...change,
});
const progress = (jobs: readonly ReplanJob[], estimate = 1000) =>
  replanProgress({ fingerprint: "now", segments: 4, jobs, estimate });

describe("the progress of a back-fill", () => {
  test("is nothing while no segment has begun for these rules", () => {
    expect(progress([job(0, { fingerprint: "before", status: "done" })])).toMatchObject({
      status: "waiting",
      lookedAt: 0,
      percent: 0,
      total: 1000,
    });
  });

  test("adds up the segments and tells each one's state", () => {
    const seen = progress([job(0, { status: "done" }), job(1), job(3, { lookedAt: 300 })]);

    expect(seen).toMatchObject({ status: "running", lookedAt: 500, replanned: 90, percent: 50 });
    expect(seen.segments.map(({ status }) => status)).toEqual(["done", "running", "waiting", "running"]);
  });

  test("expects what the last full count found when the table knows less", () => {
    expect(
      progress(
        [0, 1, 2, 3].map((segment) => job(segment, { counted: 1000 })),
        0,
      ),
    ).toMatchObject({
      total: 4000,
      percent: 10,
    });
  });

  test("is never complete before every segment is, and then counts what there was", () => {
    const nearly = [0, 1, 2].map((segment) => job(segment, { status: "done", lookedAt: 1000 }));

    expect(progress([...nearly, job(3)])).toMatchObject({ status: "running", percent: 99 });
    expect(progress([...nearly, job(3, { status: "done" })], 9999)).toMatchObject({
      status: "done",
      percent: 100,
      total: 3100,
    });
    expect(
      progress(
        [0, 1, 2, 3].map((segment) => job(segment, { status: "done", lookedAt: 0 })),
        0,
      ).percent,
    ).toBe(100);
  });
});
