import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { auditSentence } from "../../lambdas/domain/audit-sentence.ts";
import { auditSentences } from "../../lambdas/domain/audit-sentences.ts";

const sources = (directory: string): readonly string[] =>
  readdirSync(directory, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => readFileSync(join(directory, file), "utf8"));

const told = {
  by: "ada@shop.example",
  subject: "dormant",
  details: { version: 3, roles: "editor", note: "For spring" },
};

describe("the sentence of a deed", () => {
  it("is there for every action that our code notes, in both languages", () => {
    const noted = ["lambdas/handlers", "lambdas/store"]
      .flatMap(sources)
      .flatMap((text) => [...text.matchAll(/(?:\baction: |\bnoted\((?:context, )?)"([a-z]+(?:-[a-z]+)+)"/g)])
      .map(([, action]) => action ?? "")
      // An action of a campaign's life, which is noted under another name.
      .filter((action) => action !== "request-approval");

    expect(noted.length).toBeGreaterThan(10);
    expect([...new Set(noted)].filter((action) => !(action in auditSentences))).toEqual([]);
  });

  it.each(Object.keys(auditSentences))("of %s differs between the languages and names who did it", (action) => {
    const { en, zh } = auditSentence({ ...told, action });

    expect(en.startsWith("ada@shop.example ")).toBe(true);
    expect(en.endsWith(": For spring")).toBe(true);
    expect(zh).toMatch(/^ada@shop\.example .*\p{Script=Han}.*：For spring$/u);
  });

  it("of an action nobody gave words stands by its name", () => {
    expect(auditSentence({ by: "ada", action: "toString", subject: "x", details: {} }).en).toBe("ada toString x");
  });
});
