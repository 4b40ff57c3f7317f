import { setPersonHeaders } from "./person-headers.ts";

const stored = "rekindle.acting-as";

/** On one machine only: whom somebody acts as, so that rules between two people can be tried by one. */
export const actingAs = (): string | undefined => localStorage.getItem(stored) ?? undefined;

const apply = (person: string | undefined): void =>
  setPersonHeaders(person === undefined ? {} : { "x-rekindle-person": person });

export const actAs = (person: string | undefined): void => {
  if (person === undefined) localStorage.removeItem(stored);
  else localStorage.setItem(stored, person);
  apply(person);
};

apply(actingAs());
