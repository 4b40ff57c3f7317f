import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { answered, type GoodBody } from "../../api/answered.ts";
import { api } from "../../api/client.ts";

const list = api.cases.$get;
export type CasePage = GoodBody<Awaited<ReturnType<typeof list>>>;
export type Case = CasePage["cases"][number];

export const subjects = ["complaint", "review", "survey", "other"] as const satisfies readonly Case["subject"][];
export const channels = ["email", "sms", "push"] as const;

/** So many are looked through for those that are overdue. */
const pagesAtOnce = 5;

/**
 * Open cases. The API sorts them by when they are next looked at, and every passed deadline sets a later time for the next
 * reminder, so what is overdue may stand anywhere in its list: several pages are fetched, and sorted here.
 */
export const useCases = () => {
  const query = useInfiniteQuery({
    queryKey: ["cases"],
    queryFn: ({ pageParam }) => answered(list({ query: { limit: "100", ...(pageParam && { cursor: pageParam }) } })),
    initialPageParam: "",
    getNextPageParam: (page: CasePage) => page.cursor,
  });
  const { hasNextPage, isFetching, isError, fetchNextPage } = query;
  const isMoreWanted = hasNextPage && !isFetching && !isError && (query.data?.pages.length ?? 0) < pagesAtOnce;
  useEffect(() => {
    if (isMoreWanted) void fetchNextPage();
  }, [isMoreWanted, fetchNextPage]);
  return query;
};

/** The earliest deadline of a case that nobody has kept yet; what has none left comes last. */
const nextDeadline = ({ acknowledgedAt, acknowledgeBy, resultToldAt, resultBy }: Case): string =>
  (acknowledgedAt === undefined ? acknowledgeBy : undefined) ??
  (resultToldAt === undefined ? resultBy : undefined) ??
  "9999";

export const mostUrgentFirst = (cases: readonly Case[]): readonly Case[] =>
  cases.toSorted((a, b) => nextDeadline(a).localeCompare(nextDeadline(b)));

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
