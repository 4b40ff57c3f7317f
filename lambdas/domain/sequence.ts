/**
 * Orders two stream sequence numbers: decimal texts of any length, without leading zeros. Negative when `a` comes first.
 * Text comparison alone would put 9 after 10, and numbers lose the last digits of AWS's 21-digit ones.
 */
export const compareSequence = (a: string, b: string): number => {
  if (a.length !== b.length) return a.length - b.length;
  if (a === b) return 0;
  return a < b ? -1 : 1;
};
