import type { Snapshot } from "../../../lambdas/domain/rules.ts";
import type { Facts } from "../facts.ts";

/** Every snapshot that was in force at some instant since then. */
export const inForceSince = ({ published }: Pick<Facts, "published">, since: number): readonly Snapshot[] => {
  const firstAfter = published.findIndex(({ at }) => at > since);
  const from = firstAfter === -1 ? published.length - 1 : Math.max(0, firstAfter - 1);
  return published.slice(from).map(({ snapshot }) => snapshot);
};
