import type { WordsFinding } from "../domain/activation-checks.ts";
import type { Campaign } from "../domain/campaign.ts";
import { type Channel, type Language, languages } from "../domain/channel.ts";
import type { Coupon } from "../domain/coupon.ts";
import type { Settings } from "../domain/settings.ts";
import { wayOut } from "../domain/sms-wording.ts";
import { type PreviewedMessage, type PreviewsQuery, previewsOf } from "./preview.ts";
import { ownOptOut } from "./render.ts";
import { sampleCustomers } from "./sample-customers.ts";
import type { Words } from "./words.ts";

export interface WordsQuestion {
  readonly campaign: Campaign;
  readonly words: PreviewsQuery["words"];
  readonly settings: Settings;
  readonly coupons: readonly Coupon[];
  readonly now: number;
}

/** What is wrong with the words, found by writing every message to every sample customer, as the sender will. */
export const wordsFindings = (q: WordsQuestion): readonly WordsFinding[] =>
  q.campaign.steps.flatMap((step) =>
    step.kind !== "send"
      ? []
      : step.channels.flatMap((channel) =>
          languages.flatMap((language) => {
            const found = findingOf(q, { stepId: step.id, channel, language });
            return found === undefined ? [] : [{ stepId: step.id, channel, language, found }];
          }),
        ),
  );

interface Place {
  readonly stepId: string;
  readonly channel: Channel;
  readonly language: Language;
}

const findingOf = (q: WordsQuestion, { stepId, channel, language }: Place): WordsFinding["found"] | undefined => {
  const words = q.words[language];
  if (words?.steps[stepId]?.[channel] === undefined) return "missing";
  const samples = sampleCustomers(q.now);
  const previews = previewsOf({ ...q, samples, stepId, channel, language });
  if (previews.some(({ result }) => !result.ok)) return "broken";
  const category = q.campaign.steps.flatMap((step) =>
    step.kind === "send" && step.id === stepId ? step.category : [],
  );
  const isMarketing = category.some((one) => one === "promotion" || one === "care");
  const written = previews.flatMap(({ result }) => (result.ok ? [result.message] : []));
  return isMarketing && !written.every((message) => hasWayOut(message, q, words)) ? "no-way-out" : undefined;
};

/** A push leads into the app, which leads to the preferences page. */
const hasWayOut = (message: PreviewedMessage, { settings }: WordsQuestion, words: Words): boolean => {
  switch (message.channel) {
    case "email":
      return message.html.includes("/unsubscribe/") && message.text.includes("/unsubscribe/");
    case "sms": {
      const canReply = settings.senders.smsSenderId === undefined;
      const { country } = message.quote;
      const own = ownOptOut(words);
      const end = wayOut({
        country,
        language: words.language,
        category: "promotion",
        canReply,
        own,
        unsubscribeUrl: "",
      });
      return end !== "" && message.text.includes(end.trim());
    }
    case "push":
      return true;
  }
};
