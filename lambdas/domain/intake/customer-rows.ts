import type { Channel } from "../channel.ts";
import type { CustomerEvent } from "../event.ts";
import { fingerprint } from "../fingerprint.ts";
import { dayMs } from "../limits.ts";
import { shown } from "../problem.ts";
import { type Columns, type FieldNames, type Mapped, mapColumns, missingField } from "./columns.ts";
import { yesOrNo } from "./consents.ts";
import { type AttributeField, attributeFieldNames, readRowAttributes } from "./customer-attributes.ts";
import { dateRule, type RowDate } from "./row-date.ts";
import type { Tally } from "./tally.ts";
import { type RawTraits, readTraits } from "./traits.ts";
import { idRule, isEmptyCell, isId } from "./values.ts";

export type CustomerField =
  | keyof RawTraits
  | AttributeField
  | "customerId"
  | "updatedAt"
  | "emailConsent"
  | "smsConsent"
  | "pushConsent";

export const customerFieldNames: FieldNames<CustomerField> = {
  customerId: [
    ...["customerid", "customer", "userid", "user", "memberid", "buyerid", "id"],
    ...[
      "客户编号",
      "客户id",
      "客户号",
      "会员编号",
      "会员id",
      "会员号",
      "用户编号",
      "用户id",
      "买家id",
      "买家会员名",
      "买家",
    ],
  ],
  email: ["email", "emailaddress", "mail", "邮箱", "电子邮箱", "邮件", "电子邮件", "邮箱地址"],
  phone: [
    "phone",
    "phonenumber",
    "mobile",
    "mobilephone",
    "telephone",
    "tel",
    "手机",
    "手机号",
    "手机号码",
    "联系手机",
    "电话",
  ],
  firstName: ["firstname", "givenname", "forename", "名"],
  lastName: ["lastname", "surname", "familyname", "姓"],
  name: ["name", "fullname", "customername", "姓名", "客户姓名", "会员姓名", "收货人姓名", "客户名称"],
  country: ["country", "countrycode", "国家", "国家代码"],
  timeZone: ["timezone", "tz", "时区"],
  language: ["language", "locale", "lang", "语言"],
  updatedAt: ["updatedat", "modifiedat", "consentat", "registeredat", "createdat", "更新时间", "注册时间", "创建时间"],
  emailConsent: [
    "emailconsent",
    "consentemail",
    "acceptsemail",
    "acceptsmarketing",
    "newsletter",
    "邮件营销",
    "同意邮件",
  ],
  smsConsent: ["smsconsent", "consentsms", "acceptssms", "短信营销", "同意短信"],
  pushConsent: ["pushconsent", "consentpush", "acceptspush", "推送营销", "同意推送"],
  ...attributeFieldNames,
};

export const mapCustomerColumns = (
  header: readonly string[],
  map: Readonly<Record<string, string>> = {},
): Mapped<CustomerField> => {
  const mapped = mapColumns({ header, names: customerFieldNames, map });
  if (!mapped.ok || mapped.columns.index.customerId !== undefined) return mapped;
  return { ok: false, problems: [missingField("customerId", header, customerFieldNames.customerId)] };
};

export interface CustomerReader {
  readonly columns: Columns<CustomerField>;
  readonly readDate: (text: string) => RowDate;
  /** Days since 1970 at the shop, of an instant. */
  readonly dayOf: (at: number) => number;
  /** Epoch milliseconds: when a row counts that carries no time of its own. */
  readonly now: number;
  readonly tally: Tally;
  /** Columns that a person asked to keep as attributes: their headers and places. */
  readonly more?: readonly (readonly [string, number])[];
}

const consentFields: readonly (readonly [CustomerField, Channel])[] = [
  ["emailConsent", "email"],
  ["smsConsent", "sms"],
  ["pushConsent", "push"],
];

export interface CustomerRow {
  readonly events: readonly CustomerEvent[];
  /** Values of the row that were left out. */
  readonly left: number;
}

/** What a row says of a customer. A value that cannot be used is left out; the row goes on without it. */
export const readCustomerRow = (reader: CustomerReader, line: number, cells: readonly string[]): CustomerRow => {
  const { columns, tally, now } = reader;
  const cell = (field: CustomerField): string => {
    const at = columns.index[field];
    const text = at === undefined ? "" : (cells[at]?.trim() ?? "");
    return isEmptyCell(text) ? "" : text;
  };
  const nothing: CustomerRow = { events: [], left: 0 };
  const refuse = (reason: Parameters<Tally["reject"]>[0], field: CustomerField, problem: string, allowed: string) => {
    tally.reject(reason, line, {
      column: columns.header[field] ?? field,
      problem,
      received: shown(cell(field)),
      allowed,
    });
    return nothing;
  };

  const customerId = cell("customerId");
  if (customerId === "") return refuse("no-customer", "customerId", "names no customer", idRule);
  if (customerId === columns.header.customerId)
    return refuse("repeated-header", "customerId", "is the header once more", "one header at the start of the file");
  if (!isId(customerId)) return refuse("bad-id", "customerId", "is no usable id", idRule);
  const updatedAt = cell("updatedAt");
  const date: RowDate = updatedAt === "" ? { ok: true, at: now } : reader.readDate(updatedAt);
  if (!date.ok) return refuse(date.reason, "updatedAt", "is no date that can be read in one way only", dateRule);
  if (date.at > now) return refuse("future-date", "updatedAt", "lies in the future", "a time that has passed");

  const { traits, notes } = readTraits(rawTraits(cell), (field) => `line ${line}, column ${field}`);
  const consents = consentFields.flatMap(([field, channel]) => {
    const granted = yesOrNo(cell(field));
    return granted === undefined ? [] : [{ channel, granted }];
  });
  const unclear = consentFields.filter(([field]) => cell(field) !== "" && yesOrNo(cell(field)) === undefined).length;
  const more = (reader.more ?? []).map(([name, at]) => [name, cells[at]?.trim() ?? ""] as const);
  const { attributes, left } = readRowAttributes({ cell, more, readDay: readDayOf(reader) });
  const isMore = Object.keys(attributes).length > 0;
  if (Object.keys(traits).length === 0 && consents.length === 0 && !isMore)
    return refuse("nothing-known", "customerId", "says nothing of the customer", "at least one usable value");
  tally.accept(1);

  const envelope = { customerId, occurredAt: date.at, receivedAt: now };
  const mark = fingerprint(isMore ? { traits, attributes } : traits);
  const known = { traits, ...(isMore && { attributes }) };
  const identified: CustomerEvent = { ...envelope, eventId: `customer-${mark}`, kind: "identified", ...known };
  const statements = consents.map(
    ({ channel, granted }): CustomerEvent => ({
      ...envelope,
      eventId: `consent-${channel}-${granted ? "given" : "withdrawn"}`,
      kind: granted ? "consent-given" : "consent-withdrawn",
      channel,
      topic: "all",
      source: "import",
      evidence: `line ${line}`,
    }),
  );
  return { events: [identified, ...statements], left: notes.length + unclear + left };
};

const readDayOf =
  ({ readDate, dayOf }: CustomerReader) =>
  (text: string): string | undefined => {
    const date = readDate(text);
    return date.ok ? new Date(dayOf(date.at) * dayMs).toISOString().slice(0, 10) : undefined;
  };

const rawTraits = (cell: (field: CustomerField) => string): RawTraits => ({
  email: cell("email"),
  phone: cell("phone"),
  firstName: cell("firstName"),
  lastName: cell("lastName"),
  name: cell("name"),
  country: cell("country"),
  timeZone: cell("timeZone"),
  language: cell("language"),
});
