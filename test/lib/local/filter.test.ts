import { describe, expect, test } from "vitest";
import { compileFilter } from "../../../lib/local/filter.ts";

const record = {
  eventName: "MODIFY",
  dynamodb: { NewImage: { kind: { S: "snapshot" }, outbox: { M: { reserved: { N: "0" } } }, gone: { NULL: true } } },
};

const image = (rule: object) => JSON.stringify({ dynamodb: { NewImage: rule } });

describe("compileFilter", () => {
  const cases: readonly { readonly title: string; readonly patterns: readonly string[]; readonly passes: boolean }[] = [
    { title: "no pattern passes everything", patterns: [], passes: true },
    { title: "an equal value passes", patterns: ['{"eventName":["INSERT","MODIFY"]}'], passes: true },
    { title: "another value does not", patterns: ['{"eventName":["INSERT"]}'], passes: false },
    { title: "one of several patterns is enough", patterns: ['{"eventName":["INSERT"]}', "{}"], passes: true },
    { title: "all keys of a pattern must match", patterns: ['{"eventName":["MODIFY"],"a":["b"]}'], passes: false },
    {
      title: "a leaf exists, also as zero",
      patterns: [image({ outbox: { M: { reserved: { N: [{ exists: true }] } } } })],
      passes: true,
    },
    {
      title: "a map is no leaf",
      patterns: [image({ outbox: { M: { reserved: [{ exists: true }] } } })],
      passes: false,
    },
    { title: "absence can be asked for", patterns: [image({ other: { S: [{ exists: false }] } })], passes: true },
    { title: "a prefix passes", patterns: [image({ kind: { S: [{ prefix: "snap" }] } })], passes: true },
    {
      title: "anything-but leaves its value out",
      patterns: [image({ kind: { S: [{ "anything-but": ["snapshot"] }] } })],
      passes: false,
    },
    {
      title: "anything-but passes another value",
      patterns: [image({ kind: { S: [{ "anything-but": "job" }] } })],
      passes: true,
    },
    {
      title: "anything-but needs a value",
      patterns: [image({ none: { S: [{ "anything-but": "job" }] } })],
      passes: false,
    },
  ];

  test.each(cases)("$title", ({ patterns, passes }) => {
    const filter = compileFilter(patterns);

    const result = filter(record);

    expect(result).toBe(passes);
  });

  test.each(['{"a":[{"cidr":"10.0.0.0/8"}]}', '{"$or":[]}', '{"a":[]}', '{"a":"b"}', "{", '{"a":[{"exists":"yes"}]}'])(
    "refuses %s, which it would have to guess at",
    (pattern) => {
      const compile = () => compileFilter([pattern]);

      expect(compile).toThrow(/^Filter pattern/);
    },
  );
});
