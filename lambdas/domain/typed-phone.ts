const longest = 40;
/** What people put between the digits, and the zero in brackets that is dialled at home only. */
const between = /\(0\)|[\s().\-–/]/g;
const international = /^\+[1-9]\d{6,14}$/;

/**
 * E.164, from a number as people write it with its country's code: `+44 (0)7700 900-123`, `0044 7700 900123`. Without the code
 * nobody knows the country, so that is no number. What exists where is not asked: who searches finds what was stored.
 */
export const typedPhone = (text: string): string | undefined => {
  if (text.length > longest) return undefined;
  const number = text.trim().replace(between, "").replace(/^00/, "+");
  return international.test(number) ? number : undefined;
};
