import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Preview, previewsOf } from "../../lambdas/channels/preview.ts";
import { type SampleCustomer, sampleCustomers, sampleCustomersIn } from "../../lambdas/channels/sample-customers.ts";
import type { Words } from "../../lambdas/channels/words.ts";
import { type Channel, channels, type Language, languages } from "../../lambdas/domain/channel.ts";
import { problemText } from "../../lambdas/domain/problem.ts";
import type { Settings } from "../../lambdas/domain/settings.ts";
import { systemClock } from "../../lambdas/shared/clock.ts";
import { type Command, type ExitCode, settingsOf, textOf, type Values, wrongArgument } from "../command.ts";
import { type BuiltCampaign, buildCampaign } from "./build-campaign.ts";
import { buildWords } from "./build-words.ts";
import { loadPlaybook, playbookIds, playbooksFolder } from "./load.ts";
import { previewLines } from "./preview-lines.ts";
import type { Result } from "./problems.ts";

const help = `Usage: npm run preview -- --campaign ID [options]

Shows what sample customers would get from a playbook: emails, texts with their parts, encoding and price, pushes with
their lengths, and what to know before sending. Nothing is sent.

  --campaign ID        a playbook; see docs/playbooks.md
  --step ID            only this step                      (default: every step that sends)
  --channel NAME       only email, sms or push             (default: all)
  --language en|zh     everybody reads this language       (default: each sample customer their own)
  --country CODE       only customers of this country, such as GB: it decides price, signature and opt-out wording
  --settings FILE      the shop's settings and its values for the playbook; see docs/settings.md
  --out DIR            write each email as .html and .txt there
  --json               print one JSON array instead of text
  --help               this text

Exit codes: 0 shown; 1 a message could not be rendered, or the playbook has problems; 2 wrong arguments.
`;

const options = {
  campaign: { type: "string" },
  step: { type: "string" },
  channel: { type: "string" },
  language: { type: "string" },
  country: { type: "string" },
  settings: { type: "string" },
  out: { type: "string" },
  json: { type: "boolean" },
} as const;

const oneOf = <Name extends string>(values: Values, option: string, names: readonly Name[]): Name | undefined => {
  const given = textOf(values, option);
  if (given === undefined) return undefined;
  const found = names.find((name) => name === given);
  if (found === undefined) throw wrongArgument(`--${option}`, "is not known", given, names.join(", "));
  return found;
};

const campaignOf = async (values: Values, folder: string): Promise<string> => {
  const ids = await playbookIds(folder);
  const id = oneOf(values, "campaign", ids);
  if (id === undefined) throw wrongArgument("--campaign", "is missing", "nothing", ids.join(", "));
  return id;
};

const countryOf = (values: Values): string | undefined => {
  const given = textOf(values, "country");
  if (given === undefined || /^[A-Z]{2}$/.test(given)) return given;
  throw wrongArgument("--country", "is no country code", given, "two capital letters of ISO 3166-1, such as GB");
};

interface Built extends BuiltCampaign {
  readonly words: readonly Words[];
}

const built = async (id: string, settings: Settings, folder: string): Promise<Result<Built>> => {
  const loaded = await loadPlaybook(id, folder);
  if (!loaded.ok) return loaded;
  const campaign = buildCampaign(loaded.playbook, settings.campaigns[id], 1);
  if (!campaign.ok) return campaign;
  const words = await buildWords(loaded.playbook, campaign.parameters);
  return words.ok ? { ...campaign, words: words.words } : words;
};

const samplesFor = (country: string | undefined, now: number): readonly SampleCustomer[] =>
  country === undefined ? sampleCustomers(now) : sampleCustomersIn(country, now);

interface Wanted {
  readonly step: string | undefined;
  readonly channel: Channel | undefined;
  readonly language: Language | undefined;
  readonly country: string | undefined;
}

const previewed = (found: Built, settings: Settings, wanted: Wanted): readonly Preview[] => {
  const now = systemClock.now();
  const { campaign, coupons } = found;
  const sends = campaign.steps.flatMap((step) => (step.kind === "send" ? [step.id] : []));
  if (wanted.step !== undefined && !sends.includes(wanted.step))
    throw wrongArgument("--step", "is no step that sends", wanted.step, sends.join(", "));
  return previewsOf({
    ...{ campaign, coupons, settings, now, samples: samplesFor(wanted.country, now), stepId: wanted.step },
    ...{ language: wanted.language, channel: wanted.channel },
    words: Object.fromEntries(found.words.map((one) => [one.language, one])),
  });
};

/** Names that sort as the messages follow each other in the campaign's own files. */
const fileOf = ({ stepId, language, sample }: Preview): string => `${stepId}.${language}.${sample}`;

const writeEmails = async (folder: string, previews: readonly Preview[]): Promise<readonly string[]> => {
  await mkdir(folder, { recursive: true });
  const files = previews.flatMap((preview) => {
    const { result } = preview;
    if (!result.ok || result.message.channel !== "email") return [];
    const path = join(folder, fileOf(preview));
    return [[`${path}.html`, result.message.html] as const, [`${path}.txt`, result.message.text] as const];
  });
  for (const [path, text] of files) await writeFile(path, text);
  return files.map(([path]) => path);
};

const show = async (values: Values, out: (text: string) => void, folder: string): Promise<ExitCode> => {
  const id = await campaignOf(values, folder);
  const wanted: Wanted = {
    step: textOf(values, "step"),
    channel: oneOf(values, "channel", channels),
    language: oneOf(values, "language", languages),
    country: countryOf(values),
  };
  const settings = await settingsOf(values);
  const found = await built(id, settings, folder);
  if (!found.ok) {
    for (const problem of found.problems) process.stderr.write(`${problemText(problem)}\n`);
    return 1;
  }
  const previews = previewed(found, settings, wanted);
  const target = textOf(values, "out");
  const files = target === undefined ? [] : await writeEmails(target, previews);
  if (values.json === true) out(`${JSON.stringify(previews, undefined, 2)}\n`);
  else out(`${[...previews.flatMap(previewLines), ...files.map((file) => `Written: ${file}`)].join("\n")}\n`);
  return previews.every(({ result }) => result.ok) ? 0 : 1;
};

/** `folder`: where the playbooks lie. */
export const previewCommand = (out: (text: string) => void, folder = playbooksFolder): Command => ({
  help,
  options,
  run: (values) => show(values, out, folder),
});
