import { useQuery } from "@tanstack/react-query";
import { answered } from "./answered.ts";
import { api } from "./client.ts";

/** Who is acting, what they may do, and the shop's name, zone, language and currency. */
export const useSession = () =>
  useQuery({ queryKey: ["session"], queryFn: () => answered(api.session.$get()), staleTime: 60_000 });

/** Whether the person may do a thing; false while that is not known yet. */
export const useMay = (right: string): boolean => {
  const { data } = useSession();
  return data?.rights.some((one) => one === right) ?? false;
};
