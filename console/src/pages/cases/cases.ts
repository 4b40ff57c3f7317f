import { keepPreviousData, useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { answered, type GoodBody } from "../../api/answered.ts";
import { api } from "../../api/client.ts";

const list = api.cases.$get;
export type CasePage = GoodBody<Awaited<ReturnType<typeof list>>>;
export type Case = CasePage["cases"][number];

export const subjects = ["complaint", "review", "survey", "other"] as const satisfies readonly Case["subject"][];
export const channels = ["email", "sms", "push"] as const;

/** `until`: only what was due by then, ISO 8601. */
export const useCases = ({ until }: { readonly until?: string | undefined }) =>
  useInfiniteQuery({
    queryKey: ["cases", { until }],
    queryFn: ({ pageParam }) =>
      answered(list({ query: { limit: "50", ...(until && { until }), ...(pageParam && { cursor: pageParam }) } })),
    placeholderData: keepPreviousData,
    initialPageParam: "",
    getNextPageParam: (page: CasePage) => page.cursor,
  });

/** After every deed, a refused one too, the lists are asked for anew. */
const useDeed = <Body>(mutationFn: (body: Body) => Promise<unknown>) => {
  const queries = useQueryClient();
  return useMutation({ mutationFn, onSettled: () => queries.invalidateQueries({ queryKey: ["cases"] }) });
};

const one = api.cases[":customerId"][":caseKey"];

export interface Noted {
  readonly note?: string;
}

export const useCaseDeeds = ({ customerId, caseKey }: Case) => {
  const param = { customerId, caseKey };
  return {
    acknowledge: useDeed((json: Noted) => answered(one.acknowledge.$post({ param, json }))),
    tell: useDeed((json: Noted) => answered(one.result.$post({ param, json }))),
    close: useDeed((json: Noted & { readonly outcome: string }) => answered(one.close.$post({ param, json }))),
  };
};

export interface NewCase extends Noted {
  readonly customerId: string;
  readonly caseId: string;
  readonly subject: Case["subject"];
  readonly channel?: (typeof channels)[number];
}

export const useOpenCase = () => useDeed((json: NewCase) => answered(api.cases.$post({ json })));
