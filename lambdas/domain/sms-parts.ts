/** What a text costs: the price of an SMS is the number of its parts. */
export interface SmsParts {
  readonly encoding: "GSM-7" | "UCS-2";
  /** Septets in GSM-7, UTF-16 units in UCS-2; the headers of a text in several parts are not counted. */
  readonly units: number;
  /** 0 for an empty text. */
  readonly parts: number;
}

// 3GPP TS 23.038, the default alphabet and its extension table; a character of the latter takes two septets.
const basic = new Set(
  "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà",
);
const extension = new Set("\f^{}\\[~]|€");

const limits = {
  "GSM-7": { single: 160, multiple: 153 },
  "UCS-2": { single: 70, multiple: 67 },
} as const;

const septetsOf = (character: string): number => {
  if (basic.has(character)) return 1;
  return extension.has(character) ? 2 : Number.NaN;
};

/** Fills part after part; a character is never cut in two, so a part may stay one unit short. */
const partsNeeded = (widths: readonly number[], perPart: number): number => {
  let parts = 1;
  let used = 0;
  for (const width of widths) {
    if (used + width > perPart) {
      parts += 1;
      used = 0;
    }
    used += width;
  }
  return parts;
};

const sum = (widths: readonly number[]): number => widths.reduce((total, width) => total + width, 0);

/** One character outside GSM-7 (a curly quote, an emoji, a Chinese sign) moves the whole text to UCS-2. */
export const smsParts = (text: string): SmsParts => {
  const characters = [...text];
  const septets = characters.map(septetsOf);
  const encoding = septets.some(Number.isNaN) ? "UCS-2" : "GSM-7";
  const widths = encoding === "GSM-7" ? septets : characters.map((character) => character.length);
  const units = sum(widths);
  const { single, multiple } = limits[encoding];
  if (units <= single) return { encoding, units, parts: units === 0 ? 0 : 1 };
  return { encoding, units, parts: partsNeeded(widths, multiple) };
};

/** The different characters that keep a text out of GSM-7, in their order. */
export const lettersOutsideGsm = (text: string): readonly string[] => [
  ...new Set([...text].filter((character) => Number.isNaN(septetsOf(character)))),
];
