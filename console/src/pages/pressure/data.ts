import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { answered, type GoodBody } from "../../api/answered.ts";
import { api } from "../../api/client.ts";
import type { Days } from "../../parts/use-days.ts";

export const usePressure = (days: Days) =>
  useQuery({
    queryKey: ["pressure", days],
    queryFn: () => answered(api.pressure.$get({ query: { ...days } })),
    placeholderData: keepPreviousData,
  });

export type Pressure = GoodBody<Awaited<ReturnType<typeof api.pressure.$get>>>;
