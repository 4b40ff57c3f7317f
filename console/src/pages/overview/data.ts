import { useQuery } from "@tanstack/react-query";
import { answered, type GoodBody } from "../../api/answered.ts";
import { api } from "../../api/client.ts";

const again = 30_000;

export const useOverview = () =>
  useQuery({ queryKey: ["overview"], queryFn: () => answered(api.overview.$get()), refetchInterval: again });

export type Overview = GoodBody<Awaited<ReturnType<typeof api.overview.$get>>>;
export type Some = Overview["waiting"]["parked"];
