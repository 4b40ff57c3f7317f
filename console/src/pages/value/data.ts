import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { answered, type GoodBody } from "../../api/answered.ts";
import { api } from "../../api/client.ts";

const { value } = api;
export type Value = GoodBody<Awaited<ReturnType<typeof value.$get>>>;
export type Learning = Value["learning"];

/** Asked again so often while something is being learned. */
const pollMs = 4_000;
/** A try that says nothing for so long has failed, and the next one is hours away. */
const tryMs = 15 * 60_000;

/** It was asked for and has not begun, or has begun and is not at its end. */
export const isLearning = ({ at, triedAt, waiting }: Learning, now: number): boolean => {
  if (waiting) return true;
  const tried = triedAt === undefined ? 0 : Date.parse(triedAt);
  return tried > (at === undefined ? 0 : Date.parse(at)) && now - tried < tryMs;
};

export const useValue = () =>
  useQuery({
    queryKey: ["value"],
    queryFn: () => answered(value.$get()),
    refetchInterval: ({ state: { data } }) => (data?.learning.waiting ? pollMs : false),
  });

/** `at` is when it was learned: what is asked for once is good until something newer is there. */
export const useProducts = (at: number) =>
  useQuery({
    queryKey: ["value", "products", at],
    queryFn: () => answered(value.products.$get()),
    staleTime: Infinity,
  });

export const useAffinity = (at: number) =>
  useQuery({
    queryKey: ["value", "affinity", at],
    queryFn: () => answered(value.affinity.$get()),
    staleTime: Infinity,
  });

export const useLearnNow = () => {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => answered(value.learn.$post({ json: {} })),
    onSuccess: ({ learning }) =>
      queries.setQueryData<Value>(["value"], (known) => (known === undefined ? known : { ...known, learning })),
  });
};
