/** `mend`: sending would fail, or would break a promise. `warning`: it works, and will hurt later. */
export type Verdict = "fine" | "warning" | "mend";

/** What one check found, in plain words. */
export interface Finding {
  /** What was looked at: "email identity", "DMARC". */
  readonly check: string;
  readonly verdict: Verdict;
  readonly says: string;
  /** What to do about it; absent when it is fine. */
  readonly todo?: string;
}

export const fine = (check: string, says: string): Finding => ({ check, verdict: "fine", says });
export const warning = (check: string, says: string, todo: string): Finding => ({
  check,
  verdict: "warning",
  says,
  todo,
});
export const mend = (check: string, says: string, todo: string): Finding => ({ check, verdict: "mend", says, todo });

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : String(error));

/** What cannot be looked at is not known to be fine: no right, no region, no network. */
export const unseen = (check: string, error: unknown): Finding =>
  mend(
    check,
    `It could not be looked at: ${nameOf(error)}.`,
    "Run this with credentials that may read SES, SNS, End User Messaging and the campaigns table, and with the region of the deployment (--region).",
  );

/** Runs checks that ask somebody; a question that fails is a finding and ends no other check. */
export const asking = async (check: string, ask: () => Promise<readonly Finding[]>): Promise<readonly Finding[]> => {
  try {
    return await ask();
  } catch (error) {
    return [unseen(check, error)];
  }
};

export const isNotFound = (error: unknown): boolean => nameOf(error) === "NotFoundException";
