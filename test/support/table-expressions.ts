import * as fc from "fast-check";
import { anyValue, someList, someNumber, someText } from "./table-values.ts";

export interface Expression {
  readonly text: string;
  readonly names: Readonly<Record<string, string>>;
  readonly values: Readonly<Record<string, unknown>>;
}

/** Values get a name of their own in each leaf, so that leaves can be joined. */
let leaves = 0;
const valueName = (): string => {
  leaves += 1;
  return `:v${leaves}`;
};

const plain = (text: string, values: Expression["values"] = {}): Expression => ({ text, names: {}, values });

const attribute = fc.constantFrom("n", "t", "g", "h", "e", "v", "v.a", "v[0]", "nothing");

const compare = fc
  .record({ name: attribute, operator: fc.constantFrom("=", "<>", "<", "<=", ">", ">="), value: anyValue })
  .map(({ name, operator, value }) => {
    const placeholder = valueName();
    return plain(`${name} ${operator} ${placeholder}`, { [placeholder]: value });
  });
const between = fc.record({ name: attribute, low: someNumber, high: someNumber }).map(({ name, low, high }) => {
  const [a, b] = [valueName(), valueName()];
  return plain(`${name} BETWEEN ${a} AND ${b}`, { [a]: Math.min(low, high), [b]: Math.max(low, high) });
});
const among = fc
  .record({ name: attribute, options: fc.array(anyValue, { minLength: 1, maxLength: 3 }) })
  .map(({ name, options }) => {
    const values = Object.fromEntries(options.map((option) => [valueName(), option]));
    return plain(`${name} IN (${Object.keys(values).join(", ")})`, values);
  });
const exists = fc
  .record({ name: attribute, word: fc.constantFrom("attribute_exists", "attribute_not_exists") })
  .map(({ name, word }) => plain(`${word}(${name})`));
const withText = fc
  .record({ name: attribute, word: fc.constantFrom("begins_with", "contains"), text: someText })
  .map(({ name, word, text }) => {
    const placeholder = valueName();
    return plain(`${word}(${name}, ${placeholder})`, { [placeholder]: text });
  });
const size = fc.record({ name: attribute, atLeast: fc.constantFrom(0, 1, 2) }).map(({ name, atLeast }) => {
  const placeholder = valueName();
  return plain(`size(${name}) >= ${placeholder}`, { [placeholder]: atLeast });
});
const aliased = fc.record({ name: fc.constantFrom("n", "t"), value: anyValue }).map(({ name, value }) => {
  const placeholder = valueName();
  return { text: `#${name} = ${placeholder}`, names: { [`#${name}`]: name }, values: { [placeholder]: value } };
});
/** Wrong whatever is stored. The engine notices some of this only when it gets there, so these stand alone. */
const broken = fc.constantFrom(
  plain("n = :absent"),
  plain("#absent = n"),
  plain("attribute_not_exists(nothing)", { ":unused": 1 }),
  plain("h BETWEEN :high AND :low", { ":high": 2, ":low": 1 }),
  plain("n == n"),
  plain("n ="),
  plain("is_nice(n)"),
  plain("begins_with(t, :number)", { ":number": 1 }),
);

const leaf = fc.oneof(compare, exists, between, among, withText, size, aliased);

const join = (parts: readonly Expression[], text: (parts: readonly string[]) => string): Expression => ({
  text: text(parts.map((part) => part.text)),
  names: Object.assign({}, ...parts.map(({ names }) => names)),
  values: Object.assign({}, ...parts.map(({ values }) => values)),
});

/** One leaf, or up to three with AND, OR, NOT and parentheses. */
export const soundCondition: fc.Arbitrary<Expression> = fc.oneof(
  { arbitrary: leaf, weight: 20 },
  {
    arbitrary: fc
      .record({
        parts: fc.tuple(leaf, leaf, leaf),
        shape: fc.constantFrom<(parts: readonly string[]) => string>(
          ([a, b, c]) => `${a} AND ${b} OR ${c}`,
          ([a, b, c]) => `${a} AND (${b} OR ${c})`,
          ([a, b, c]) => `NOT ${a} AND ${b} or not (${c} and ${a})`,
        ),
      })
      .map(({ parts, shape }) => join(parts, shape)),
    weight: 10,
  },
);

export const anyCondition: fc.Arbitrary<Expression> = fc.oneof(
  { arbitrary: broken, weight: 1 },
  { arbitrary: soundCondition, weight: 30 },
);

type Clause = { readonly section: "SET" | "REMOVE" | "ADD"; readonly part: Expression };

const set = (name: string, value: fc.Arbitrary<unknown>, text: (placeholder: string) => string): fc.Arbitrary<Clause> =>
  value.map((given) => {
    const placeholder = valueName();
    return { section: "SET", part: plain(`${name} = ${text(placeholder)}`, { [placeholder]: given }) } as const;
  });
const remove = (name: string): fc.Arbitrary<Clause> => fc.constant({ section: "REMOVE", part: plain(name) } as const);
const add = (name: string): fc.Arbitrary<Clause> =>
  someNumber.map((given) => {
    const placeholder = valueName();
    return { section: "ADD", part: plain(`${name} ${placeholder}`, { [placeholder]: given }) } as const;
  });

const clauses = fc.tuple(
  fc.option(
    fc.oneof(
      set("n", someNumber, (v) => v),
      set("n", someNumber, (v) => `n + ${v}`),
      add("n"),
      remove("n"),
    ),
  ),
  fc.option(
    fc.oneof(
      set("t", someText, (v) => v),
      set("t", someText, (v) => `if_not_exists(t, ${v})`),
      remove("t"),
    ),
  ),
  fc.option(
    fc.oneof(
      set("g", fc.constantFrom(0, 1), (v) => v),
      remove("g"),
    ),
  ),
  fc.option(
    fc.oneof(
      set("h", fc.constantFrom(-1.5, 3, 20), (v) => v),
      set("h", fc.constant(1), (v) => `h - ${v}`),
      add("h"),
      remove("h"),
    ),
  ),
  fc.option(
    fc.oneof(
      set("e", fc.constantFrom("z", ""), (v) => v),
      remove("e"),
    ),
  ),
  fc.option(
    fc.oneof(
      set("v", anyValue, (v) => v),
      set("v", someList, (v) => `list_append(v, ${v})`),
      add("v"),
    ),
  ),
  fc.option(fc.constant<Clause>({ section: "SET", part: plain("c = n") })),
);

/** Each attribute at most once. */
export const anyUpdate: fc.Arbitrary<Expression> = clauses.map((found) => {
  const present = found.filter((clause) => clause !== null);
  const sections = (["SET", "REMOVE", "ADD"] as const).flatMap((section) => {
    const parts = present.filter((clause) => clause.section === section).map(({ part }) => part);
    return parts.length === 0 ? [] : [join(parts, (texts) => `${section} ${texts.join(", ")}`)];
  });
  return join(sections, (texts) => texts.join(" "));
});
