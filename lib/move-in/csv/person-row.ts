import type { Columns } from "../../../lambdas/domain/intake/columns.ts";
import type { RowDate } from "../../../lambdas/domain/intake/row-date.ts";
import { idRule, isEmptyCell, isId } from "../../../lambdas/domain/intake/values.ts";
import type { ConsentPolicy } from "../consent-policy.ts";
import type { MovedConsent, MovedPerson } from "../person.ts";
import type { MoveReport } from "../report.ts";
import type { MailchimpStatus } from "./mailchimp.ts";
import type { PersonField, PersonSource } from "./person-columns.ts";

export interface PersonReader {
  readonly source: PersonSource;
  readonly columns: Columns<PersonField>;
  readonly file: string;
  readonly report: MoveReport;
  readonly policy: ConsentPolicy;
  /** Epoch milliseconds: the date of what carries none. */
  readonly exportedAt: number;
  readonly readDate: (text: string) => RowDate;
  /** What all rows of a Mailchimp file are. */
  readonly status?: MailchimpStatus;
  /** Further columns that are kept as attributes: header and place. */
  readonly attributes: readonly (readonly [string, number])[];
}

interface Row {
  readonly line: number;
  readonly cell: (field: PersonField) => string;
}

/** A channel's consent as a row says it, before the shop's word on what it is worth. */
interface Said {
  readonly channel: "email" | "sms";
  readonly granted: boolean;
  readonly at: number;
  readonly words: string;
}

const leftOut = (
  reader: PersonReader,
  { line, cell }: Row,
  field: PersonField,
  problem: string,
  allowed: string,
): void =>
  reader.report.leaveOut({
    file: reader.file,
    line,
    field: reader.columns.header[field] ?? field,
    problem,
    received: cell(field),
    allowed,
  });

/** The date of a column; the day of the export where there is none, or none that can be read. */
const dateOf = (reader: PersonReader, row: Row, field: PersonField): number => {
  const text = row.cell(field);
  if (text === "") return reader.exportedAt;
  const read = reader.readDate(text);
  if (read.ok) return read.at;
  leftOut(
    reader,
    row,
    field,
    "is no date that can be read in one way only; the day of the export is taken",
    "a date such as 2026-03-01 10:00:00",
  );
  return reader.exportedAt;
};

const consentWords: Readonly<Record<string, boolean | undefined>> = { subscribed: true, unsubscribed: false };

const klaviyoChannel = (reader: PersonReader, row: Row, channel: "email" | "sms"): readonly Said[] => {
  const field = channel === "email" ? "emailConsent" : "smsConsent";
  const written = row.cell(field);
  const word = written.toLowerCase().replaceAll(/[\s_-]/g, "");
  if (word === "" || word === "neversubscribed") return [];
  const granted = consentWords[word];
  const at = dateOf(reader, row, `${field}At`);
  if (granted !== undefined) return [{ channel, granted, at, words: `${reader.columns.header[field]} ${written}` }];
  leftOut(
    reader,
    row,
    field,
    "is no statement of consent that is known",
    "SUBSCRIBED, UNSUBSCRIBED or NEVER_SUBSCRIBED",
  );
  return [];
};

const isDead = (reasons: string): boolean => /hard[\s_-]?bounce|invalid/i.test(reasons);
const isSaid = (text: string): boolean => text !== "" && !["[]", "false", "no", "0"].includes(text.toLowerCase());

const klaviyoSaid = (reader: PersonReader, row: Row): readonly Said[] => {
  const reasons = row.cell("suppressed");
  const suppressed: readonly Said[] = isSaid(reasons)
    ? [
        {
          channel: "email",
          granted: false,
          at: reader.exportedAt,
          words: `${reader.columns.header.suppressed} ${reasons}`,
        },
      ]
    : [];
  return [...klaviyoChannel(reader, row, "email"), ...klaviyoChannel(reader, row, "sms"), ...suppressed];
};

const mailchimpSaid = (reader: PersonReader, row: Row): readonly Said[] => {
  const { status } = reader;
  const said = (granted: boolean, field: PersonField, words: string): readonly Said[] => [
    { channel: "email", granted, at: dateOf(reader, row, field), words },
  ];
  if (status === "cleaned" || row.cell("cleanedAt") !== "")
    return said(false, "cleanedAt", "cleaned (the address bounced)");
  if (status === "unsubscribed" || row.cell("unsubscribedAt") !== "")
    return said(false, "unsubscribedAt", `unsubscribed ${row.cell("unsubscribeReason")}`.trim());
  if (status !== "subscribed") return [];
  return said(true, row.cell("confirmedAt") === "" ? "optedInAt" : "confirmedAt", "subscribed");
};

/** A no is always taken. A yes only when the shop stands by it. */
const consentsOf = (reader: PersonReader, said: readonly Said[]): readonly MovedConsent[] => {
  const noTo = new Set(said.filter(({ granted }) => !granted).map(({ channel }) => channel));
  return said.flatMap(({ channel, granted, at, words }): readonly MovedConsent[] => {
    if (granted && noTo.has(channel)) return [];
    if (granted && reader.policy === "none") {
      reader.report.count(`customers listed as subscribed for ${channel}, not taken as consent`);
      return [];
    }
    const evidence = `${reader.source.name}, ${reader.file}: ${words}`;
    return [{ channel, granted, at, evidence }];
  });
};

const tagsOf = (text: string): readonly string[] =>
  text
    .split(",")
    .map((tag) => tag.replaceAll('"', "").trim())
    .filter((tag) => tag !== "");

const traitsOf = (reader: PersonReader, { cell }: Row, cells: readonly string[]): Readonly<Record<string, unknown>> => {
  const isBounced = reader.status === "cleaned" || cell("cleanedAt") !== "" || isDead(cell("suppressed"));
  if (isBounced) reader.report.count("addresses that bounced, not taken along");
  const told = {
    email: isBounced ? "" : cell("email"),
    phone: cell("phone"),
    ...{ firstName: cell("firstName"), lastName: cell("lastName"), city: cell("city"), region: cell("region") },
    ...{ countryCode: cell("country"), timezone: cell("timeZone"), locale: cell("language") },
    ...Object.fromEntries(reader.attributes.map(([name, at]) => [name, (cells[at] ?? "").trim()])),
  };
  const traits = Object.entries(told).filter(([, text]) => text !== "" && !isEmptyCell(text));
  const tags = tagsOf(cell("tags"));
  return { ...Object.fromEntries(traits), ...(tags.length > 0 && { tags }) };
};

/** What a row says of a customer; undefined when it was refused, which the report then tells. */
export const readPerson = (reader: PersonReader, line: number, cells: readonly string[]): MovedPerson | undefined => {
  const row: Row = {
    line,
    cell: (field) => {
      const at = reader.columns.index[field];
      const text = at === undefined ? "" : (cells[at] ?? "").trim();
      return isEmptyCell(text) ? "" : text;
    },
  };
  const customerId = row.cell("customerId");
  if (!isId(customerId)) {
    const field = reader.columns.header.customerId ?? "customerId";
    reader.report.refuse({
      file: reader.file,
      line,
      field,
      problem: "is no usable id",
      received: customerId,
      allowed: idRule,
    });
    return undefined;
  }
  const said = reader.source.name === "Mailchimp" ? mailchimpSaid(reader, row) : klaviyoSaid(reader, row);
  const traits = traitsOf(reader, row, cells);
  return { customerId, at: reader.exportedAt, traits, consents: consentsOf(reader, said), devices: [] };
};
