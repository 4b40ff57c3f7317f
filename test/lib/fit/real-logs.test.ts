// The published figures of the CDNOW sample (Fader and Hardie), when the log is beside the repository.
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import { dayOfIsoDate } from "../../../lambdas/domain/civil-date.ts";
import { defaultSettings } from "../../../lambdas/domain/parse-settings.ts";
import { fitCustomerBase, fitDropout, fitPareto } from "../../../lambdas/domain/value/customer-base.ts";
import { expectedOrders } from "../../../lambdas/domain/value/dropout-forecast.ts";
import type { DropoutModel } from "../../../lambdas/domain/value/dropout-model.ts";
import { collapse } from "../../../lambdas/domain/value/history.ts";
import { paretoExpectedOrders } from "../../../lambdas/domain/value/pareto-nbd.ts";
import { fitSpend } from "../../../lambdas/domain/value/spend-fit.ts";
import { zoneCalendar } from "../../../lambdas/domain/zone-calendar.ts";
import { checkForecast } from "../../../lib/fit/forecast-check.ts";
import {
  type CustomerDays,
  createOrderDays,
  historiesOf,
  historyFor,
  repeatSpendOf,
  seenUntil,
} from "../../../lib/fit/order-days.ts";
import { readOrders } from "../../../lib/import/import-file.ts";
import { cpuTimed } from "../../support/cpu-time.ts";

const pathOf = (file: string): string => fileURLToPath(new URL(`../../../../shared/data/${file}`, import.meta.url));
const orders = pathOf("cdnow/orders.csv");
const summary = pathOf("cdnow/cdnow_customers_summary.csv");

const fitUntil = dayOfIsoDate("1997-09-30");
const lastDay = dayOfIsoDate("1998-06-30");

const published: DropoutModel = {
  dropsAtFirst: false,
  regularity: 1,
  parameters: { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 },
};

const publishedPareto = { r: 0.553, alpha: 10.578, s: 0.606, beta: 11.669 };

const readDays = async (): Promise<readonly CustomerDays[]> => {
  const opened = await readOrders({ path: orders, settings: defaultSettings, now: Date.parse("2026-01-01") });
  if (!opened.ok) throw new Error("The log cannot be read.");
  const days = createOrderDays(zoneCalendar("UTC").dayOf);
  for await (const event of opened.reading.events) days.add(event);
  return days.customers();
};

describe.runIf(existsSync(orders))("the CDNOW log", () => {
  let all: readonly CustomerDays[] = [];
  let seen: readonly CustomerDays[] = [];

  beforeAll(async () => {
    all = await readDays();
    seen = seenUntil(all, fitUntil);
  });

  test("gives the published BG/NBD fit, to the printed digits", () => {
    const { parameters, logLikelihood } = fitDropout(historiesOf(seen, fitUntil), published);

    const digits = Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, value.toFixed(3)]));
    expect(digits).toEqual({ r: "0.243", alpha: "4.414", a: "0.793", b: "2.426" });
    expect(logLikelihood.toFixed(1)).toBe("-9582.4");
  });

  test("gives the published Pareto/NBD fit, to the printed digits", () => {
    const fit = fitPareto(historiesOf(seen, fitUntil));

    const digits = Object.entries(fit?.parameters ?? {}).map(([name, value]) => [name, value.toFixed(3)]);
    expect(Object.fromEntries(digits)).toEqual({ r: "0.553", alpha: "10.578", s: "0.606", beta: "11.669" });
    expect(fit?.logLikelihood.toFixed(1)).toBe("-9595.0");
  });

  test("gives the published gamma-gamma fit of its 946 repeat spenders, to the printed digits", () => {
    const fit = fitSpend(seen.map(repeatSpendOf), undefined);

    const { p = 0, q = 0, v = 0 } = fit?.parameters ?? {};
    expect([p.toFixed(2), q.toFixed(2), v.toFixed(2)]).toEqual(["6.25", "3.74", "15.44"]);
    expect(fit?.customers).toBe(946);
  });

  test("holds as many orders in the 39 weeks after the fit as a plain count finds, and as BG/NBD and Pareto/NBD expect of each frequency", () => {
    const rows = seen.map((customer, index) => ({
      frequency: Math.min(7, customer.days.length - 1),
      actual: (all[index]?.days.length ?? 0) - customer.days.length,
      expected: expectedOrders(published, historyFor(customer, fitUntil), 39),
      pareto: paretoExpectedOrders(publishedPareto, historyFor(customer, fitUntil), 39),
    }));

    const byFrequency = [0, 1, 2, 3, 4, 5, 6, 7].map((frequency) => {
      const group = rows.filter((row) => row.frequency === frequency);
      const mean = (of: (row: (typeof rows)[number]) => number) =>
        group.reduce((sum, row) => sum + of(row), 0) / group.length;
      const means = [mean(({ actual }) => actual), mean(({ expected }) => expected), mean(({ pareto }) => pareto)];
      return [group.length, ...means.map((one) => one.toFixed(3))];
    });

    // Counted and computed apart from this code, with the published formulas and SciPy's hypergeometric function.
    expect(byFrequency).toEqual([
      [1411, "0.237", "0.225", "0.138"],
      [439, "0.697", "0.523", "0.600"],
      [214, "1.393", "1.044", "1.196"],
      [100, "1.560", "1.520", "1.714"],
      [62, "2.532", "2.164", "2.399"],
      [38, "2.947", "2.654", "2.907"],
      [29, "3.862", "3.504", "3.819"],
      [64, "6.359", "6.157", "6.404"],
    ]);
  });

  test("shows no regularity, and every model is fitted to its 2,357 customers within three seconds", () => {
    const histories = historiesOf(seen, fitUntil);

    const { result, ms } = cpuTimed(() => ({ base: fitCustomerBase(histories), pareto: fitPareto(histories) }));

    expect(ms).toBeLessThan(3000);
    expect(result.base.chosen.regularity).toBe(1);
    expect(result.base.fits.length).toBeGreaterThanOrEqual(6);
    expect(histories.customers).toBe(2357);
  });

  test("is forecast better by the model than by the same rate as before and by the 180-day rule", () => {
    const { methods } = checkForecast(all, lastDay, 273);

    const [model, ...others] = methods;
    const rules = others.filter(({ method }) => method === "same rate as before" || method === "180-day rule");
    expect(rules).toHaveLength(2);
    for (const rule of rules) {
      expect(Math.abs(model?.totalError ?? 1)).toBeLessThan(Math.abs(rule.totalError ?? 0));
      expect(model?.rootMeanSquareError).toBeLessThan(rule.rootMeanSquareError);
    }
    expect(model?.actual).toBe(1882);
  });
});

test.runIf(existsSync(summary))("the published summary of the same customers gives the same fit", () => {
  const rows = readFileSync(summary, "utf8").trimEnd().split("\n").slice(1);
  const histories = rows.map((row) => {
    const [, repeats, recency, age] = row.split(",").map(Number);
    return { repeats: repeats ?? 0, recency: recency ?? 0, age: age ?? 0 };
  });

  const fit = fitDropout(collapse(histories), published);

  expect(Object.values(fit.parameters).map((value) => value.toFixed(2))).toEqual(["0.24", "4.41", "0.79", "2.43"]);
  expect(fit.logLikelihood.toFixed(1)).toBe("-9582.4");
});
