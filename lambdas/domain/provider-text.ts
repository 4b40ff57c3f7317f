import * as z from "zod";
import { fingerprint } from "./fingerprint.ts";
import { isId, shortText } from "./intake/values.ts";

/** A provider's id as a key of a table can hold it: what would not fit is told apart by its fingerprint. */
export const idText = z.string().transform((text) => (isId(text) ? text : fingerprint(text)));

/** The longest address there can be, with some room. */
const addressLengthMax = 320;

/** Whether somebody can be stored under it. About what is no address nothing has to be told. */
export const isAddress = (text: string): boolean =>
  text !== "" && text.length <= addressLengthMax && shortText(text, addressLengthMax) === text;
