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
import { slugOf } from "./slug.ts";
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
  /** Path within the folder → text: drafts, segments, words, the settings proposal. */
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

/** A saved answer is a few kilobytes, and a project has some hundred: they are held until all of them were read. */
export const createPlans = (report: MoveReport): Plans => {
  const plans: Plan[] = [];
  const found = new Map<string, string>();
  const of = <Name extends Plan["kind"]>(kind: Name): readonly Kind<Name>[] =>
    plans.flatMap((plan) => (plan.kind === kind ? [plan.value as Kind<Name>] : []));

  const writeSegments = (): ReadonlyMap<string, string> => {
    const ids = new Map<string, string>();
    for (const given of of("segment")) {
      report.count("segments");
      const mapped = mapSegment(given);
      if (!mapped.ok) {
        for (const why of mapped.why) report.cannotMap(`segment "${given.Name ?? given.Id}"`, why);
        continue;
      }
      ids.set(given.Id, mapped.segment.id);
      found.set(`segments/${mapped.segment.id}.json`, json(mapped.segment));
    }
    return ids;
  };
  const writeCampaigns = (segments: ReadonlyMap<string, string>): void => {
    for (const given of of("campaign")) {
      report.count("campaigns");
      const mapped = mapCampaign(given, segments);
      const title = `campaign "${given.Name ?? given.Id}"${mapped.ok ? "" : " (no draft was made)"}`;
      for (const why of mapped.left) report.cannotMap(title, why);
      if (mapped.ok) found.set(`campaigns/${mapped.campaign.id}.json`, json(mapped.campaign));
    }
  };
  const writeJourneys = (): void => {
    for (const given of of("journey")) {
      report.count("journeys");
      for (const why of describeJourney(given)) report.cannotMap(`journey "${given.Name ?? given.Id}"`, why);
    }
  };
  const writeTemplates = (): void => {
    for (const plan of plans) {
      for (const [extension, text] of templateTexts(plan)) {
        if (!text || !("TemplateName" in plan.value)) continue;
        const name = plan.value.TemplateName;
        const { text: converted, left } = convertTemplate(text);
        found.set(`words/${slugOf(name, plan.kind)}.${extension}`, converted);
        for (const one of left)
          report.cannotMap(
            `template "${name}" (${extension}): ${one}`,
            "no variable says the same; see the list in docs/words.md",
          );
      }
    }
    const templates = plans.filter((plan) => "TemplateName" in plan.value).length;
    if (templates > 0) report.count("templates", templates);
  };
  const writeSettings = (): void => {
    const quiet = [
      ...of("campaign").map((one) => ({ of: `campaign "${one.Name ?? one.Id}"`, quiet: one.Schedule?.QuietTime })),
      ...of("journey").map((one) => ({ of: `journey "${one.Name ?? one.Id}"`, quiet: one.QuietTime })),
    ];
    const { proposal, left } = proposeSettings(of("settings")[0], quiet);
    for (const why of left) report.cannotMap("settings", why);
    if (Object.keys(proposal).length > 0) found.set("settings-proposal.json", json(proposal));
  };

  return {
    add: (plan) => void plans.push(plan),
    files: () => {
      found.clear();
      writeCampaigns(writeSegments());
      writeJourneys();
      writeTemplates();
      writeSettings();
      return found;
    },
  };
};
