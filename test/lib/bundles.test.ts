import { existsSync } from "node:fs";
import { isBuiltin } from "node:module";
import { join } from "node:path";
import { build } from "esbuild";
import { expect, test } from "vitest";
import { bundle, bundleBytesMaxOf, projectRoot } from "../../lib/bundling.ts";
import { endUserMessagingTemplate, resourcesIn, resourcesOf } from "./templates.ts";

const entryIn = (resource: { readonly Metadata?: Readonly<Record<string, unknown>> }): string =>
  String(resource.Metadata?.["rekindle:entry"]);

/** Of every way to deploy: a setting may choose another entry for the same function. */
const entries = [
  ...new Set([
    ...resourcesOf("AWS::Lambda::Function").map(entryIn),
    ...resourcesIn(endUserMessagingTemplate(), "AWS::Lambda::Function").map(entryIn),
  ]),
];

test("the sender has an entry for each way of sending texts", () => {
  expect(entries).toEqual(
    expect.arrayContaining(["lambdas/handlers/send.ts", "lambdas/handlers/send-end-user-messaging.ts"]),
  );
});

const bundleOf = async (entry: string) => {
  const { outputFiles, metafile } = await build({
    ...bundle,
    entryPoints: [join(projectRoot, entry)],
    bundle: true,
    write: false,
    metafile: true,
    logLevel: "silent",
  });
  const imports = Object.values(metafile.outputs).flatMap((output) => output.imports);
  return { code: outputFiles.map(({ text }) => text).join(""), imports };
};

test.each(entries)(
  "%s becomes one module of at most 700 KB, or 900 KB where it answers people, that exports handler",
  async (entry) => {
    expect(existsSync(join(projectRoot, entry)), `The template names ${entry}, but there is no such file.`).toBe(true);

    const { code, imports } = await bundleOf(entry);

    expect(Buffer.byteLength(code)).toBeLessThanOrEqual(bundleBytesMaxOf(entry));
    expect(code).toMatch(/export\s*\{[^}]*\bhandler\b[^}]*\}/);
    // What is left out of a bundle may be imported in vain later, but a module that is missing at the start stops the function.
    const missingAtStart = imports.filter(({ kind, path }) => kind !== "dynamic-import" && !isBuiltin(path));
    expect(missingAtStart).toEqual([]);
  },
);
