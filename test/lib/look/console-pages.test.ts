import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { consolePages } from "../../../lib/look/console-pages.ts";

const shown = {
  customerId: "a/1",
  message: { customerId: "a/1", messageKey: "m1" },
  doubted: { customerId: "b", messageKey: "m2" },
  ...{ emailId: "e", textId: "t", importId: "i", waitingImportId: "w" },
};
const paths = consolePages.map(({ pathOf }) => pathOf(shown));

describe("the pages that are looked at", () => {
  test("are all places of the navigation, so that a new one is looked at by itself", () => {
    const source = readFileSync(new URL("../../../console/src/navigation.ts", import.meta.url), "utf8");
    const loaded = [...source.matchAll(/import\("\.\/pages\/([a-z-]+)\//g)].map(([, folder]) => folder);

    expect(loaded.length).toBeGreaterThan(10);
    for (const folder of loaded) expect(paths).toContain(folder === "overview" ? "/" : `/${folder}`);
  });

  test("have names of their own, for the files of their pictures", () => {
    const names = consolePages.map(({ name }) => name);

    expect(new Set(names).size).toBe(names.length);
    expect(names.filter((name) => !/^[a-z-]+$/.test(name))).toEqual([]);
  });

  test("keep an id with a slash in one part of the path", () => {
    expect(paths).toContain("/customers/a%2F1");
    expect(paths).toContain("/messages/a%2F1/m1");
  });
});
