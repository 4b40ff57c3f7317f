import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useSearchParams } from "react-router";
import { answered, type GoodBody } from "../../api/answered.ts";
import { api } from "../../api/client.ts";
import { useSession } from "../../api/use-session.ts";

const dayMs = 86_400_000;
export const ranges = { d30: 30, d90: 90, d365: 365 } as const;
export type Range = keyof typeof ranges;

/** Shop-local day, such as 2026-03-02. */
const localDay = (at: number, timeZone: string): string =>
  new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" }).format(at);

export interface DaySpan {
  readonly from: string;
  readonly to: string;
}

/** The days that the address asks for, ending today in the shop's zone; undefined while the shop is not known. */
export const useDays = () => {
  const [params, setParams] = useSearchParams();
  const range = (Object.keys(ranges) as readonly Range[]).find((one) => one === params.get("days")) ?? "d30";
  const { data } = useSession();
  const to = data === undefined ? undefined : localDay(Date.parse(data.now), data.shop.timeZone);
  const from = to && new Date(Date.parse(`${to}T00:00:00Z`) - (ranges[range] - 1) * dayMs).toISOString().slice(0, 10);
  const span: DaySpan | undefined = from && to ? { from, to } : undefined;
  const setRange = (next: string): void => setParams({ days: next }, { replace: true });
  return { range, setRange, span };
};

const noDays: DaySpan = { from: "", to: "" };

export const useSurveys = (span: DaySpan | undefined) =>
  useQuery({
    queryKey: ["surveys", span],
    queryFn: () => answered(api.surveys.$get({ query: span ?? noDays })),
    enabled: span !== undefined,
    placeholderData: keepPreviousData,
  });

export const useSurvey = (surveyId: string, span: DaySpan | undefined) =>
  useQuery({
    queryKey: ["survey", surveyId, span],
    queryFn: () => answered(api.surveys[":surveyId"].$get({ param: { surveyId }, query: span ?? noDays })),
    enabled: span !== undefined,
    placeholderData: keepPreviousData,
  });

export type Survey = GoodBody<Awaited<ReturnType<(typeof api.surveys)[":surveyId"]["$get"]>>>;

/** As many as one page holds: enough to tell what cases are about. */
export const casesLookedAt = 100;

export const useOpenCases = () =>
  useQuery({
    queryKey: ["cases-of-weak-points"],
    queryFn: () => answered(api.cases.$get({ query: { limit: String(casesLookedAt) } })),
  });
