import { afterEach, describe, expect, it, vi } from "vitest";
import { createMetrics } from "../../lambdas/shared/metrics.ts";

afterEach(() => {
  vi.restoreAllMocks();
});

/** What one flush writes, as CloudWatch reads it. */
const written = (add: (metrics: ReturnType<typeof createMetrics>) => void): Record<string, unknown> => {
  const lines: string[] = [];
  const watched = vi.spyOn(process.stdout, "write").mockImplementation((chunk) => lines.push(String(chunk)) > 0);
  const metrics = createMetrics({ POWERTOOLS_SERVICE_NAME: "Rekindle-tick" });
  add(metrics);
  metrics.flush();
  watched.mockRestore();
  expect(lines).toHaveLength(1);
  return JSON.parse(lines[0] ?? "");
};

describe("a metric", () => {
  it("is a line in CloudWatch's embedded format: our namespace, the function as its dimension, the unit its name says", () => {
    const line = written((metrics) => {
      metrics.add("DueLagSeconds", 12);
      metrics.add("BouncePercent", 2.5);
      metrics.add("FeesTodayUsd", 1.25);
      metrics.add("FunnelImbalance", 0);
    });

    expect(line).toMatchObject({
      service: "Rekindle-tick",
      DueLagSeconds: 12,
      BouncePercent: 2.5,
      FeesTodayUsd: 1.25,
      FunnelImbalance: 0,
      _aws: {
        CloudWatchMetrics: [
          {
            Namespace: "Rekindle",
            Dimensions: [["service"]],
            Metrics: [
              { Name: "DueLagSeconds", Unit: "Seconds" },
              { Name: "BouncePercent", Unit: "Percent" },
              { Name: "FeesTodayUsd", Unit: "None" },
              { Name: "FunnelImbalance", Unit: "Count" },
            ],
          },
        ],
      },
    });
  });
});
