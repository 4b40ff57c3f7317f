import type { CustomerEvent } from "../event.ts";
import { attributeListKept } from "../limits.ts";
import { readAttributes } from "./attributes.ts";
import { type Fields, fieldsOf, firstOf } from "./segment-message.ts";
import type { Part } from "./shopify-fields.ts";

type Attributes = NonNullable<Extract<CustomerEvent, { kind: "identified" }>["attributes"]>;

/** Other names under which shops keep a birthday; the first is Shopify's own. */
const birthdayKeys = ["birth_date", "birthday", "birthdate", "date_of_birth", "dob"];
const tagsMax = Math.min(5, attributeListKept);

/** What a customer's record says besides the traits: tags, metafields by their keys, and where the customer lives. */
export const shopifyAttributes = ({ fields, place, reader }: Part): Attributes => {
  const stated = { ...metafieldsOf(fields), ...tagsOf(fields), ...placeOf(fields) };
  const { attributes, notes } = readAttributes(stated, place);
  reader.notes.push(...notes);
  return attributes;
};

/** Shopify writes tags as one text. Of many the first ones in the order of their letters, which is Shopify's own. */
const tagsOf = (fields: Fields): Fields => {
  const said = firstOf(fields, "tags");
  const all = Array.isArray(said) ? said.filter((tag) => typeof tag === "string") : String(said ?? "").split(",");
  const tags = [...new Set(all.map((tag) => tag.trim()).filter((tag) => tag !== ""))].slice(0, tagsMax);
  return tags.length === 0 ? {} : { tags };
};

/** Sent along when the subscription asks for their namespaces. */
const metafieldsOf = (fields: Fields): Fields => {
  const said = firstOf(fields, "metafields");
  const all = Array.isArray(said) ? said.map(fieldsOf) : [];
  return Object.fromEntries(
    all.flatMap((one) => {
      const [key, value] = [firstOf(one, "key"), firstOf(one, "value")];
      if (typeof key !== "string" || value === undefined) return [];
      return [[birthdayKeys.includes(key) ? "birthday" : key, numberOf(value, firstOf(one, "type"))] as const];
    }),
  );
};

const numberOf = (value: unknown, type: unknown): unknown =>
  typeof value === "string" &&
  String(type).startsWith("number_") &&
  value.trim() !== "" &&
  Number.isFinite(Number(value))
    ? Number(value)
    : value;

const placeOf = (fields: Fields): Fields => {
  const address = fieldsOf(firstOf(fields, "default_address"));
  const [region, city] = [firstOf(address, "province"), firstOf(address, "city")];
  return { ...(region !== undefined && { region }), ...(city !== undefined && { city }) };
};
