import { required } from "../shared/environment.ts";
import { RekindleError } from "../shared/errors.ts";
import type { Runtime } from "../shared/runtime.ts";
import { knownCodeKey } from "./keys.ts";
import { poolTriesMax, sheetCodesMax } from "./limits.ts";
import { type PoolTable, readHead, sheetItems, transact } from "./pool-item.ts";

export interface PoolUpload {
  /**
   * Puts new codes at the end of a pool and returns those that it ever had before, which are not put in again. A sheet, its
   * place in the pool and the marks of its codes are one transaction: an upload that broke off may simply be done again, and
   * two at once do not put the same code in twice.
   */
  add(couponId: string, codes: readonly string[]): Promise<{ readonly known: readonly string[] }>;
}

export const createPoolUpload = (runtime: Pick<Runtime, "dynamo" | "environment">): PoolUpload => {
  const table: PoolTable = { dynamo: runtime.dynamo, name: required(runtime.environment, "CAMPAIGNS_TABLE") };
  return {
    add: async (couponId, codes) => {
      const known: string[] = [];
      for (let start = 0; start < codes.length; start += sheetCodesMax)
        known.push(...(await addSheet(table, couponId, codes.slice(start, start + sheetCodesMax))));
      return { known };
    },
  };
};

const addSheet = async (table: PoolTable, couponId: string, all: readonly string[]): Promise<readonly string[]> => {
  let [codes, known]: [readonly string[], readonly string[]] = [all, []];
  for (let tries = 1; tries <= poolTriesMax; tries += 1) {
    if (codes.length === 0) return known;
    const head = await readHead(table, couponId);
    const items = sheetItems(table, { couponId, end: head?.end ?? 0, codes, isNew: head === undefined });
    const marks = codes.map((code) => ({
      Put: {
        TableName: table.name,
        Item: knownCodeKey(couponId, code),
        ConditionExpression: "attribute_not_exists(id)",
      },
    }));
    const result = await transact(table, [...marks, { Update: items.head }, items.sheet]);
    if (result === "written") return known;
    const met = new Set(result.refused.flatMap((index) => codes[index] ?? []));
    known = [...known, ...met];
    codes = codes.filter((code) => !met.has(code));
  }
  throw new RekindleError("pool-contended", "Codes could not be put in: their pool was written by others.", {
    data: { couponId },
  });
};
