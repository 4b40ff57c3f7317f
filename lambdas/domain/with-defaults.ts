import type { Settings } from "./settings.ts";
import defaults from "./settings-defaults.json" with { type: "json" };

type Part = Readonly<Record<string, unknown>>;

const isPart = (value: unknown): value is Part => typeof value === "object" && value !== null && !Array.isArray(value);

const merged = (known: Part, stored: Part): Part =>
  Object.fromEntries(
    [...new Set([...Object.keys(known), ...Object.keys(stored)])].map((name) => {
      const [fallback, value] = [known[name], stored[name]];
      if (value === undefined) return [name, fallback];
      return [name, isPart(fallback) && isPart(value) ? merged(fallback, value) : value];
    }),
  );

/**
 * Settings that were checked when they were stored, with what is newer than they are filled in. The defaults are written
 * down by `npm run docs`; a test compares them with the schema's.
 */
export const withDefaults = (stored: Settings): Settings =>
  merged(defaults, stored as unknown as Part) as unknown as Settings;
