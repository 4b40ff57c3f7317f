import * as z from "zod";

// What `aws pinpoint get-…` answers; docs/moving-in.md says where each shape was seen. Fields that are not listed pass unread.

const text = z.string().nullish();
const number = z.number().nullish();
const set = z.object({ DimensionType: text, Values: z.array(z.string()).nullish() }).nullish();
const attributes = z
  .record(z.string(), z.object({ AttributeType: text, Values: z.array(z.string()).nullish() }))
  .nullish();
const quietTime = z.object({ Start: text, End: text }).nullish();
export type QuietTime = z.infer<typeof quietTime>;

const dimensions = z.object({
  Attributes: attributes,
  UserAttributes: attributes,
  Metrics: z.record(z.string(), z.object({ ComparisonOperator: text, Value: number })).nullish(),
  Behavior: z.unknown().optional(),
  Demographic: z.record(z.string(), set).nullish(),
  Location: z.object({ Country: set, GPSPoint: z.unknown().optional() }).nullish(),
});
export type Dimensions = z.infer<typeof dimensions>;

const group = z.object({
  Dimensions: z.array(dimensions).nullish(),
  SourceSegments: z.array(z.object({ Id: text })).nullish(),
  Type: text,
});
export type SegmentGroup = z.infer<typeof group>;

export const segmentSchema = z.object({
  Id: z.string(),
  Version: number,
  Name: text,
  SegmentType: text,
  Dimensions: dimensions.nullish(),
  SegmentGroups: z.object({ Groups: z.array(group).nullish(), Include: text }).nullish(),
});
export type PinpointSegment = z.infer<typeof segmentSchema>;

const schedule = z.object({
  Frequency: text,
  StartTime: text,
  EndTime: text,
  IsLocalTime: z.boolean().nullish(),
  Timezone: text,
  QuietTime: quietTime,
  EventFilter: z.object({ FilterType: text, Dimensions: z.object({ EventType: set }).loose() }).nullish(),
});

const limits = z.object({ Daily: number, Total: number, MessagesPerSecond: number, MaximumDuration: number });

export const campaignSchema = z.object({
  Id: z.string(),
  Name: text,
  SegmentId: text,
  HoldoutPercent: number,
  IsPaused: z.boolean().nullish(),
  Limits: limits.partial().nullish(),
  Schedule: schedule.partial().nullish(),
  Hook: z.object({ LambdaFunctionName: text, WebUrl: text }).nullish(),
  AdditionalTreatments: z.array(z.unknown()).nullish(),
  MessageConfiguration: z.record(z.string(), z.looseObject({ MessageType: text }).nullish()).nullish(),
  TemplateConfiguration: z.record(z.string(), z.object({ Name: text }).nullish()).nullish(),
});
export type PinpointCampaign = z.infer<typeof campaignSchema>;

export const journeySchema = z.object({
  Id: z.string(),
  Name: text,
  State: text,
  Activities: z.record(z.string(), z.looseObject({})).nullish(),
  Limits: z.record(z.string(), z.unknown()).nullish(),
  QuietTime: quietTime,
});
export type PinpointJourney = z.infer<typeof journeySchema>;

export const applicationSchema = z.object({ Limits: limits.partial().nullish(), QuietTime: quietTime });
export type PinpointSettings = z.infer<typeof applicationSchema>;

export const emailTemplateSchema = z.object({
  TemplateName: z.string(),
  Subject: text,
  HtmlPart: text,
  TextPart: text,
});
export const smsTemplateSchema = z.object({ TemplateName: z.string(), Body: text });
const pushPart = z.object({ Title: text, Body: text, Url: text }).nullish();
export const pushTemplateSchema = z.object({
  TemplateName: z.string(),
  Default: pushPart,
  APNS: pushPart,
  GCM: pushPart,
});

const one = <Kind extends string, Schema extends z.ZodType>(kind: Kind, schema: Schema) => ({ kind, schema });

/** The key that the AWS CLI and the SDKs put around an answer → what it is. `…sResponse` holds a list in `Item`. */
export const documentKinds = {
  SegmentResponse: one("segment", segmentSchema),
  CampaignResponse: one("campaign", campaignSchema),
  JourneyResponse: one("journey", journeySchema),
  EmailTemplateResponse: one("email-template", emailTemplateSchema),
  SMSTemplateResponse: one("sms-template", smsTemplateSchema),
  PushNotificationTemplateResponse: one("push-template", pushTemplateSchema),
  ApplicationSettingsResource: one("settings", applicationSchema),
} as const;

export const documentLists = {
  SegmentsResponse: documentKinds.SegmentResponse,
  CampaignsResponse: documentKinds.CampaignResponse,
  JourneysResponse: documentKinds.JourneyResponse,
} as const;
