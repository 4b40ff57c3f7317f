import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { Words } from "../../../../../lambdas/channels/words.ts";
import type { Channel, Language } from "../../../../../lambdas/domain/channel.ts";
import { type ApiProblem, ApiRefusal, answered, type GoodBody } from "../../../api/answered.ts";
import { api } from "../../../api/client.ts";
import type { useProblemWords } from "../../../words/problems/use-problem-words.ts";
import type { Definition } from "../data/save-version.ts";

const call = api.campaigns[":campaignId"].preview.$post;
type Body = Parameters<typeof call>[0]["json"];
export type PreviewAnswer = GoodBody<Awaited<ReturnType<typeof call>>>;
export type Preview = PreviewAnswer["previews"][number];

export interface PreviewOf {
  readonly campaignId: string;
  readonly step: string;
  readonly channel: Channel;
  readonly language: Language;
  readonly definition: Definition;
  readonly words: Words | undefined;
}

const writingPauseMs = 400;

/** What sample customers would get from words that are not saved yet, asked for once the person pauses. */
export const usePreview = (q: PreviewOf) => {
  const [{ campaignId, words, ...rest }] = useDebouncedValue(q, writingPauseMs);
  return useQuery({
    queryKey: ["preview", campaignId, rest, words],
    queryFn: () =>
      answered(
        call({
          param: { campaignId },
          query: {},
          json: { ...rest, ...(words !== undefined && { words: [words] }) } as unknown as Body,
        }),
      ),
    placeholderData: keepPreviousData,
    enabled: words?.steps[rest.step]?.[rest.channel] !== undefined,
    retry: false,
  });
};

type ProblemWords = Pick<ReturnType<typeof useProblemWords>, "problem" | "allowed">;
const placed = /^words\.\w+\.steps\.([^.]+)\.([a-z]+\.[a-z]+)(?:, line (\d+))?/;

const told = ({ where, problem, received, allowed }: ApiProblem, say: ProblemWords): string => {
  const line = placed.exec(where)?.[3];
  const more = [
    ...(received === undefined ? [] : [received]),
    ...(allowed === undefined ? [] : [`✓ ${say.allowed(allowed)}`]),
  ];
  return [
    ...(line === undefined ? [] : [`${line}:`]),
    say.problem(problem),
    ...(more.length > 0 ? [`(${more.join("; ")})`] : []),
  ].join(" ");
};

/** What the API found wrong with the words, told at the field that it is in. */
export const problemsAt = (
  error: unknown,
  step: string,
  say: ProblemWords,
): ((field: string) => string | undefined) => {
  const problems = error instanceof ApiRefusal && error.status === 400 ? error.problems : [];
  return (field) => {
    const own = problems.filter(({ where }) => {
      const [, at, name] = placed.exec(where) ?? [];
      return at === step && name === field;
    });
    return own.length === 0 ? undefined : own.map((one) => told(one, say)).join(" · ");
  };
};
