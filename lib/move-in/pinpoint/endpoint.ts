import * as z from "zod";

// The shapes are those of the service's API model (pinpoint-2016-12-01: EndpointResponse, EndpointDemographic,
// EndpointLocation, EndpointUser). Fields that are not listed pass unread.

const text = z.string().max(2048).nullish();
const manyTexts = z.record(z.string(), z.array(z.string())).nullish();

/** What one line of an export job says, and one Item of get-user-endpoints. */
export const endpointSchema = z.object({
  Id: text,
  ChannelType: text,
  Address: text,
  /** ALL: has opted out of all messages. NONE: has not. */
  OptOut: z.enum(["ALL", "NONE"]).nullish(),
  /** INACTIVE: nothing is sent to it. */
  EndpointStatus: text,
  /** Of the last change. */
  EffectiveDate: text,
  CreationDate: text,
  Attributes: manyTexts,
  Metrics: z.record(z.string(), z.number()).nullish(),
  Demographic: z.object({ Timezone: text, Locale: text }).nullish(),
  Location: z
    .object({
      City: text,
      Country: text,
      PostalCode: text,
      Region: text,
      Latitude: z.number().nullish(),
      Longitude: z.number().nullish(),
    })
    .nullish(),
  User: z.object({ UserId: text, UserAttributes: manyTexts }).nullish(),
});
export type Endpoint = z.infer<typeof endpointSchema>;

/** An endpoint and where it stands. */
export interface PlacedEndpoint {
  readonly file: string;
  readonly line: number;
  readonly endpoint: Endpoint;
}

export type EndpointChannel =
  | { readonly channel: "email" | "sms" }
  | { readonly channel: "push"; readonly device: "ios" | "android" };

/** Where an endpoint is reached here; nothing for what has no channel here: ADM, BAIDU, VOICE, CUSTOM, the APNs sandbox, … */
export const channelOf = ({ ChannelType }: Endpoint): EndpointChannel | undefined => {
  switch (ChannelType) {
    case "EMAIL":
      return { channel: "email" };
    case "SMS":
      return { channel: "sms" };
    case "APNS":
      return { channel: "push", device: "ios" };
    case "GCM":
      return { channel: "push", device: "android" };
    default:
      return undefined;
  }
};

/** The user, or the endpoint itself where an app told of no user. */
export const customerIdOf = ({ User, Id }: Endpoint): string | undefined =>
  [User?.UserId, Id].map((id) => id?.trim()).find((id) => id !== undefined && id !== "");

/** Epoch milliseconds of the last change; undefined when the endpoint carries no date that can be read. */
export const changedAt = ({ EffectiveDate, CreationDate }: Endpoint): number | undefined =>
  [EffectiveDate, CreationDate].map((date) => Date.parse(date ?? "")).find((at) => Number.isFinite(at));
