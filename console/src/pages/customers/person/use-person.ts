import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { answered, type GoodBody } from "../../../api/answered.ts";
import { api } from "../../../api/client.ts";

const one = api.customers[":customerId"];

export type Person = GoodBody<Awaited<ReturnType<typeof one.profile.$get>>>["customer"];
export type Moment = GoodBody<Awaited<ReturnType<typeof one.timeline.$get>>>["moments"][number];
type WhyAnswer = GoodBody<Awaited<ReturnType<(typeof api.why)[":customerId"]["$get"]>>>;
export type Why = WhyAnswer["campaigns"][number];

export const personKey = (customerId: string) => ["customers", customerId] as const;

export const usePerson = (customerId: string) =>
  useQuery({
    queryKey: [...personKey(customerId), "profile"],
    queryFn: async () => (await answered(one.profile.$get({ param: { customerId } }))).customer,
  });

export const useWhy = (customerId: string) =>
  useQuery({
    queryKey: [...personKey(customerId), "why"],
    queryFn: () => answered(api.why[":customerId"].$get({ param: { customerId } })),
  });

export const useTimeline = (customerId: string) =>
  useInfiniteQuery({
    queryKey: [...personKey(customerId), "timeline"],
    queryFn: ({ pageParam }) =>
      answered(
        one.timeline.$get({
          param: { customerId },
          query: { limit: "30", ...(pageParam !== undefined && { cursor: pageParam }) },
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ cursor }) => cursor,
  });

export const personCalls = one;
