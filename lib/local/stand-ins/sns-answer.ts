import type { ProviderAnswers } from "./fault-answer.ts";
import type { HttpAnswer } from "./http-server.ts";

const namespace = "http://sns.amazonaws.com/doc/2010-03-31/";

const xml = (status: number, body: string): HttpAnswer => ({
  kind: "answer",
  status,
  headers: { "content-type": "text/xml" },
  body,
});

/** Text between tags. */
export const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

export const refusal = (status: number, code: string, message: string): HttpAnswer => {
  const type = status < 500 ? "Sender" : "Receiver";
  const error = `<Error><Type>${type}</Type><Code>${code}</Code><Message>${escaped(message)}</Message></Error>`;
  return xml(status, `<ErrorResponse xmlns="${namespace}">${error}<RequestId>stand-in</RequestId></ErrorResponse>`);
};

/** The answer of an action, with what its result holds. */
export const answered = (action: string, result = ""): HttpAnswer => {
  const metadata = "<ResponseMetadata><RequestId>stand-in</RequestId></ResponseMetadata>";
  const inside = result === "" ? "" : `<${action}Result>${result}</${action}Result>`;
  return xml(200, `<${action}Response xmlns="${namespace}">${inside}${metadata}</${action}Response>`);
};

/** What SNS says of texts and pushes alike while the account may not send, and when it is broken itself. */
export const stopped = (reason: string): Pick<ProviderAnswers, "suspended" | "paused" | "serverError"> => {
  const suspended = refusal(403, "AuthorizationError", reason);
  return { suspended, paused: suspended, serverError: refusal(500, "InternalError", "Something went wrong") };
};

export const published = (providerId: string): HttpAnswer =>
  answered("Publish", `<MessageId>${providerId}</MessageId>`);

/** `MessageAttributes.entry.N.Name` and `.Value.StringValue`, N from 1. */
export const messageAttributesOf = (form: URLSearchParams): Readonly<Record<string, string>> =>
  entriesOf(form, "MessageAttributes.entry", { key: "Name", value: "Value.StringValue" });

/** `Attributes.entry.N.key` and `.value`. */
export const attributesOf = (form: URLSearchParams): Readonly<Record<string, string>> =>
  entriesOf(form, "Attributes.entry", { key: "key", value: "value" });

const entriesOf = (form: URLSearchParams, list: string, names: { readonly key: string; readonly value: string }) => {
  const entries: Record<string, string> = {};
  for (let index = 1; ; index += 1) {
    const name = form.get(`${list}.${index}.${names.key}`);
    if (name === null) return entries;
    entries[name] = form.get(`${list}.${index}.${names.value}`) ?? "";
  }
};
