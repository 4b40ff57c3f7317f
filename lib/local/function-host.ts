import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { createRuntime, type Runtime, type RuntimeOverrides } from "../../lambdas/shared/runtime.ts";
import { projectDirectory } from "./engine.ts";
import { LocalError } from "./local-error.ts";
import type { Invoke } from "./mapping-runner.ts";
import type { LocalFunction } from "./wiring.ts";

export type Handler = (event: unknown) => Promise<unknown>;
export type CreateHandler = (runtime: Runtime) => Handler;
/** Finds the code behind an entry such as `lambdas/handlers/tick.ts`. */
export type LoadFunction = (entry: string) => Promise<CreateHandler>;

export const loadFunction: LoadFunction = async (entry) => {
  const module: unknown = await import(pathToFileURL(join(projectDirectory, entry)).href);
  if (typeof module === "object" && module !== null && "createHandler" in module) {
    const { createHandler } = module;
    if (typeof createHandler === "function") return createHandler as CreateHandler;
  }
  throw new LocalError("function-without-code", `${entry} does not export createHandler.`);
};

export interface FunctionHostOptions {
  readonly functions: readonly LocalFunction[];
  /** Replaces or adds variables of every function that has the name, or of all for a name that starts with AWS_. */
  readonly variables: Readonly<Record<string, string>>;
  readonly overrides: RuntimeOverrides;
  readonly load: LoadFunction;
}

const environmentOf = ({ environment }: LocalFunction, variables: Readonly<Record<string, string>>) => {
  const own = Object.entries(variables).filter(([name]) => name in environment || name.startsWith("AWS_"));
  // Where AWS hands over the place of a secret, this machine hands over the secret.
  const secrets = ["LINK_SECRET", "HASH_SECRET", "SHOPIFY_SECRETS", "WEBHOOK_SECRET"].filter(
    (name) => `${name}_ARN` in environment,
  );
  // Who tells other systems may tell one on this machine.
  const loopback = "WEBHOOK_SECRET_ARN" in environment ? ["WEBHOOK_LOOPBACK"] : [];
  return {
    ...environment,
    ...Object.fromEntries(own),
    ...Object.fromEntries([...secrets, ...loopback].map((name) => [name, variables[name]])),
  };
};

/** Loads every function at once, so that one without code stops the start, and not the first message. */
export const startFunctions = async (options: FunctionHostOptions): Promise<Invoke> => {
  const handlers = new Map<string, { readonly handle: Handler; readonly runtime: Runtime }>();
  for (const each of options.functions) {
    const runtime = createRuntime(environmentOf(each, options.variables), options.overrides);
    const create = await options.load(each.entry);
    handlers.set(each.name, { handle: create(runtime), runtime });
  }
  return async (name, event) => {
    const found = handlers.get(name);
    if (found === undefined) throw new LocalError("function-without-code", `There is no function named ${name}.`);
    try {
      return await found.handle(event);
    } catch (error) {
      found.runtime.logger.error("The function failed.", { function: name, error });
      throw error;
    } finally {
      found.runtime.metrics.flush();
    }
  };
};
