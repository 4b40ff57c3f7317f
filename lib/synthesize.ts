import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "aws-cdk-lib/core";
import { ownId, Rekindle } from "./rekindle.ts";
import { parseDeploySettings } from "./settings.ts";

/** A resource as CloudFormation reads it; references inside the properties are not resolved. */
export interface TemplateResource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
  readonly Metadata?: Readonly<Record<string, unknown>>;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
}

export interface TemplateOutput {
  readonly Value: unknown;
  readonly Export?: { readonly Name: unknown };
}

export interface Template {
  readonly Resources: Readonly<Record<string, TemplateResource>>;
  readonly Outputs?: Readonly<Record<string, TemplateOutput>>;
}

export interface SynthesizedTemplates {
  readonly dataTemplate: Template;
  readonly engineTemplate: Template;
  readonly consoleTemplate: Template;
}

export interface SynthesizeOptions {
  /** False leaves the functions' code out; the wiring is the same. Takes about a second after two to load the libraries. */
  readonly bundling: boolean;
  /** Folder of the built console. Default: a console without files. */
  readonly consoleFiles?: string;
  /** Deploy settings, as in the context key "rekindle". Default: every setting's own default. */
  readonly settings?: unknown;
}

/** The context of cdk.json decides how templates look, so that an app made here is the one the CDK tool makes. */
export const projectContext = (): Record<string, unknown> => {
  const file = JSON.parse(readFileSync(new URL("../cdk.json", import.meta.url), "utf8"));
  const { rekindle: _, ...flags } = file.context;
  return flags;
};

/** Leaves out what only a deployment needs: `npm run synth` validates the templates, and that takes longer than all else. */
const createApp = (outdir: string): App =>
  new App({
    outdir,
    context: projectContext(),
    analyticsReporting: false,
    treeMetadata: false,
    builtinCloudFormationValidation: false,
  });

/**
 * Synthesizes the stacks in this process and returns their templates. No file stays and nothing reaches AWS.
 *
 * A cross-stack reference is `Fn::ImportValue` in the engine's template; the data template's output with that export name
 * says what it stands for.
 */
export const synthesize = (options: SynthesizeOptions): SynthesizedTemplates => {
  const outdir = mkdtempSync(join(tmpdir(), "rekindle-synth-"));
  try {
    const app = createApp(outdir);
    const { bundling, consoleFiles, settings } = options;
    const { stacks } = new Rekindle(app, ownId, {
      ...parseDeploySettings(settings),
      bundling,
      ...(consoleFiles !== undefined && { consoleFiles }),
    });
    const assembly = app.synth();
    const templateOf = (name: string): Template => assembly.getStackByName(name).template;
    return {
      dataTemplate: templateOf(stacks.data.stackName),
      engineTemplate: templateOf(stacks.engine.stackName),
      consoleTemplate: templateOf(stacks.console.stackName),
    };
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
};
