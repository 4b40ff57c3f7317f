import type { StormRecord } from "../storm-record.ts";
import { grouped } from "./sightings.ts";

/**
 * Per message the provider accepted one call at most, and after a call of which the caller cannot know the outcome there
 * was no other: only a clear refusal allows the next try.
 */
export const repeatedCalls = ({ calls }: Pick<StormRecord, "calls">): string[] =>
  [...grouped(calls, ({ key }) => key ?? "")].flatMap(([key, own]) => {
    const accepted = own.filter((call) => call.accepted).length;
    const unclear = own.slice(0, -1).filter((call) => call.accepted || !call.answered).length;
    return [
      ...(accepted > 1 ? [`${key} was accepted ${accepted} times`] : []),
      ...(unclear > 0 ? [`${key} was tried again after a call that may have been accepted`] : []),
    ];
  });
