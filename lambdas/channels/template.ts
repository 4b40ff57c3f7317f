import { Liquid, LiquidError, type Template } from "liquidjs";
import type { Language } from "../domain/channel.ts";

/**
 * Templates are data a shop can edit, so they get a small, closed dialect: they choose between words and fill in
 * values, and nothing else. There is no loop, no assignment, no file to include and no way round the escaping, so the
 * size of a message is bounded by the size of its template.
 */
export const allowedTags = ["if", "unless", "case", "comment", "#"] as const;
export const allowedFilters = ["default", "capitalize", "upcase", "downcase", "strip", "truncate", "money"] as const;

/** Characters of one template. A compiled email has about 12,000. */
export const templateCharacters = 150_000;
/** Tags and outputs of one template. A compiled email has about 30; the work of checking them grows with their square. */
export const templatePieces = 1_000;
/** Milliseconds one rendering may take; a usual one takes less than one. */
const renderMs = 1_000;
/** Liquid's own unit of allocation, about one per character a filter makes. */
const renderMemory = 100_000;

export type TemplateKind = "html" | "plain";
export type ParsedTemplate = readonly Template[];

export interface TemplateFault {
  readonly problem: string;
  /** 1-based, within the template. */
  readonly line?: number;
}

/** A sum in the reader's own writing: `£20`, `$19.50`. The currency is an argument: `{{ campaign.couponValue | money: shop.currency }}`. */
export const formatMoney = (value: unknown, currency: unknown, language: Language): string => {
  const amount = Number(value);
  if (typeof currency !== "string" || !Number.isFinite(amount)) return String(value ?? "");
  return new Intl.NumberFormat(language, {
    style: "currency",
    currency,
    currencyDisplay: "narrowSymbol",
    ...(Number.isInteger(amount) ? { maximumFractionDigits: 0, minimumFractionDigits: 0 } : {}),
  })
    .format(amount)
    .replace(/\u00a0/g, " ");
};

const keepOnly = <Value>(registry: Record<string, Value>, names: readonly string[]): void => {
  for (const name of Object.keys(registry)) if (!names.includes(name)) Reflect.deleteProperty(registry, name);
};

const createEngine = (kind: TemplateKind, language: Language): Liquid => {
  const engine = new Liquid({
    strictVariables: true,
    strictFilters: true,
    ownPropertyOnly: true,
    // An in-memory map without entries: no template can reach a file.
    templates: {},
    parseLimit: templateCharacters,
    renderLimit: renderMs,
    memoryLimit: renderMemory,
    ...(kind === "html" ? { outputEscape: "escape" as const } : {}),
  });
  engine.registerFilter("money", (value, currency) => formatMoney(value, currency, language));
  keepOnly(engine.tags, allowedTags);
  keepOnly(engine.filters, allowedFilters);
  return engine;
};

const engines = new Map<string, Liquid>();

export const engineFor = (kind: TemplateKind, language: Language): Liquid => {
  const name = `${kind} ${language}`;
  const known = engines.get(name) ?? createEngine(kind, language);
  engines.set(name, known);
  return known;
};

/** Liquid quotes the template, which may be all quotation. */
const longestProblem = 200;

/** What Liquid found wrong, without the place that it adds to its sentences. */
export const faultOf = (error: unknown): TemplateFault => {
  const text = error instanceof Error ? error.message : String(error);
  const problem = text
    .replace(/(, file:.*)?, line:\d+, col:\d+$/s, "")
    .trim()
    .slice(0, longestProblem);
  if (!LiquidError.is(error)) return { problem };
  const [line] = error.token.getPosition();
  return line === undefined ? { problem } : { problem, line };
};

export const parseTemplate = (kind: TemplateKind, language: Language, source: string): ParsedTemplate => {
  // The length first, by the engine's own limit: counting is cheap, but not for free.
  const pieces = source.length > templateCharacters ? 0 : source.split(/\{[{%]/).length - 1;
  if (pieces > templatePieces) throw new Error(`has ${pieces} tags and outputs; allowed: at most ${templatePieces}`);
  return engineFor(kind, language).parse(source);
};
