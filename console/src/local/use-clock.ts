import { useQuery } from "@tanstack/react-query";
import { readClock } from "./local-api.ts";

const movingMs = 400;
const restingMs = 2_000;

/** The shop's clock and what left for customers; asked for more often while it moves. */
export const useClock = (enabled = true) =>
  useQuery({
    queryKey: ["local", "clock"],
    queryFn: readClock,
    enabled,
    refetchInterval: ({ state }) =>
      state.data?.state === "running" || state.data?.state === "filling" ? movingMs : restingMs,
  });
