import type { ClientResponse } from "hono/client";

/** What was wrong with a request: where, what was received and what is allowed. The same as `Problem` of the API. */
export interface ApiProblem {
  readonly where: string;
  readonly problem: string;
  readonly received?: string;
  readonly allowed?: string;
}

/** The API answered and said no. `body` holds what stands instead, where the API tells it. */
export class ApiRefusal extends Error {
  readonly status: number;
  readonly problems: readonly ApiProblem[];
  readonly body: unknown;

  constructor(status: number, problems: readonly ApiProblem[], body: unknown) {
    super(`The API refused with ${status}: ${problems.map(({ where, problem }) => `${where} ${problem}`).join("; ")}`);
    this.name = "ApiRefusal";
    this.status = status;
    this.problems = problems;
    this.body = body;
  }
}

type Good = 200 | 201 | 202;
export type GoodBody<Answer> =
  Answer extends ClientResponse<infer Body, infer Status, string> ? (Status extends Good ? Body : never) : never;

const problemsOf = (body: unknown): readonly ApiProblem[] => {
  const problems = typeof body === "object" && body !== null ? Reflect.get(body, "problems") : undefined;
  return Array.isArray(problems) ? (problems as ApiProblem[]) : [];
};

/**
 * The body of a good answer. Throws `ApiRefusal` for every other one, and lets the browser's own error through when nobody
 * answered.
 */
export const answered = async <Answer extends ClientResponse<unknown, number, string>>(
  request: Promise<Answer>,
): Promise<GoodBody<Answer>> => {
  const answer = await request;
  const body: unknown = await answer.json().catch(() => undefined);
  if (!answer.ok) throw new ApiRefusal(answer.status, problemsOf(body), body);
  return body as GoodBody<Answer>;
};
