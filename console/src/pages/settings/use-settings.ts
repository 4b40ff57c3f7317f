import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { Settings } from "../../../../lambdas/domain/settings.ts";
import { ApiRefusal, answered, type GoodBody } from "../../api/answered.ts";
import { api } from "../../api/client.ts";
import { useDraft } from "../../parts/use-draft.ts";

export type { Settings };

export interface InForce {
  readonly settings: Settings;
  readonly mark: string;
}

/** What is not saved yet, and what it was made from: so that two people's changes can be laid over each other. */
interface Draft {
  readonly base: InForce;
  readonly settings: Settings;
}

type Saved = GoodBody<Awaited<ReturnType<typeof api.settings.$put>>>;

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** The parts that differ, by their keys. */
export const changedParts = (before: Settings, after: Settings): readonly (keyof Settings)[] =>
  (Object.keys(after) as (keyof Settings)[]).filter((key) => !same(before[key], after[key]));

const standsInstead = (error: unknown): InForce | undefined => {
  const body = error instanceof ApiRefusal ? (error.body as Partial<InForce & { readonly reason: string }>) : undefined;
  if (body?.reason !== "changed-meanwhile" || body.settings === undefined || body.mark === undefined) return undefined;
  return { settings: body.settings, mark: body.mark };
};

const over = (theirs: InForce, { base, settings }: Draft): Draft => {
  const mine = changedParts(base.settings, settings).map((key) => [key, settings[key]] as const);
  return { base: theirs, settings: { ...theirs.settings, ...Object.fromEntries(mine) } };
};

/** The settings in force, a draft over them that survives a reload, and what somebody else saved meanwhile. */
export const useSettings = () => {
  const queries = useQueryClient();
  const query = useQuery({
    queryKey: ["settings"],
    queryFn: async () => (await answered(api.settings.$get())) as InForce,
  });
  const draft = useDraft<Draft>("settings");
  const settled = (inForce: InForce): void => {
    draft.discard();
    queries.setQueryData(["settings"], inForce);
    void queries.invalidateQueries({ queryKey: ["session"] });
  };
  const save = useMutation({
    mutationFn: ({ base, settings }: Draft): Promise<Saved> =>
      answered(api.settings.$put({ json: { settings, basedOn: base.mark } })),
    onSuccess: ({ settings, mark }) => settled({ settings: settings as Settings, mark }),
  });
  const change = (settings: Settings, inForce: InForce): void => {
    const base = draft.value?.base ?? inForce;
    draft.setValue(same(settings, base.settings) ? undefined : { base, settings });
  };
  const theirs = standsInstead(save.error);
  const takeTheirs = (): void => {
    if (theirs !== undefined) settled(theirs);
    save.reset();
  };
  const layOver = (): void => {
    if (theirs !== undefined && draft.value !== undefined) draft.setValue(over(theirs, draft.value));
    save.reset();
  };
  return { query, draft, save, change, theirs, takeTheirs, layOver };
};
