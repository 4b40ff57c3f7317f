import type { Problem } from "../../domain/problem.ts";

/** Before the shop was started there are no settings to go by. */
export const nothingPublished: Problem = {
  where: "settings",
  problem: "nothing was published yet; save the settings first",
};
