import { type Campaign, campaignSchema, type Trigger } from "../../../lambdas/domain/campaign.ts";
import type { Channel } from "../../../lambdas/domain/channel.ts";
import type { PinpointCampaign } from "./documents.ts";
import { slugOf } from "./slug.ts";

export type MappedCampaign =
  | { readonly ok: true; readonly campaign: Campaign; readonly left: readonly string[] }
  | { readonly ok: false; readonly left: readonly string[] };

const messageChannels: Readonly<Record<string, Channel>> = {
  ...{ EmailMessage: "email", EmailTemplate: "email", SMSMessage: "sms", SMSTemplate: "sms" },
  ...{ APNSMessage: "push", GCMMessage: "push", PushTemplate: "push" },
};

interface Messages {
  readonly channels: readonly Channel[];
  readonly isTransactional: boolean;
  readonly left: readonly string[];
}

const messagesOf = ({ MessageConfiguration, TemplateConfiguration }: PinpointCampaign): Messages => {
  const given = Object.entries({ ...MessageConfiguration, ...TemplateConfiguration }).filter(([, part]) => part);
  const unknown = given.map(([name]) => name).filter((name) => messageChannels[name] === undefined);
  const types = Object.values(MessageConfiguration ?? {}).flatMap((part) => part?.MessageType ?? []);
  return {
    channels: [...new Set(given.flatMap(([name]) => messageChannels[name] ?? []))],
    isTransactional: types.length > 0 && types.every((type) => type === "TRANSACTIONAL"),
    left: unknown.map((name) => `its ${name} has no channel here`),
  };
};

/** `2026-03-01T10:00`: the wall clock that StartTime names; it carries an offset only where the schedule is not local. */
const wallClock = (start: string): string | undefined => /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2})/.exec(start)?.[1];

type FoundTrigger = { readonly trigger: Trigger } | { readonly why: string };

const triggerOf = ({ Schedule }: PinpointCampaign): FoundTrigger => {
  const { Frequency, StartTime, IsLocalTime, EventFilter } = Schedule ?? {};
  if (Frequency === "EVENT") {
    const events = EventFilter?.Dimensions.EventType?.Values ?? [];
    const others = Object.keys(EventFilter?.Dimensions ?? {}).filter((name) => name !== "EventType");
    if (EventFilter?.FilterType === "SYSTEM") return { why: "its trigger looks at the segment whenever it changes" };
    if (events.length === 0 || others.length > 0 || EventFilter?.Dimensions.EventType?.DimensionType === "EXCLUSIVE")
      return { why: "its event has conditions that were not mapped: build the trigger in the editor" };
    const on = events.slice(0, 5).map((event) => ({ event }));
    return { trigger: { kind: "event", on, delayMinutes: 0, freshnessHours: 24 } };
  }
  const at = wallClock(StartTime ?? "");
  if (Frequency !== "ONCE" && Frequency !== undefined && Frequency !== null)
    return { why: `it repeats (${Frequency}): choose a trigger that tells when each customer is due` };
  if (at === undefined) return { why: "its schedule names no time (StartTime)" };
  return { trigger: { kind: "broadcast", at, clock: IsLocalTime === true ? "local" : "shop", lateHours: 8 } };
};

const whatElse = (given: PinpointCampaign): readonly string[] => [
  ...(given.Schedule?.IsLocalTime === true
    ? []
    : given.Schedule?.StartTime
      ? [
          `its start ${given.Schedule.StartTime} (zone ${given.Schedule.Timezone ?? "UTC"}) is written as the shop's own clock: check the hour`,
        ]
      : []),
  ...((given.AdditionalTreatments?.length ?? 0) > 0
    ? ["its further treatments (A/B test): add a split in the editor"]
    : []),
  ...(given.Hook?.LambdaFunctionName || given.Hook?.WebUrl
    ? ["its hook: a webhook step tells other systems, but changes no message"]
    : []),
  ...(given.Limits?.MessagesPerSecond ? ["MessagesPerSecond: the pace comes from the account's own limits"] : []),
  ...(given.Limits?.MaximumDuration ? ["MaximumDuration: a send-by deadline holds for each message instead"] : []),
  ...(given.Limits?.Daily
    ? [`Limits.Daily ${given.Limits.Daily}: caps belong to the shop, not to a campaign; see the settings proposal`]
    : []),
  ...(given.Schedule?.EndTime ? [`its end ${given.Schedule.EndTime}: pause it then`] : []),
];

/** Hold-outs are bounded here, because beyond half nobody is left to write to. */
const holdOutMax = 50;

const audienceOf = ({ SegmentId }: PinpointCampaign, segments: ReadonlyMap<string, string>) => {
  const segment = segments.get(SegmentId ?? "");
  return segment === undefined ? undefined : { segment };
};

/** A draft: a person checks it, gives it words, has it approved. Without its trigger or its audience there is none. */
export const mapCampaign = (given: PinpointCampaign, segments: ReadonlyMap<string, string>): MappedCampaign => {
  const messages = messagesOf(given);
  const found = triggerOf(given);
  const audience = audienceOf(given, segments);
  const left = [...messages.left, ...whatElse(given)];
  if ("why" in found) return { ok: false, left: [found.why, ...left] };
  if (audience === undefined)
    return { ok: false, left: ["its segment was not mapped, and without it everybody would be written to", ...left] };
  if (messages.channels.length === 0)
    return { ok: false, left: ["it has no message for a channel that is reached here", ...left] };
  const [share, total] = [given.HoldoutPercent ?? 0, given.Limits?.Total ?? 0];
  const campaign = {
    id: slugOf(given.Name, given.Id),
    version: 1,
    trigger: found.trigger,
    audience,
    steps: [
      {
        kind: "send",
        id: "message",
        channels: messages.channels,
        category: messages.isTransactional ? "transactional" : "promotion",
        ...{ obeysCaps: !messages.isTransactional, countsTowardCaps: !messages.isTransactional },
        ...{ whenCapped: "defer", whenClosed: "defer", sendWithinHours: 24 },
      },
    ],
    policy: {
      ...{ priority: 5, expectedValue: 0, holdOutPercent: Math.min(holdOutMax, share), leaveOnOrder: false },
      ...(total > 0 && { reentry: { max: Math.min(1000, total) } }),
    },
  };
  const read = campaignSchema.safeParse(campaign);
  if (!read.success) return { ok: false, left: [...read.error.issues.map(({ message }) => message), ...left] };
  return {
    ok: true,
    campaign: read.data,
    left: share > holdOutMax ? [`HoldoutPercent ${share}: at most ${holdOutMax} here`, ...left] : left,
  };
};
