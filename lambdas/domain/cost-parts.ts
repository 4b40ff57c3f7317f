// What a deployment consists of; `npm run docs` counts it in the templates and writes cost-parts.json.
import counted from "./cost-parts.json" with { type: "json" };

export interface CostParts {
  /** Metrics that alarms watch; an alarm on a sum is paid for each. */
  readonly watchedMetrics: number;
  readonly dashboards: number;
  /** Metrics that the engine itself writes. */
  readonly ownMetrics: number;
  /** Of KMS. */
  readonly keys: number;
  readonly secrets: number;
  /** How the queue of provider events is read. */
  readonly feedbackBatch: { readonly most: number; readonly waitSeconds: number };
  /** By function. */
  readonly memoryMb: Readonly<Record<string, number>>;
}

export const costParts: CostParts = counted;
