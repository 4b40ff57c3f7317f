import { createHandler as act } from "../../lambdas/handlers/act.ts";
import { createHandler as api } from "../../lambdas/handlers/api.ts";
import { createHandler as feedback } from "../../lambdas/handlers/feedback.ts";
import { createHandler as ingest } from "../../lambdas/handlers/ingest.ts";
import { createHandler as refreshProfile } from "../../lambdas/handlers/refresh-profile.ts";
import { createHandler as replan } from "../../lambdas/handlers/replan.ts";
import { createHandler as report } from "../../lambdas/handlers/report.ts";
import { createHandler as send } from "../../lambdas/handlers/send.ts";
import { createHandler as tick } from "../../lambdas/handlers/tick.ts";
import { createHandler as unsubscribe } from "../../lambdas/handlers/unsubscribe.ts";
import { type FunctionName, functionDefinitions } from "../functions.ts";
import type { CreateHandler } from "../local/function-host.ts";
import type { Wiring } from "../local/wiring.ts";

/** The production code, by name. Imported and not loaded, so that a mutated bundle holds all of it. */
const handlers = {
  ingest,
  unsubscribe,
  "refresh-profile": refreshProfile,
  tick,
  send,
  feedback,
  report,
  replan,
  api,
  act,
} as unknown as Readonly<Record<string, CreateHandler>>;

export interface SimulatedFunction {
  readonly create: CreateHandler;
  readonly environment: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
}

const nameOf = (entry: string): string => entry.replace(/^.*\/|\.ts$/g, "");

/** The functions of the wiring by their logical names, with the environment and the time-out of each. */
export const functionsOf = (wiring: Wiring, linkSecret: string): ReadonlyMap<string, SimulatedFunction> =>
  new Map(
    wiring.functions.flatMap(({ name, entry, environment }) => {
      const create = handlers[nameOf(entry)];
      if (create === undefined) return [];
      const { timeoutSeconds } = functionDefinitions[nameOf(entry) as FunctionName];
      const own = {
        ...environment,
        LINK_SECRET: linkSecret,
        HASH_SECRET: linkSecret,
        WEBHOOK_SECRET: linkSecret,
        PUBLIC_URL: "https://shop.example",
      };
      const few = "DUE_SHARDS" in environment ? { ...own, DUE_SHARDS: "2" } : own;
      return [[name, { create, environment: few, timeoutMs: timeoutSeconds * 1000 }] as const];
    }),
  );

/** The logical name of the function with this entry. */
export const functionNamed = (wiring: Wiring, name: FunctionName): string => {
  const found = wiring.functions.find(({ entry }) => nameOf(entry) === name);
  if (found === undefined) throw new Error(`The wiring has no function ${name}.`);
  return found.name;
};
