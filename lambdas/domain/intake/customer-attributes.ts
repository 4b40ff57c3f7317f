import type { AttributeValue } from "../event.ts";
import { readAttributes } from "./attributes.ts";
import { yesOrNo } from "./consents.ts";
import { numberFrom } from "./values.ts";

/** Columns of a customer file that become attributes, by the names that triggers and playbooks ask for. */
export type AttributeField =
  | "birthday"
  | "gender"
  | "region"
  | "city"
  | "interests"
  | "childBirthdays"
  | "level"
  | "points"
  | "following";

export const attributeFieldNames: Readonly<Record<AttributeField, readonly string[]>> = {
  birthday: ["birthday", "birthdate", "dateofbirth", "dob", "生日", "出生日期", "出生年月日"],
  gender: ["gender", "sex", "性别"],
  region: ["region", "province", "state", "省份", "省", "地区", "所在地区"],
  city: ["city", "town", "城市", "所在城市", "市"],
  interests: ["interests", "interest", "hobbies", "tags", "兴趣", "爱好", "兴趣爱好", "标签"],
  childBirthdays: [
    ...["childbirthdays", "childrensbirthdays", "childrenbirthdays", "childbirthday", "childsbirthday"],
    ...["babybirthday", "宝宝生日", "孩子生日", "子女生日", "儿童生日"],
  ],
  level: ["level", "memberlevel", "membershiplevel", "membership", "viplevel", "会员等级", "会员级别", "等级", "级别"],
  points: ["points", "loyaltypoints", "积分", "会员积分"],
  following: ["following", "follows", "isfollowing", "关注", "是否关注"],
};

export const attributeFields = Object.keys(attributeFieldNames) as readonly AttributeField[];

const lists: readonly AttributeField[] = ["interests", "childBirthdays"];
const dates: readonly AttributeField[] = ["birthday", "childBirthdays"];
/** What stands between the values of one cell; a comma within a quoted cell too. */
const separators = /[,;|、，；\n]+/;
const plainDate = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/;

export interface AttributeReader {
  /** The text of a known column, empty when there is none. */
  readonly cell: (field: AttributeField) => string;
  /** Columns that a person asked to keep, by their headers, with what the row says in them. */
  readonly more: readonly (readonly [string, string])[];
  /** The day that another writing of a date means, `1990-05-17`. */
  readonly readDay: (text: string) => string | undefined;
}

export interface RowAttributes {
  readonly attributes: Readonly<Record<string, AttributeValue>>;
  /** Values that could not be used and were left out. */
  readonly left: number;
}

/** What a row says of a customer besides the traits. */
export const readRowAttributes = ({ cell, more, readDay }: AttributeReader): RowAttributes => {
  let left = 0;
  const stated: Record<string, unknown> = {};
  for (const field of attributeFields) {
    const parts = lists.includes(field) ? cell(field).split(separators) : [cell(field)];
    const texts = parts.map((part) => part.trim()).filter((part) => part !== "");
    const values = dates.includes(field) ? texts.flatMap((text) => dateFrom(text, readDay) ?? []) : texts;
    left += texts.length - values.length;
    if (values.length > 0) stated[field] = lists.includes(field) ? values : meantBy(field, values[0] ?? "");
  }
  for (const [name, text] of more) if (text !== "" && !Object.hasOwn(stated, name)) stated[name] = valueFrom(text);
  const read = readAttributes(stated, "row");
  return { attributes: read.attributes, left: left + read.notes.length };
};

/** A day that needs no zone, as it is written; other forms as the file's dates are meant. */
const dateFrom = (text: string, readDay: AttributeReader["readDay"]): string | undefined => {
  const [, year = "", month = "", day = ""] = plainDate.exec(text) ?? [];
  if (year === "") return readDay(text);
  const iso = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  const at = Date.parse(`${iso}T00:00:00Z`);
  return Number.isFinite(at) && new Date(at).toISOString().startsWith(iso) ? iso : undefined;
};

const genders: Readonly<Record<string, string>> = {
  ...{ f: "female", female: "female", woman: "female", 女: "female", 女性: "female" },
  ...{ m: "male", male: "male", man: "male", 男: "male", 男性: "male" },
};

const meantBy = (field: AttributeField, text: string): unknown => {
  if (field === "gender") return Object.hasOwn(genders, text.toLowerCase()) ? genders[text.toLowerCase()] : text;
  if (field === "following") return yesOrNo(text) ?? text;
  return field === "points" ? (numberFrom(text) ?? text) : text;
};

/** A number or a yes is kept as one, so that predicates may ask how much; a number that starts with 0 is a code. */
const valueFrom = (text: string): unknown => {
  if (/^-?(0|[1-9]\d{0,14})(\.\d+)?$/.test(text)) return Number(text);
  return text === "true" ? true : text === "false" ? false : text;
};
