import type { EventMatch, FieldTest } from "../../../../../lambdas/domain/event-match-schema.ts";
import { useWords } from "../../../words/define-words.ts";
import { eventWords } from "./event-words.ts";

/** "places an order (lines.category is yoga)", as it stands after "when somebody". */
export const useEventSentence = () => {
  const say = useWords(eventWords);
  const tested = ({ field, is, atLeast, atMost, exists }: FieldTest): string =>
    [
      ...(is === undefined ? [] : [say("is", { field, values: is.join(say("or")) })]),
      ...(atLeast === undefined ? [] : [say("atLeast", { field, value: atLeast })]),
      ...(atMost === undefined ? [] : [say("atMost", { field, value: atMost })]),
      ...(exists === undefined ? [] : [say(exists ? "exists" : "missing", { field })]),
    ].join(say("and"));
  const nameOf = (event: string): string => {
    const known = say.code("did", event);
    return known === event ? say("own", { event }) : known;
  };
  const one = ({ event, where = [], occurrenceField }: EventMatch): string => {
    const tests = [
      ...where.map(tested),
      ...(occurrenceField === undefined ? [] : [say("sameOccurrence", { field: occurrenceField })]),
    ].join(say("and"));
    return tests === "" ? nameOf(event) : say("where", { event: nameOf(event), tests });
  };
  return {
    nameOf,
    one,
    any: (matches: EventMatch | readonly EventMatch[]): string => [matches].flat().map(one).join(say("or")),
  };
};
