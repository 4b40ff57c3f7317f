import type { FitReport, ModelLine } from "./fit-report.ts";
import type { Errors } from "./scores.ts";

/** What a person reads after a fit. */
export const fitTable = (report: FitReport): string =>
  [headLines(report), modelLines(report), chosenLines(report), heldBackLines(report), reminderLines(report)]
    .filter((lines) => lines.length > 0)
    .map((lines) => `${lines.join("\n")}\n`)
    .join("\n");

const headLines = ({ import: imported, until, customers, repeatBuyers, repeatOrders }: FitReport): string[] => [
  `Import      ${imported.rowsRead} rows read, ${imported.accepted} accepted`,
  ...Object.entries(imported.rejected).map(([reason, { count }]) => `            ${count} left out: ${reason}`),
  `Until       ${until}: ${customers} customers, ${repeatBuyers} with repeat orders, ${repeatOrders} repeat orders`,
];

const number = (value: number): string => (Math.abs(value) < 1000 ? value.toFixed(3) : value.toFixed(1));

const modelLines = ({ models }: FitReport): string[] => [
  `${"Model".padEnd(13)}${"log-lik.".padStart(12)}${"BIC".padStart(11)}  parameters, times in weeks (standard error)`,
  ...models.map((model) => {
    const figures = `${model.logLikelihood.toFixed(1).padStart(12)}${(model.bic?.toFixed(1) ?? "").padStart(11)}`;
    return `${model.model.padEnd(13)}${figures}  ${parametersOf(model)}${noteOf(model)}`;
  }),
];

const parametersOf = ({ parameters, standardErrors = {} }: ModelLine): string =>
  Object.entries(parameters)
    .map(([name, value]) => {
      const error = standardErrors[name];
      return `${name} ${number(value)}${error === undefined ? "" : ` (${number(error)})`}`;
    })
    .join(", ");

const noteOf = ({ basis, reason }: ModelLine): string => (basis === "fitted" ? "" : `; ${basis}: ${reason}`);

const chosenLines = ({ chosen, expectedOrders }: FitReport): string[] => [
  `Chosen      ${chosen.model}: ${chosen.why}`,
  ...Object.entries(expectedOrders).map(
    ([days, orders]) => `            ${orders.toFixed(1)} orders expected within ${days} days`,
  ),
];

const percent = (share: number | undefined): string => (share === undefined ? "" : `${(share * 100).toFixed(1)} %`);

const heldBackLines = ({ heldBack }: FitReport): string[] => {
  if (heldBack === undefined) return [];
  const { fittedUntil, heldBackDays, customers, methods, aucByRecency, byFrequency } = heldBack;
  return [
    `Held back   ${heldBackDays} days after ${fittedUntil}, ${customers} customers, ${methods[0]?.actual ?? 0} orders`,
    `${"Forecast".padEnd(24)}${["orders", "error", "MAE", "RMSE", "AUC"].map((name) => name.padStart(10)).join("")}`,
    ...methods.map((method) => `${method.method.padEnd(24)}${errorCells(method).join("")}`),
    ...(aucByRecency === undefined ? [] : [`${"last order alone".padEnd(64)}${aucByRecency.toFixed(3).padStart(10)}`]),
    "",
    ...frequencyLines(byFrequency),
  ];
};

const frequencyLines = (groups: NonNullable<FitReport["heldBack"]>["byFrequency"]): string[] => {
  const names = Object.keys(groups[0]?.references ?? {});
  const cells = (texts: readonly string[]): string => texts.map((text) => text.padStart(12)).join("");
  return [
    `${"Repeat orders so far".padEnd(24)}${cells(["customers", "chosen", ...names, "actual"])}`,
    ...groups.map(({ repeats, customers, predicted, references, actual }) => {
      const means = [predicted, ...names.map((name) => references[name] ?? Number.NaN), actual];
      return `${repeats.padEnd(24)}${cells([String(customers), ...means.map((mean) => mean.toFixed(3))])}`;
    }),
  ];
};

const reminderLines = ({ reminders }: FitReport): string[] => {
  if (reminders === undefined) return [];
  const { repeatPurchases, perQuantity, perCadence, methods } = reminders;
  const longer = `${(2 ** perQuantity).toFixed(2)} and ${(2 ** perCadence).toFixed(2)} times as long`;
  return [
    `Reminders   ${repeatPurchases} purchases of a product bought before`,
    `            twice the quantity and orders twice as far apart make the gap ${longer}`,
    `${"Predicted by".padEnd(36)}${["±7 days", "median off"].map((name) => name.padStart(12)).join("")}`,
    ...methods.map(({ method, withinAWeek, medianDaysOff }) =>
      [method.padEnd(36), percent(withinAWeek).padStart(12), `${medianDaysOff.toFixed(1)} d`.padStart(12)].join(""),
    ),
  ];
};

const errorCells = ({ expected, totalError, meanAbsoluteError, rootMeanSquareError, auc }: Errors): string[] =>
  [
    expected.toFixed(1),
    percent(totalError),
    meanAbsoluteError.toFixed(3),
    rootMeanSquareError.toFixed(3),
    auc?.toFixed(3) ?? "",
  ].map((text) => text.padStart(10));
