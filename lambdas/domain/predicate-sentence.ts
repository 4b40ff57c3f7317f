import type { Language } from "./channel.ts";
import type { Predicate, Segment } from "./predicate.ts";
import { chineseGrammar } from "./sentence/chinese.ts";
import { englishGrammar } from "./sentence/english.ts";
import type { Grammar, NamesInSentence } from "./sentence/phrase.ts";

/** How things are called in each language; what is not listed is called by its id. */
export interface SentenceNames {
  readonly segments: ReadonlyMap<string, Pick<Segment, "name">>;
  readonly coupons?: ReadonlyMap<string, Pick<Segment, "name">>;
  readonly campaigns?: ReadonlyMap<string, Pick<Segment, "name">>;
  /** Three letters, such as GBP. */
  readonly currency?: string;
}

const grammars: Readonly<Record<Language, Grammar>> = { en: englishGrammar, zh: chineseGrammar };

/**
 * A predicate as a sentence about the customer, who is its subject and not named in it: "has ordered at least 4 times, but
 * is not in the segment VIP". Brackets stand wherever "and" and "or" meet.
 */
export const sentenceOf = (predicate: Predicate, language: Language, names: SentenceNames): string => {
  const called = (things: SentenceNames["coupons"]) => (id: string) => things?.get(id)?.name[language] ?? id;
  const all: NamesInSentence = {
    segment: called(names.segments),
    campaign: called(names.campaigns),
    coupon: called(names.coupons),
    currency: names.currency,
  };
  return clauseOf(predicate, { grammar: grammars[language], names: all }, false).text;
};

interface Telling {
  readonly grammar: Grammar;
  readonly names: NamesInSentence;
}

interface Clause {
  readonly text: string;
  /** Whether it denies something. */
  readonly denies: boolean;
  /** How it holds its parts together; absent: it is a single phrase. */
  readonly joint?: "all" | "any";
}

/**
 * `denied`: the clause is told turned round. What is denied as a whole is denied part by part ("not (a or b)" is "not a and
 * not b"): people read that more easily, and brackets stay rare.
 */
const clauseOf = (predicate: Predicate, telling: Telling, denied: boolean): Clause => {
  if ("not" in predicate) return clauseOf(predicate.not, telling, !denied);
  if ("all" in predicate) {
    const parts = predicate.all.map((part) => clauseOf(part, telling, denied));
    return joined(denied ? "any" : "all", parts, telling.grammar);
  }
  if ("any" in predicate) {
    const parts = predicate.any.map((part) => clauseOf(part, telling, denied));
    return joined(denied ? "all" : "any", parts, telling.grammar);
  }
  const { grammar, names } = telling;
  const isSegment = "segment" in predicate;
  const phrases = isSegment ? [grammar.segment(names.segment(predicate.segment))] : grammar.test(predicate, names);
  const parts = phrases.map(({ yes, no }): Clause => ({ text: denied ? no : yes, denies: denied }));
  return joined(denied ? "any" : "all", parts, grammar);
};

const joined = (joint: "all" | "any", parts: readonly Clause[], grammar: Grammar): Clause => {
  const [only, ...others] = parts;
  if (only !== undefined && others.length === 0) return only;
  const clauses = parts.map((part) => bracketed(part, grammar));
  if (joint === "any") return { text: grammar.any(clauses.map(({ text }) => text)), denies: false, joint };
  const texts = (denies: boolean): readonly string[] =>
    clauses.filter((clause) => clause.denies === denies).map(({ text }) => text);
  return { text: grammar.all(texts(false), texts(true)), denies: false, joint };
};

/** Parts that are joined themselves stand in brackets: "a and (b or c)". */
const bracketed = (clause: Clause, grammar: Grammar): Clause =>
  clause.joint === undefined ? clause : { text: grammar.bracketed(clause.text), denies: clause.denies };
