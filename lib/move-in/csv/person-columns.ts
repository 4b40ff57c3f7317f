import { type FieldNames, type Mapped, mapColumns, missingField } from "../../../lambdas/domain/intake/columns.ts";

/** What columns of an export of people can be. */
export type PersonField =
  | "customerId"
  | "email"
  | "phone"
  | "firstName"
  | "lastName"
  | "city"
  | "region"
  | "country"
  | "timeZone"
  | "language"
  | "tags"
  | "emailConsent"
  | "emailConsentAt"
  | "smsConsent"
  | "smsConsentAt"
  | "suppressed"
  | "optedInAt"
  | "confirmedAt"
  | "unsubscribedAt"
  | "unsubscribeReason"
  | "cleanedAt";

export interface PersonSource {
  /** `Klaviyo`: starts the evidence of every consent. */
  readonly name: string;
  readonly names: FieldNames<PersonField>;
  /** Columns that say nothing to keep: figures the old tool reckoned, addresses of its own. By their plain names. */
  readonly meaningless: ReadonlySet<string>;
}

/** `map`: field → header, as the person said. An export without an id or without addresses is no list of people. */
export const mapPersonColumns = (
  { names }: PersonSource,
  header: readonly string[],
  map: Readonly<Record<string, string>>,
): Mapped<PersonField> => {
  const mapped = mapColumns({ header, names, map });
  if (!mapped.ok) return mapped;
  const { index } = mapped.columns;
  const needed = (["customerId", "email"] as const).filter((field) => index[field] === undefined);
  const missing = index.phone === undefined ? needed : needed.filter((field) => field !== "email");
  if (missing.length === 0) return mapped;
  return { ok: false, problems: missing.map((field) => missingField(field, header, names[field])) };
};
