import { isoDateOf } from "../../lambdas/domain/civil-date.ts";
import type { DropoutFit, ParetoFit } from "../../lambdas/domain/value/customer-base.ts";
import type { Basis } from "../../lambdas/domain/value/model-fit.ts";
import type { SpendFit } from "../../lambdas/domain/value/spend-fit.ts";
import type { ImportReport } from "../import/import-report.ts";
import type { LogFit } from "./fit-log.ts";
import type { ForecastCheck } from "./forecast-check.ts";
import type { ReminderCheck } from "./reminder-check.ts";

/** A fit as `--json` prints it. Times in weeks, money in the shop's currency. */
export interface ModelLine {
  readonly model: string;
  /** What it is about: when customers order, the same for comparison only, or how much they spend. */
  readonly kind: "orders" | "reference" | "spend";
  readonly parameters: Readonly<Record<string, number>>;
  readonly standardErrors?: Readonly<Record<string, number>>;
  readonly logLikelihood: number;
  /** Lower is better; for orders only. */
  readonly bic?: number;
  readonly basis: Basis;
  readonly reason: string;
  readonly converged: boolean;
}

export interface FitReport {
  readonly until: string;
  readonly timeUnit: "week";
  readonly customers: number;
  readonly repeatBuyers: number;
  readonly repeatOrders: number;
  readonly chosen: { readonly model: string; readonly why: string; readonly basis: Basis; readonly reason: string };
  readonly models: readonly ModelLine[];
  /** Orders that all customers together are expected to place, by days ahead. */
  readonly expectedOrders: Readonly<Record<string, number>>;
  readonly heldBack?: Omit<ForecastCheck, "fittedUntil"> & { readonly fittedUntil: string };
  /** Of a log with products, when days were held back. */
  readonly reminders?: ReminderCheck;
  readonly import: ImportReport;
}

const lineOf = (kind: ModelLine["kind"], fit: DropoutFit | ParetoFit | SpendFit): ModelLine => ({
  model: fit.name,
  kind,
  parameters: { ...fit.parameters },
  ...(fit.standardErrors && { standardErrors: fit.standardErrors }),
  logLikelihood: fit.logLikelihood,
  ...("bic" in fit && { bic: fit.bic }),
  basis: fit.basis,
  reason: fit.reason,
  converged: fit.converged,
});

export interface ReportParts {
  readonly fit: LogFit;
  readonly expectedOrders: Readonly<Record<string, number>>;
  readonly imported: ImportReport;
  readonly check?: ForecastCheck | undefined;
  readonly reminders?: ReminderCheck | undefined;
}

export const fitReport = ({ fit, expectedOrders, imported, check, reminders }: ReportParts): FitReport => {
  const { until, customers, repeatBuyers, repeatOrders, base, pareto, spend } = fit;
  const { name, basis, reason } = base.chosen;
  return {
    until: isoDateOf(until),
    timeUnit: "week",
    customers,
    repeatBuyers,
    repeatOrders,
    chosen: { model: name, why: base.why, basis, reason },
    models: [
      ...base.fits.map((one) => lineOf("orders", one)),
      ...(pareto === undefined ? [] : [lineOf("reference", pareto)]),
      ...(spend === undefined ? [] : [lineOf("spend", spend)]),
    ],
    expectedOrders,
    ...(check && { heldBack: { ...check, fittedUntil: isoDateOf(check.fittedUntil) } }),
    ...(reminders && { reminders }),
    import: imported,
  };
};
