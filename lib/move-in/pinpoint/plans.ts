import type * as z from "zod";
import type { MoveReport } from "../report.ts";
import { mapCampaign } from "./campaign.ts";
import type {
  emailTemplateSchema,
  PinpointCampaign,
  PinpointJourney,
  PinpointSegment,
  PinpointSettings,
  pushTemplateSchema,
  smsTemplateSchema,
} from "./documents.ts";
import { describeJourney } from "./journey.ts";
import { mapSegment } from "./segment.ts";
import { proposeSettings } from "./settings-proposal.ts";
import { convertTemplate } from "./template-text.ts";

export type Plan =
  | { readonly kind: "segment"; readonly value: PinpointSegment }
  | { readonly kind: "campaign"; readonly value: PinpointCampaign }
  | { readonly kind: "journey"; readonly value: PinpointJourney }
  | { readonly kind: "settings"; readonly value: PinpointSettings }
  | { readonly kind: "email-template"; readonly value: z.infer<typeof emailTemplateSchema> }
  | { readonly kind: "sms-template"; readonly value: z.infer<typeof smsTemplateSchema> }
  | { readonly kind: "push-template"; readonly value: z.infer<typeof pushTemplateSchema> };

export interface Plans {
  add(plan: Plan): void;
  /** Path within the folder → text: drafts and segments as the API takes them under the file's name, words, the settings proposal. */
  files(): ReadonlyMap<string, string>;
}

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

const templateTexts = (plan: Plan): readonly (readonly [extension: string, text: string | null | undefined])[] => {
  if (plan.kind === "email-template")
    return [
      ["subject.txt", plan.value.Subject],
      ["html", plan.value.HtmlPart],
      ["txt", plan.value.TextPart],
    ];
  if (plan.kind === "sms-template") return [["sms.txt", plan.value.Body]];
  if (plan.kind !== "push-template") return [];
  const { Default, APNS, GCM } = plan.value;
  const part = Default ?? APNS ?? GCM;
  return [
    ["push-title.txt", part?.Title],
    ["push.txt", part?.Body],
  ];
};

type Kind<Name extends Plan["kind"]> = Extract<Plan, { readonly kind: Name }>["value"];

interface Desk {
  readonly plans: readonly Plan[];
  readonly report: MoveReport;
  readonly found: Map<string, string>;
}

const allOf = <Name extends Plan["kind"]>({ plans }: Desk, kind: Name): readonly Kind<Name>[] =>
  plans.flatMap((plan) => (plan.kind === kind ? [plan.value as Kind<Name>] : []));

/** Old id → our id, of the segments that could be mapped. */
const writeSegments = (desk: Desk): ReadonlyMap<string, string> => {
  const ids = new Map<string, string>();
  // Saved versions of one segment: the last one is what the campaigns used.
  const byVersion = allOf(desk, "segment").toSorted((a, b) => (a.Version ?? 0) - (b.Version ?? 0));
  for (const given of new Map(byVersion.map((one) => [one.Id, one])).values()) {
    desk.report.count("segments");
    const mapped = mapSegment(given);
    if (!mapped.ok) {
      for (const why of mapped.why) desk.report.cannotMap(`segment "${given.Name ?? given.Id}"`, why);
      continue;
    }
    const { id, ...body } = mapped.segment;
    ids.set(given.Id, id);
    desk.found.set(`segments/${id}.json`, json(body));
  }
  return ids;
};

const writeCampaigns = (desk: Desk, segments: ReadonlyMap<string, string>): void => {
  for (const given of allOf(desk, "campaign")) {
    desk.report.count("campaigns");
    const mapped = mapCampaign(given, segments);
    const title = `campaign "${given.Name ?? given.Id}"${mapped.ok ? "" : " (no draft was made)"}`;
    for (const why of mapped.left) desk.report.cannotMap(title, why);
    if (!mapped.ok) continue;
    const { id, version: _, ...definition } = mapped.campaign;
    desk.found.set(`campaigns/${id}.json`, json({ definition }));
  }
};

const writeJourneys = (desk: Desk): void => {
  for (const given of allOf(desk, "journey")) {
    desk.report.count("journeys");
    for (const why of describeJourney(given)) desk.report.cannotMap(`journey "${given.Name ?? given.Id}"`, why);
  }
};

/** Names of templates hold letters, digits, - and _ only; whatever else stands in a file must not choose where it is written. */
const fileNameOf = (name: string): string => name.replaceAll(/[^\w-]/g, "-").slice(0, 100);

const writeTemplates = ({ plans, report, found }: Desk): void => {
  for (const plan of plans) {
    if (!("TemplateName" in plan.value)) continue;
    const name = plan.value.TemplateName;
    report.count("templates");
    for (const [extension, text] of templateTexts(plan)) {
      if (!text) continue;
      const { text: converted, left } = convertTemplate(text);
      found.set(`words/${fileNameOf(name)}.${extension}`, converted);
      const why = "no variable says the same; see docs/words.md";
      for (const one of left) report.cannotMap(`template "${name}" (${extension}): ${one}`, why);
    }
  }
};

const writeSettings = (desk: Desk): void => {
  const quiet = [
    ...allOf(desk, "campaign").map((one) => ({
      of: `campaign "${one.Name ?? one.Id}"`,
      quiet: one.Schedule?.QuietTime,
    })),
    ...allOf(desk, "journey").map((one) => ({ of: `journey "${one.Name ?? one.Id}"`, quiet: one.QuietTime })),
  ];
  const { proposal, left } = proposeSettings(allOf(desk, "settings")[0], quiet);
  for (const why of left) desk.report.cannotMap("settings", why);
  if (Object.keys(proposal).length > 0) desk.found.set("settings-proposal.json", json(proposal));
};

/** A saved answer is a few kilobytes, and a project has some hundred: they are held until all of them were read. */
export const createPlans = (report: MoveReport): Plans => {
  const plans: Plan[] = [];
  return {
    add: (plan) => void plans.push(plan),
    files: () => {
      const desk: Desk = { plans, report, found: new Map() };
      writeCampaigns(desk, writeSegments(desk));
      writeJourneys(desk);
      writeTemplates(desk);
      writeSettings(desk);
      return desk.found;
    },
  };
};
