import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { doctorHelp } from "../../../lib/doctor/doctor-command.ts";
import { templates } from "../templates.ts";

const root = join(import.meta.dirname, "../../..");
const read = (path: string): string => readFileSync(join(root, path), "utf8");
const pages = [
  "README.md",
  ...readdirSync(join(root, "docs")).flatMap((name) => (name.endsWith(".md") ? [`docs/${name}`] : [])),
];
const { scripts } = JSON.parse(read("package.json"));

describe("commands in the docs", () => {
  it.each(pages)("%s names only scripts that there are", (page) => {
    const named = [...read(page).matchAll(/npm run ([a-z][a-z-]*)/g)].map(([, name = ""]) => name);

    expect(named.filter((name) => !Object.hasOwn(scripts, name))).toEqual([]);
  });

  it("of operations that change an account are marked as such, in their line or at the head of their block", () => {
    const lines = read("docs/operations.md").split("\n");
    const unmarked = lines.filter((line, index) => {
      if (!/^\s*(?:aws |npx cdk|npm run deploy|git )/.test(line)) return false;
      const head = lines.slice(0, index).findLastIndex((one) => one.trim() === "```sh");
      return !lines.slice(Math.max(0, head - 2), index + 1).some((one) => one.includes("(account)"));
    });

    expect(unmarked).toEqual([]);
  });

  it("give doctor and restored only options that they take", () => {
    const restored = `${read("bin/restored.ts")}${read("lib/repair/open-place.ts")}`;
    const optionsOf = (command: string) =>
      [...read("docs/operations.md").matchAll(new RegExp(`npm run ${command}(.*)`, "g"))].flatMap(
        ([, rest = ""]) => rest.match(/--[a-z][a-z-]+/g) ?? [],
      );

    expect(optionsOf("doctor").filter((option) => !doctorHelp.includes(option))).toEqual([]);
    expect(optionsOf("restored").filter((option) => !restored.includes(option.slice(2)))).toEqual([]);
    expect(optionsOf("restored").length).toBeGreaterThan(5);
  });
});

describe("what is taken down", () => {
  it("leaves everything behind that holds data: the engine and the console have no table, secret or pool", () => {
    const holding = /^AWS::(?:DynamoDB|SecretsManager|Cognito::UserPool$)/;
    const others = [templates.engineTemplate, templates.consoleTemplate].flatMap(({ Resources }) =>
      Object.values(Resources),
    );
    const data = Object.values(templates.dataTemplate.Resources).filter(({ Type }) => holding.test(Type));

    expect(others.filter(({ Type }) => holding.test(Type))).toEqual([]);
    expect(data.length).toBeGreaterThan(8);
    expect(data.filter(({ DeletionPolicy }) => DeletionPolicy !== "Retain")).toEqual([]);
  });
});
