/**
 * Who asks. On AWS a token, which lives in memory only; on one machine the person somebody chose to act as. The gateway, or
 * its stand-in, checks it; nothing else in a request says who it is from.
 */
let headers: Readonly<Record<string, string>> = {};

export const personHeaders = (): Record<string, string> => ({ ...headers });

export const setPersonHeaders = (next: Readonly<Record<string, string>>): void => {
  headers = next;
};
