import { Logger as PowertoolsLogger } from "@aws-lambda-powertools/logger";
import { type Environment, optional } from "./environment.ts";
import { withoutAddresses } from "./without-addresses.ts";

/**
 * Ids, counts and codes only: an address or a person's name never goes into a log. Addresses that the texts of others bring
 * along are taken out of every line.
 */
export type LogFields = Readonly<Record<string, unknown>>;

export interface Logger {
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  /** Put the caught value under `error`: its code, stack and cause are then written out. */
  error(message: string, fields?: LogFields): void;
  /** Ids that every line carries until the next call of this; absent where nobody tells calls apart. */
  about?(ids: CallIds): void;
}

/** What one call of a function is known by. */
export interface CallIds {
  /** Lambda's own. */
  readonly requestId: string;
  /** The API's, which its access log carries too; absent when no HTTP request called the function. */
  readonly apiRequestId?: string;
}

const levels = ["DEBUG", "INFO", "WARN", "ERROR", "SILENT"] as const;

/** JSON lines on the standard output. LOG_LEVEL: DEBUG, INFO (default), WARN, ERROR or SILENT. */
export const createLogger = (environment: Environment): Logger => {
  const wanted = optional(environment, "LOG_LEVEL")?.toUpperCase();
  const logger = new PowertoolsLogger({
    serviceName: optional(environment, "POWERTOOLS_SERVICE_NAME") ?? "rekindle",
    logLevel: levels.find((level) => level === wanted) ?? "INFO",
    jsonReplacerFn: (_key, value) => (typeof value === "string" ? withoutAddresses(value) : value),
  });
  return {
    debug: (message, fields = {}) => logger.debug(message, fields),
    info: (message, fields = {}) => logger.info(message, fields),
    warn: (message, fields = {}) => logger.warn(message, fields),
    error: (message, fields = {}) => logger.error(message, fields),
    about: (ids) => {
      logger.resetKeys();
      logger.appendKeys({ ...ids });
    },
  };
};

/** Says nothing; for tests and programs that print their own results. */
export const silentLogger: Logger = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
