import { createHash } from "node:crypto";
import type { HttpAnswer } from "./http-server.ts";
import { openLineFile } from "./line-file.ts";
import { answered, attributesOf, escaped, refusal } from "./sns-answer.ts";

/** A device as SNS knows it. */
export interface PlatformEndpoint {
  readonly arn: string;
  readonly token: string;
  readonly enabled: boolean;
  readonly userData: string;
}

export interface PlatformEndpoints {
  /** The answer to one of the actions on endpoints; undefined when it is another action. */
  answer(form: URLSearchParams): HttpAnswer | undefined;
  find(arn: string): PlatformEndpoint | undefined;
  /** What the push service reports when the app is gone. False when there is no such endpoint. */
  disable(arn: string): boolean;
  close(): void;
}

/** Deleted ones stay in the file as a mark. */
type Line = PlatformEndpoint | { readonly arn: string; readonly deleted: true };

const application = /^arn:aws:sns:[a-z0-9-]+:\d{12}:app\/(?:APNS|APNS_SANDBOX|GCM)\/[\w.-]+$/;
/** APNs tokens are hexadecimal. */
const tokenForm = { APNS: /^[0-9a-fA-F]{16,400}$/, GCM: /^[\w:.=-]{8,2048}$/ } as const;

const isToken = (arn: string, token: string): boolean =>
  (arn.includes(":app/GCM/") ? tokenForm.GCM : tokenForm.APNS).test(token);

/** One endpoint for one token of one application, as SNS keeps them. */
const arnOf = (app: string, token: string): string => {
  const hex = createHash("sha256").update(token).digest("hex");
  const uuid = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join("-");
  return `${app.replace(":app/", ":endpoint/")}/${uuid}`;
};

const notFound = (): HttpAnswer => refusal(404, "NotFound", "Endpoint does not exist");

const entry = (key: string, value: string): string =>
  `<entry><key>${key}</key><value>${escaped(value)}</value></entry>`;

const attributesXml = ({ token, enabled, userData }: PlatformEndpoint): string =>
  `<Attributes>${entry("Enabled", String(enabled))}${entry("Token", token)}${entry("CustomUserData", userData)}</Attributes>`;

/** The endpoints of this machine; with a file they outlive the process, as they would in an account. */
export const openPlatformEndpoints = (path?: string): PlatformEndpoints => {
  const file = path === undefined ? undefined : openLineFile<Line>(path);
  const endpoints = new Map<string, PlatformEndpoint>();
  const keep = (line: Line): void => {
    if ("deleted" in line) endpoints.delete(line.arn);
    else endpoints.set(line.arn, line);
  };
  for (const line of file?.items ?? []) keep(line);
  const save = (line: Line): void => {
    keep(line);
    file?.append(line);
  };

  const create = (form: URLSearchParams): HttpAnswer => {
    const app = form.get("PlatformApplicationArn") ?? "";
    const token = form.get("Token") ?? "";
    const userData = form.get("CustomUserData") ?? "";
    if (!application.test(app)) return refusal(404, "NotFound", "PlatformApplication does not exist");
    if (!isToken(app, token)) return refusal(400, "InvalidParameter", "Invalid parameter: Token");
    const arn = arnOf(app, token);
    const known = endpoints.get(arn);
    if (known !== undefined && !(known.enabled && known.userData === userData)) {
      const why = `Endpoint ${arn} already exists with the same Token, but different attributes.`;
      return refusal(400, "InvalidParameter", `Invalid parameter: Token Reason: ${why}`);
    }
    if (known === undefined) save({ arn, token, enabled: true, userData });
    return answered("CreatePlatformEndpoint", `<EndpointArn>${arn}</EndpointArn>`);
  };

  const set = (known: PlatformEndpoint, form: URLSearchParams): HttpAnswer => {
    const {
      Token = known.token,
      Enabled = String(known.enabled),
      CustomUserData = known.userData,
    } = attributesOf(form);
    save({ arn: known.arn, token: Token, enabled: Enabled.toLowerCase() === "true", userData: CustomUserData });
    return answered("SetEndpointAttributes");
  };

  return {
    find: (arn) => endpoints.get(arn),
    disable: (arn) => {
      const known = endpoints.get(arn);
      if (known !== undefined) save({ ...known, enabled: false });
      return known !== undefined;
    },
    answer: (form) => {
      const known = endpoints.get(form.get("EndpointArn") ?? "");
      switch (form.get("Action")) {
        case "CreatePlatformEndpoint":
          return create(form);
        case "GetEndpointAttributes":
          return known === undefined ? notFound() : answered("GetEndpointAttributes", attributesXml(known));
        case "SetEndpointAttributes":
          return known === undefined ? notFound() : set(known, form);
        case "DeleteEndpoint":
          if (known !== undefined) save({ arn: known.arn, deleted: true });
          return answered("DeleteEndpoint");
        default:
          return undefined;
      }
    },
    close: () => file?.close(),
  };
};
