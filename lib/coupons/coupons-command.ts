import { readFile } from "node:fs/promises";
import { type Problem, problemText } from "../../lambdas/domain/problem.ts";
import { listCoupons, poolOrProblem, type ShownCoupon, saveCoupon } from "../../lambdas/handlers/api/manage-coupons.ts";
import { type UploadReport, type UploadResult, uploadCodes } from "../../lambdas/handlers/api/upload-codes.ts";
import { createRuntime, type Runtime } from "../../lambdas/shared/runtime.ts";
import { createAuditStore } from "../../lambdas/store/audit-store.ts";
import { openFile } from "../import/open-file.ts";
import type { ExitCode, Surroundings } from "../playbooks/campaigns-command.ts";
import { type CouponsArguments, couponsArguments, couponsHelp } from "./coupons-arguments.ts";

const refused = (around: Surroundings, problems: readonly Problem[]): ExitCode => {
  for (const problem of problems) around.err(problemText(problem));
  return 2;
};

const lineOf = (coupon: ShownCoupon): string => {
  const { id, kind, value, minimumSpend, validDays, stock } = coupon;
  const worth = value.unit === "percent" ? `${value.amount}%` : String(value.amount);
  const from = minimumSpend === 0 ? "" : ` from ${minimumSpend}`;
  const days = validDays === undefined ? "" : `, ${validDays} days`;
  const left =
    stock === undefined ? "" : `, ${stock.left} of ${stock.uploaded} codes left${coupon.isLow ? " (low)" : ""}`;
  return `${id.padEnd(24)} ${kind.padEnd(10)} ${worth}${from}${days}${left}`;
};

const list = async (around: Surroundings, runtime: Runtime, json: boolean): Promise<ExitCode> => {
  const coupons = await listCoupons(runtime);
  if (json) around.out(JSON.stringify(coupons, undefined, 2));
  else for (const coupon of coupons) around.out(lineOf(coupon));
  return 0;
};

const stock = async (around: Surroundings, runtime: Runtime, json: boolean): Promise<ExitCode> => {
  const pools = (await listCoupons(runtime)).flatMap(({ id, stock: its, isLow = false }) =>
    its === undefined ? [] : [{ id, ...its, isLow }],
  );
  if (json) around.out(JSON.stringify(pools, undefined, 2));
  else
    for (const { id, left, given, uploaded, isLow } of pools)
      around.out(`${id.padEnd(24)} ${left} left, ${given} given, ${uploaded} uploaded${isLow ? " (low)" : ""}`);
  return 0;
};

const create = async (around: Surroundings, runtime: Runtime, file: string, by: string): Promise<ExitCode> => {
  let input: unknown;
  try {
    input = JSON.parse(await readFile(file, "utf8"));
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    return refused(around, [{ where: file, problem, allowed: "a JSON file with one coupon" }]);
  }
  const saved = await saveCoupon(runtime, { input, by });
  if (!saved.ok) return refused(around, saved.problems);
  const { id, kind } = saved.coupon;
  around.out(`${id} is ${saved.isNew ? "published" : "changed"}.`);
  if (kind === "pool" && saved.isNew) around.out(`It has no codes yet: npm run coupons -- upload FILE --pool ${id}`);
  return 0;
};

/** Every row is told of: as accepted, or by reason with its first lines. */
const printReport = (around: Surroundings, { rowsRead, accepted, rejected, stock: left }: UploadReport): void => {
  around.out(`${rowsRead} rows read, ${accepted} codes put in; ${left.left} are left in the pool.`);
  for (const [reason, one] of Object.entries(rejected)) {
    if (one === undefined) continue;
    const more = one.count > one.lines.length ? ", …" : "";
    around.out(`${one.count} rejected as ${reason}: line ${one.lines.join(", ")}${more}. ${problemText(one.example)}`);
  }
};

type Upload = Extract<CouponsArguments, { command: "upload" }>;

const upload = async (around: Surroundings, runtime: Runtime, q: Upload): Promise<ExitCode> => {
  const problem = await poolOrProblem(runtime, q.pool);
  if (problem !== undefined) return refused(around, [problem]);
  const { file, pool, map, encoding, delimiter, by } = q;
  let result: UploadResult;
  try {
    const options = { ...(encoding && { encoding }), ...(delimiter && { delimiter }) };
    result = await uploadCodes(runtime, { bytes: openFile(file), couponId: pool, map, ...options });
  } catch (error) {
    if (!(error instanceof Error) || !("code" in error) || !/^(E[A-Z]|Z_)/.test(String(error.code))) throw error;
    return refused(around, [{ where: file, problem: "cannot be read", received: error.message.slice(0, 200) }]);
  }
  if (!result.ok) return refused(around, result.problems);
  const { rowsRead, accepted } = result.report;
  const entry = { at: runtime.clock.now(), by, action: "upload-codes", subject: pool, details: { rowsRead, accepted } };
  await createAuditStore(runtime).add(entry);
  if (q.json) around.out(JSON.stringify(result.report, undefined, 2));
  else printReport(around, result.report);
  return 0;
};

const run = (around: Surroundings, q: CouponsArguments): Promise<ExitCode> => {
  const runtime = createRuntime(q.variables);
  switch (q.command) {
    case "list":
      return list(around, runtime, q.json);
    case "stock":
      return stock(around, runtime, q.json);
    case "create":
      return create(around, runtime, q.file, q.by);
    case "upload":
      return upload(around, runtime, q);
  }
};

/** Coupons and the codes of pools, in AWS or on the tables of this machine. */
export const runCoupons = async (words: readonly string[], around: Surroundings): Promise<ExitCode> => {
  const parsed = couponsArguments(words, around.variables);
  if (parsed === "help") {
    around.out(couponsHelp);
    return 0;
  }
  if (!("command" in parsed)) {
    refused(around, [parsed]);
    around.err(`\n${couponsHelp}`);
    return 2;
  }
  try {
    return await run(around, parsed);
  } catch (error) {
    around.err(error instanceof Error ? error.message : String(error));
    return 1;
  }
};
