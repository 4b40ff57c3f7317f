import type { Runtime } from "../../lambdas/shared/runtime.ts";
import { dormantCampaign } from "./campaigns.ts";
import { createPeopleApi } from "./people-api.ts";

const emailOf = (person: string): string => `${person}@shop.example`;

/** What the gateway hands on of somebody who signed in with this address. */
export const signedInAs = (email: string) => {
  const claims = {
    iss: "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_a",
    sub: email,
    email,
    email_verified: "true",
  };
  return { event: { requestContext: { authorizer: { jwt: { claims } } } } };
};

/** A runtime whose deployment names this person an admin. */
export const withAdmin = (runtime: Runtime, email: string): Runtime => ({
  ...runtime,
  environment: { ...runtime.environment, ADMIN_EMAILS: email },
});

export interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: what an answer holds is what the test is about.
  readonly body: any;
}

/** The API for people, each request by somebody whom the gateway names, and who may do everything. */
export const peopleOf = (runtime: () => Runtime) => {
  const request = async (person: string, method: string, path: string, body?: unknown): Promise<Answer> => {
    const email = emailOf(person);
    const response = await createPeopleApi(withAdmin(runtime(), email)).request(
      `/api${path}`,
      {
        method,
        ...(body !== undefined && { body: JSON.stringify(body), headers: { "content-type": "application/json" } }),
      },
      signedInAs(email),
    );
    return { status: response.status, body: await response.json() };
  };
  return {
    emailOf,
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
