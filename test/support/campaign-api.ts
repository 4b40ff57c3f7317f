import type { Runtime } from "../../lambdas/shared/runtime.ts";
import { dormantCampaign } from "./campaigns.ts";
import { createPeopleApi } from "./people-api.ts";

const arnOf = (person: string): string => `arn:aws:iam::111111111111:user/${person}`;

export interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: what an answer holds is what the test is about.
  readonly body: any;
}

/** The API for people, each request signed by somebody as the gateway names them. */
export const peopleOf = (runtime: () => Runtime) => {
  const request = async (person: string, method: string, path: string, body?: unknown): Promise<Answer> => {
    const env = { event: { requestContext: { authorizer: { iam: { userArn: arnOf(person) } } } } };
    const response = await createPeopleApi(runtime()).request(
      `/api${path}`,
      {
        method,
        ...(body !== undefined && { body: JSON.stringify(body), headers: { "content-type": "application/json" } }),
      },
      env,
    );
    return { status: response.status, body: await response.json() };
  };
  return {
    arnOf,
    get: (person: string, path: string) => request(person, "GET", path),
    post: (person: string, path: string, body: unknown) => request(person, "POST", path, body),
    put: (person: string, path: string, body: unknown) => request(person, "PUT", path, body),
    remove: (person: string, path: string) => request(person, "DELETE", path),
  };
};

/** A definition as it is sent: without id and number. */
export const definitionOf = (change: Parameters<typeof dormantCampaign>[0] = {}) => {
  const { id: _, version: __, ...definition } = dormantCampaign(change);
  return definition;
};

const email = (greeting: string) => ({
  subject: greeting,
  preheader: greeting,
  html: `<p>${greeting} {{ customer.firstName }}</p><a href="{{ unsubscribeUrl }}">Stop</a>`,
  text: `${greeting} {{ customer.firstName }} {{ unsubscribeUrl }}`,
});

/** Words in both languages for these steps. */
export const wordsFor = (...steps: readonly string[]) =>
  (["en", "zh"] as const).map((language) => ({
    language,
    friendlyName: language === "en" ? "there" : "朋友",
    smsOptOut: language === "en" ? "Reply STOP to opt out" : "拒收请回复R",
    parameters: {},
    steps: Object.fromEntries(
      steps.map((step) => [step, { email: email("Hello"), sms: { text: "Hello {{ customer.firstName }}" } }]),
    ),
  }));
