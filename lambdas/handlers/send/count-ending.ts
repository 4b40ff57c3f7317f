import type { Ending } from "../../domain/ending.ts";
import type { Metrics } from "../../shared/metrics.ts";

const metricOf = {
  accepted: "MessagesAccepted",
  released: "MessagesReleased",
  failed: "MessagesFailed",
  "in-doubt": "MessagesInDoubt",
  parked: "MessagesParked",
} as const;

/** Counts what an operator watches; a message taken back or expired is no trouble and is counted by the reports alone. */
export const countEnding =
  (metrics: Metrics) =>
  (ending: Ending): void => {
    if (ending.status !== "expired" && ending.status !== "withdrawn") metrics.add(metricOf[ending.status], 1);
  };
