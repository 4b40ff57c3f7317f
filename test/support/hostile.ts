import * as fc from "fast-check";

/** Values that break parsers: as they are, and as one edit of a document that was valid before it. */

const letters = {
  loneSurrogates: "\ud800x\udc00",
  nul: "a\u0000b",
  rightToLeft: "\u202egnp.exe",
  combining: `e${"\u0301".repeat(300)}`,
  zeroWidth: "a\u200b\u200d\ufeffb",
  astral: "𝒳👩‍👩‍👧‍👦",
  lineBreaks: "a\r\nBcc: eve@example.com\r\n\r\nb",
  separators: "a\u2028b\u2029c\u0085d",
} as const;

/** Words that some language, format or library takes for something else. */
const words = [
  ...[
    "",
    " ",
    "null",
    "undefined",
    "NaN",
    "Infinity",
    "-Infinity",
    "true",
    "[object Object]",
    "__proto__",
    "constructor",
  ],
  ...[
    "prototype",
    "toString",
    "hasOwnProperty",
    "then",
    "1e400",
    "-1e400",
    "1e-400",
    "-0",
    "0x10",
    "1_000",
    "١٢٣",
    "１２３",
  ],
  ...[
    "9007199254740993",
    "00000000000000000001",
    "1,234.50",
    "1.234,50",
    "(5)",
    "=1+1",
    "@SUM(1)",
    "+A1",
    "-1",
    "1e21",
  ],
  ...["{{ customer.email }}", "{% for i in (1..1000000) %}x{% endfor %}", "#{7*7}", "../../etc/passwd", "%00", "%ff"],
  ...["<script>alert(1)</script>", "'; DROP TABLE customers; --", '"', "\\", "'", "#", "customer#1", "unstamped#x"],
] as const;

const dates = [
  ...[
    "2026-02-30",
    "2026-13-01T00:00:00Z",
    "9999-12-31T23:59:59Z",
    "0000-00-00",
    "1969-12-31T23:59:59Z",
    "+275760-09-13",
  ],
  ...["2026-03-01T24:00:00Z", "2026-03-01T23:59:60Z", "2026-03-01T00:00:00+99:99", "-000001-01-01", "31/12/26", "now"],
  ...["2026-03-29T01:30:00[Europe/London]", "2026-03-01T00:00:00.123456789012345Z", "1e12", "8640000000000001"],
] as const;

export const hostileText: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(...Object.values(letters), ...words, ...dates),
  fc.string({ unit: "binary", maxLength: 30 }),
  fc.string({ unit: fc.constantFrom("\ud83d", "\ude00", "\u0000", "\n", "é", "茶", "a"), maxLength: 20 }),
  fc
    .constantFrom("x", "茶", "\ud83d\ude00", '"', "\\", "[", "%")
    .chain((unit) => fc.constantFrom(127, 128, 129, 199, 200, 201, 5_000, 40_000).map((times) => unit.repeat(times))),
);

const hostileNumber = fc.oneof(
  fc.constantFrom(0, -0, 1, -1, 0.1, 1e-7, 1e-300, 5e-324, 1e12, 1e12 + 1, 1e15, 2 ** 53, 2 ** 53 + 2, 1e21, 1e300),
  fc.constantFrom(Number.MAX_VALUE, -Number.MAX_VALUE, 4.35, 1.005, 8_640_000_000_000_001, 253_402_300_800_000),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
);

const nested = (levels: number, wrap: (inner: unknown) => unknown): unknown =>
  Array.from({ length: levels }).reduce<unknown>((inner) => wrap(inner), 1);

const hostileShape: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(null, true, false, [], {}, [[]], [{}], [null], { "": "" }, { length: 3 }, { 0: "a" }),
  fc.constantFrom(31, 32, 33, 500).map((levels) => nested(levels, (inner) => [inner])),
  fc.constantFrom(31, 32, 33, 500).map((levels) => nested(levels, (inner) => ({ a: inner }))),
  fc.constantFrom(300, 3_000).map((length) => Array.from({ length }, (_, at) => at)),
  fc.jsonValue({ maxDepth: 3 }),
);

/** What JSON can say, at its worst. */
export const hostileValue: fc.Arbitrary<unknown> = fc.oneof(hostileText, hostileNumber, hostileShape);

type Path = readonly (string | number)[];

const isContainer = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;

const pathsOf = (value: unknown, path: Path = []): readonly Path[] => {
  const own: readonly Path[] = [path];
  if (!isContainer(value)) return own;
  const keys = Array.isArray(value) ? [...value.keys()] : Object.keys(value);
  return [...own, ...keys.flatMap((key) => pathsOf(Reflect.get(value, key), [...path, key]))];
};

/** Sets also what assignment would not: a key of every object, such as `__proto__`. */
const put = (target: object, key: string | number, value: unknown): void => {
  Object.defineProperty(target, key, { value, enumerable: true, writable: true, configurable: true });
};

type Edit = (parent: object, key: string | number, value: unknown) => void;

/** Not by `splice`, which asks the list for its constructor: an edit before may have put something else there. */
const remove: Edit = (parent, key) => {
  if (Array.isArray(parent)) {
    parent.copyWithin(Number(key), Number(key) + 1);
    parent.length -= 1;
  } else Reflect.deleteProperty(parent, key);
};
const wrap: Edit = (parent, key, value) => put(parent, key, [value]);
const stringify: Edit = (parent, key, value) =>
  put(parent, key, isContainer(value) ? JSON.stringify(value) : String(value));
const double: Edit = (parent, key, value) => {
  if (Array.isArray(parent)) {
    parent.push(value);
    parent.copyWithin(Number(key) + 1, Number(key), parent.length - 1);
    parent[Number(key)] = value;
  } else put(parent, `${key} `, value);
};
const swapCase: Edit = (parent, key, value) => {
  remove(parent, key, value);
  put(parent, String(key).toUpperCase(), value);
};

const anyEdit: fc.Arbitrary<Edit> = fc.oneof(
  {
    weight: 6,
    arbitrary: hostileValue.map(
      (to): Edit =>
        (parent, key) =>
          put(parent, key, to),
    ),
  },
  { weight: 1, arbitrary: fc.constantFrom(remove, wrap, stringify, double, swapCase) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom("__proto__", "constructor", "toString", "", "\u0000", "a".repeat(300)), hostileValue)
      .map(
        ([name, to]): Edit =>
          (parent, key, value) =>
            put(isContainer(value) ? value : parent, isContainer(value) ? name : key, to),
      ),
  },
);

/** A document with exactly one edit somewhere in it. Nearly right is what gets furthest into a parser. */
export const mutated = (document: unknown): fc.Arbitrary<unknown> =>
  fc.tuple(fc.nat({ max: 100_000 }), anyEdit).map(([at, edit]) => {
    const root = { document: structuredClone(document) };
    const paths = pathsOf(root).slice(1);
    const path = paths[at % paths.length] ?? ["document"];
    const key = path.at(-1) ?? "document";
    const parent = path.slice(0, -1).reduce<unknown>((value, part) => Reflect.get(value as object, part), root);
    edit(parent as object, key, Reflect.get(parent as object, key));
    return root.document;
  });

type ByteEdit = (bytes: Buffer, at: number) => Buffer;

const insertions = ["\u0000", "\ufeff", '"', "\\", "\r", "\n\n", "{", "]", ",", "\u2028"].map((text) =>
  Buffer.from(text),
);
const broken = [Buffer.from([0xff]), Buffer.from([0xc0, 0x80]), Buffer.from([0xed, 0xa0, 0x80]), Buffer.from([0x81])];

const byteEdits: readonly ByteEdit[] = [
  (bytes, at) => bytes.subarray(0, at),
  (bytes, at) => bytes.subarray(at),
  (bytes, at) => Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1)]),
  (bytes, at) => Buffer.concat([bytes.subarray(0, at), bytes.subarray(Math.max(0, at - 7))]),
  (bytes) => Buffer.concat([bytes, bytes]),
  (bytes, at) => Buffer.from(bytes.map((byte, place) => (place === at ? byte ^ 0x80 : byte))),
  (bytes, at) => Buffer.from(bytes.map((byte, place) => (place === at ? byte ^ 0x01 : byte))),
  ...[...insertions, ...broken].map(
    (put): ByteEdit =>
      (bytes, at) =>
        Buffer.concat([bytes.subarray(0, at), put, bytes.subarray(at)]),
  ),
];

/** Bytes with one to three edits: cut, doubled, flipped, something put between. */
export const mutatedBytes = (bytes: Uint8Array): fc.Arbitrary<Buffer> =>
  fc
    .array(fc.tuple(fc.nat({ max: 1_000_000 }), fc.constantFrom(...byteEdits)), { minLength: 1, maxLength: 3 })
    .map((edits) =>
      edits.reduce<Buffer>((before, [at, edit]) => edit(before, at % (before.length + 1)), Buffer.from(bytes)),
    );

/** Text that a header of HTTP may carry. */
export const hostileHeader: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom("", " ", "null", "__proto__", ",", ";", "a,b", "a".repeat(8_000), "é", "%00", "=?utf-8?q?x?=", "\t"),
  fc.string({ unit: fc.integer({ min: 0x20, max: 0xff }).map((code) => String.fromCharCode(code)), maxLength: 60 }),
);
