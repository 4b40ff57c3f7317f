import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Preview } from "../../../lambdas/channels/preview.ts";
import { playbooksFolder } from "../../../lib/playbooks/load.ts";
import { previewCommand } from "../../../lib/playbooks/preview-command.ts";
import { copyPlaybooks } from "../../support/playbook-copy.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "preview-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const run = async (values: Readonly<Record<string, string | boolean>>, playbooks = playbooksFolder) => {
  const out: string[] = [];
  const code = await previewCommand((text) => out.push(text), playbooks).run(values);
  return { code, out: out.join("") };
};

const refusal = (values: Readonly<Record<string, string>>) =>
  run(values).then(
    () => "",
    (error: Error) => error.message,
  );

const campaign = "post-delivery-care";
const japan = { campaign, country: "JP" };

describe("npm run preview", () => {
  it("shows emails and texts of every sample, with parts, encoding and price or that it is unknown", async () => {
    const { code, out } = await run({ campaign });

    expect(code).toBe(0);
    expect(out).toContain("post-delivery-care, care-check: email in en for us\n  Subject:   Did everything arrive");
    expect(out).toMatch(
      /sms in en for us\n {2}My shop: .*\n {2}= 2 parts, GSM-7, 284 characters, \$0\.0166 in US \(market/,
    );
    expect(out).toMatch(
      /sms in zh for cn\n {2}【My shop】.* 拒收请回复R\n {2}= 1 part, UCS-2, 68 characters, price in CN unknown/,
    );
  });

  it("shows only what was asked for", async () => {
    const { out } = await run({ ...japan, channel: "sms", step: "care-check", language: "zh" });

    expect(out.match(/ in zh for | in en for /g)).toEqual([" in zh for "]);
    expect(out).toMatch(/= 3 parts, UCS-2, 149 characters, \$0\.22353 in JP \(AWS, 2026-05/);
  });

  it("fills in the shop's own name, prices and values for the playbook", async () => {
    const settings = join(folder, "settings.json");
    const campaigns = { [campaign]: { smsOptOut: "Txt STOP" } };
    const senders = { smsPricesUsd: { GB: 0.04 } };
    writeFileSync(settings, JSON.stringify({ shop: { name: "Harbour" }, senders, campaigns }));

    const { out } = await run({ campaign, country: "GB", channel: "sms", settings });

    expect(out).toMatch(/Harbour: Hi Margaret.* Txt STOP\n {2}= 2 parts.* \$0\.08 in GB \(your own figure/);
  });

  it("writes the emails as files, and says which", async () => {
    const target = join(folder, "mails");

    const { out } = await run({ ...japan, out: target });

    expect(readdirSync(target).sort()).toEqual(["care-check.en.jp.html", "care-check.en.jp.txt"]);
    expect(readFileSync(join(target, "care-check.en.jp.html"), "utf8")).toMatch(/^<!doctype html>[\s\S]*Hi Emily/i);
    expect(out).toContain(`Written: ${join(target, "care-check.en.jp.html")}`);
  });

  it("prints JSON for other programs", async () => {
    const { out } = await run({ ...japan, json: true });

    const previews: readonly Preview[] = JSON.parse(out);
    expect(previews.map(({ channel }) => channel)).toEqual(["email", "sms"]);
    expect(previews[1]).toMatchObject({ result: { message: { quote: { parts: 2, priceUsd: 0.14902 } } } });
  });

  it("fails with code 1 on a playbook that has problems", async () => {
    const copy = copyPlaybooks();
    copy.edit(`${campaign}/words/en/words.json`, "{{ customer.firstName }}", "{{ customer.nickname }}");

    const { code, out } = await run({ campaign }, copy.folder);
    copy.remove();

    expect({ code, out }).toEqual({ code: 1, out: "" });
  });
});

describe("wrong arguments", () => {
  it.each([
    [{}, "--campaign: is missing (received nothing; allowed: benefit-expiring, "],
    [{ campaign: "post-care" }, "--campaign: is not known (received post-care; allowed: benefit-expiring, "],
    [{ campaign, step: "x" }, "--step: is no step that sends (received x; allowed: care-check)"],
    [{ campaign, channel: "fax" }, "--channel: is not known (received fax; allowed: email, sms, push)"],
    [{ campaign, language: "de" }, "--language: is not known (received de; allowed: en, zh)"],
    [{ campaign, country: "uk!" }, "--country: is no country code (received uk!; allowed: two capital letters"],
    [{ campaign, settings: "no-such.json" }, "--settings: cannot be read (received no-such.json"],
  ])("%j", async (values, expected) => {
    expect(await refusal(values as Readonly<Record<string, string>>)).toContain(expected);
  });

  it("end the program with code 2, and --help with 0", async () => {
    const root = fileURLToPath(new URL("../../../", import.meta.url));
    const program = (...words: readonly string[]) =>
      new Promise<{ code: unknown; said: string }>((resolve) => {
        execFile(join(root, "node_modules/.bin/tsx"), ["bin/preview.ts", ...words], { cwd: root }, (error, out, err) =>
          resolve({ code: error?.code ?? 0, said: out + err }),
        );
      });

    const [wrong, help] = await Promise.all([program("--campain", "x"), program("--help")]);

    expect(wrong).toMatchObject({ code: 2, said: expect.stringContaining("--campaign, --step, --channel") });
    expect(help).toMatchObject({ code: 0, said: expect.stringContaining("Usage: npm run preview") });
  }, 30_000);
});
