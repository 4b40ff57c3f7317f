import type { ParameterValues, StepWords, Words } from "../../../../../lambdas/channels/words.ts";
import type { Campaign } from "../../../../../lambdas/domain/campaign.ts";
import type { LibraryPlaybook } from "../../../../../lib/console/playbook-library.ts";
import { chosen, filledIn, wanted } from "../../../../../lib/playbooks/fill-in.ts";

export const defaultsOf = ({ parameters }: LibraryPlaybook): ParameterValues =>
  Object.fromEntries(Object.entries(parameters).map(([name, { default: value }]) => [name, value]));

/** What the campaign would be; the API checks it before it is stored. */
export const definitionOf = (
  { definition }: LibraryPlaybook,
  values: ParameterValues,
): Omit<Campaign, "id" | "version"> => {
  const { steps, trigger, audience, exclusion, ...rest } = definition;
  const filled = {
    ...(filledIn(rest, values) as object),
    trigger: chosen(trigger, values),
    ...(audience === undefined ? {} : { audience: chosen(audience, values) }),
    ...(exclusion === undefined ? {} : { exclusion: chosen(exclusion, values) }),
    steps: filledIn(wanted(steps, values), values),
  };
  return filled as Omit<Campaign, "id" | "version">;
};

const sendsOf = ({ steps }: Pick<Campaign, "steps">): ReadonlySet<string> =>
  new Set(steps.flatMap((step) => (step.kind === "send" ? [step.id] : [])));

/** The words with the shop's values, without those of steps that the values leave out. */
export const wordsOf = (
  all: readonly Words[],
  values: ParameterValues,
  definition: Pick<Campaign, "steps">,
): readonly Words[] => {
  const sends = sendsOf(definition);
  const own = typeof values.smsOptOut === "string" && values.smsOptOut !== "" ? values.smsOptOut : undefined;
  return all.map((words) => ({
    ...words,
    smsOptOut: own ?? words.smsOptOut,
    parameters: values,
    steps: Object.fromEntries(
      Object.entries(words.steps).filter((entry): entry is [string, StepWords] => sends.has(entry[0])),
    ),
  }));
};

type Brought = Readonly<Record<string, unknown>> & { readonly id: string };

const broughtOf = (parts: LibraryPlaybook["coupons"], values: ParameterValues): readonly Brought[] =>
  filledIn(wanted(parts ?? [], values), values) as readonly Brought[];

/** Coupons and segments that the campaign names, for a shop that has none of these ids yet. */
export const bringsOf = (playbook: LibraryPlaybook, values: ParameterValues) => ({
  coupons: broughtOf(playbook.coupons, values),
  segments: broughtOf(playbook.segments, values),
});

/** Coupons of one code for everybody whose code was left empty: their messages would carry nothing. */
export const emptyCodes = (playbook: LibraryPlaybook, values: ParameterValues): readonly string[] =>
  wanted(playbook.coupons ?? [], values).flatMap(({ code }) => {
    const name = typeof code === "string" && code.startsWith("$") ? code.slice(1) : undefined;
    return name !== undefined && values[name] === "" ? [name] : [];
  });
