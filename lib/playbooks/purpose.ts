/** What a shop wants when it looks for a playbook; the gallery shows them in this order. */
export const purposes = [
  "win-back",
  "next-order",
  "after-order",
  "service",
  "occasion",
  "launch",
  "membership",
] as const;
export type Purpose = (typeof purposes)[number];
