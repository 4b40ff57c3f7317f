import type { Facts, Submitted } from "../facts.ts";
import type { PlainItems } from "../story-tables.ts";

/** A law that did not hold. */
export interface Broken {
  readonly law: string;
  readonly what: string;
  readonly customerId?: string;
}

/** What the laws look at when everything has come to rest. */
export interface AtRest {
  readonly facts: Facts;
  readonly tables: { items(table: string): PlainItems };
  readonly names: Readonly<Record<"customers" | "events" | "messages" | "reports" | "tasks", string>>;
  /** Epoch milliseconds. */
  readonly now: number;
}

/** Says what is wrong, or nothing. */
export interface Law {
  readonly name: string;
  /** At each call to a provider, before it arrives there. */
  readonly atSubmission?: (submission: Submitted, facts: Facts) => string | undefined;
  /** At each message a provider accepted; `submission.accepted` is true. */
  readonly atAcceptance?: (submission: Submitted, facts: Facts) => string | undefined;
  readonly atRest?: (end: AtRest) => readonly string[];
}

export const iso = (at: number): string => new Date(at).toISOString();
