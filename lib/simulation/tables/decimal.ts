// Numbers as the tables hold them: exact decimals of 38 digits, not the binary fractions of JavaScript. 0.1 + 0.2 is 0.3.
import { refuse } from "./refusal.ts";

/** digits × 10^exponent, with no zero at the end of the digits. */
interface Decimal {
  readonly digits: bigint;
  readonly exponent: number;
}

const digitsMax = 38;
const magnitudeMax = 126;
const magnitudeMin = -130;
const format = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/;
/** Nearly every number is a small integer and canonical as it is. */
const plainDigitsMax = 15;

const isPlainInteger = (text: string): boolean => {
  if (text.length > plainDigitsMax || text.length === 0) return false;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code < 0x30 || code > 0x39) return false;
  }
  return text === "0" || text.charCodeAt(0) !== 0x30;
};

const parse = (text: string): Decimal => {
  const [, sign = "", whole = "", fraction = "", exponent = "0"] = format.exec(text) ?? [];
  if (whole === "" && fraction === "") return refuse(`The parameter cannot be converted to a numeric value: ${text}`);
  return trim(BigInt(`${sign === "-" ? "-" : ""}${whole}${fraction}`), Number(exponent) - fraction.length);
};

const trim = (digits: bigint, exponent: number): Decimal => {
  if (digits === 0n) return { digits, exponent: 0 };
  const text = String(digits);
  const zeros = text.length - text.replace(/0+$/, "").length;
  return zeros === 0
    ? { digits, exponent }
    : { digits: BigInt(text.slice(0, text.length - zeros)), exponent: exponent + zeros };
};

const checked = (number: Decimal): Decimal => {
  const length = String(number.digits).replace("-", "").length;
  if (length > digitsMax) return refuse("Attempting to store more than 38 significant digits in a Number");
  const magnitude = length + number.exponent;
  if (magnitude > magnitudeMax)
    return refuse("Number overflow. Attempting to store a number with magnitude larger than supported range");
  if (number.digits !== 0n && magnitude <= magnitudeMin)
    return refuse("Number underflow. Attempting to store a number with magnitude smaller than supported range");
  return number;
};

const textOf = ({ digits, exponent }: Decimal): string => {
  const sign = digits < 0n ? "-" : "";
  const text = String(digits).replace("-", "");
  if (exponent >= 0) return sign + text + "0".repeat(exponent);
  const padded = text.padStart(1 - exponent, "0");
  return `${sign}${padded.slice(0, exponent)}.${padded.slice(exponent)}`;
};

const aligned = ({ digits, exponent }: Decimal, to: number): bigint => digits * 10n ** BigInt(exponent - to);

/** The one text of a number: no exponent, no zero too many. Refuses what the tables refuse. */
export const canonical = (text: string): string => (isPlainInteger(text) ? text : textOf(checked(parse(text))));

/** Both texts are canonical, and so is the result. */
export const sum = (a: string, b: string): string => {
  const [left, right] = [parse(a), parse(b)];
  const exponent = Math.min(left.exponent, right.exponent);
  return textOf(checked(trim(aligned(left, exponent) + aligned(right, exponent), exponent)));
};

export const negated = (text: string): string => {
  if (text === "0") return text;
  return text.startsWith("-") ? text.slice(1) : `-${text}`;
};

/** Both texts are canonical. Rounding to a double never turns an order round, so only a tie needs the exact way. */
export const compareNumbers = (a: string, b: string): number => {
  if (a === b) return 0;
  const rough = Number(a) - Number(b);
  return rough === 0 ? Number(sum(a, negated(b))) : rough;
};
