import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import * as z from "zod";
import type { Problem } from "../../lambdas/domain/problem.ts";

export interface Target {
  /** The API, without a path: `http://127.0.0.1:4000`. */
  readonly url: string;
  readonly writeKey: string;
}

export type Sent =
  | { readonly ok: true; readonly accepted: number; readonly refused: readonly string[] }
  | { readonly ok: false; readonly problem: Problem };

const problem = z.object({
  where: z.string(),
  problem: z.string(),
  received: z.string().optional(),
  allowed: z.string().optional(),
});
const answerSchema = z.object({ accepted: z.number(), rejected: z.array(problem) });

/** A shop that is being deployed, or a limit of requests, is over in that time; what else fails is told. */
const attemptsMax = 6;
const firstPauseMs = 500;

const post = async ({ url, writeKey }: Target, body: string): Promise<Response | Error> => {
  const authorization = `Basic ${Buffer.from(`${writeKey}:`).toString("base64")}`;
  const headers = { "content-type": "application/json", authorization };
  try {
    return await fetch(`${url.replace(/\/+$/, "")}/v1/batch`, { method: "POST", headers, body });
  } catch (cause) {
    return cause instanceof Error ? cause : new Error(String(cause));
  }
};

const isPassing = (answer: Response | Error): boolean =>
  answer instanceof Error || answer.status === 429 || answer.status >= 500;

/** Repeats are harmless, because every message carries its id. */
const postPatiently = async (target: Target, body: string): Promise<Response | Error> => {
  for (let attempt = 1; ; attempt += 1) {
    const answer = await post(target, body);
    if (!isPassing(answer) || attempt === attemptsMax) return answer;
    await pause(firstPauseMs * 2 ** (attempt - 1));
  }
};

/** Posts each file as it is. The first file that is not answered ends it: what went before stays, and may be sent again. */
export const sendBatches = async (target: Target, files: readonly string[]): Promise<Sent> => {
  let accepted = 0;
  const refused: string[] = [];
  for (const file of files) {
    const answer = await postPatiently(target, await readFile(file, "utf8"));
    const where = `${basename(file)} to ${target.url}`;
    if (answer instanceof Error)
      return { ok: false, problem: { where, problem: "did not arrive", received: answer.message } };
    const read = answerSchema.safeParse(await answer.json().catch(() => undefined));
    if (!read.success || answer.status === 401 || answer.status === 403) {
      const said = read.success
        ? read.data.rejected.map((one) => `${one.where} ${one.problem}`).join("; ")
        : "no answer of Rekindle";
      return { ok: false, problem: { where, problem: "was not taken", received: `${answer.status}: ${said}` } };
    }
    accepted += read.data.accepted;
    refused.push(...read.data.rejected.map((one) => `${basename(file)}: ${one.where}: ${one.problem}`));
  }
  return { ok: true, accepted, refused };
};
