import * as fc from "fast-check";

// Loaded before every test file when REKINDLE_SEED is set: all properties draw the values of the run that printed it. The path
// that was printed with it, as REKINDLE_PATH, goes straight to the failing values; then run one property only (-t "its title").
const seed = Number(process.env.REKINDLE_SEED);
if (!Number.isSafeInteger(seed))
  throw new Error(`REKINDLE_SEED is "${process.env.REKINDLE_SEED}"; it must be a whole number.`);
const path = process.env.REKINDLE_PATH;
fc.configureGlobal({ ...fc.readConfigureGlobal(), seed, ...(path !== undefined && { path }) });
