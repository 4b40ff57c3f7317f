/** How these exports keep a spreadsheet from reading a number as one: `="123"`, a tab or an apostrophe before it. */
export const bareCell = (cell: string | undefined): string => {
  const text = (cell ?? "").trim();
  const [, formula] = /^="(.*)"$/s.exec(text) ?? [];
  const bare = (formula ?? text).replace(/^'(?=[\d+-])/, "").trim();
  return bare === "--" || bare === "null" || bare === '""' ? "" : bare;
};

/** `138****0000`, `t**8`: the platform hides who it is, and two people look alike. */
export const isMasked = (text: string): boolean => /[*＊]/.test(text);

/** A spreadsheet that saved the file made 5.11861E+18 of the number; its last digits are lost. */
export const isRounded = (text: string): boolean => /^\d(\.\d+)?E\+\d+$/i.test(text);
