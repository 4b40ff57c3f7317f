/**
 * Who asks. On AWS a token, which lives in memory only; on one machine the person somebody chose to act as. The gateway, or
 * its stand-in, checks it; nothing else in a request says who it is from.
 */
export interface PersonSource {
  readonly headers: () => Promise<Readonly<Record<string, string>>>;
  /** Asks anew who it is, after an answer that it is nobody. Absent: there is nothing to ask. */
  readonly renew?: () => Promise<boolean>;
}

const nobody: PersonSource = { headers: async () => ({}) };
let source = nobody;

export const personHeaders = async (): Promise<Record<string, string>> => ({ ...(await source.headers()) });

export const setPersonSource = (next: PersonSource): void => {
  source = next;
};

export const setPersonHeaders = (next: Readonly<Record<string, string>>): void =>
  setPersonSource({ headers: async () => next });

/** `fetch`, but a token that the gateway no longer takes is renewed, and the call made once more. */
export const fetchAsPerson: typeof fetch = async (input, init) => {
  const answer = await fetch(input, init);
  if (answer.status !== 401 || source.renew === undefined || !(await source.renew())) return answer;
  const headers = new Headers(init?.headers);
  for (const [name, value] of Object.entries(await personHeaders())) headers.set(name, value);
  return fetch(input, { ...init, headers });
};
