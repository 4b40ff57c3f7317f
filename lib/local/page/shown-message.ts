import type { Campaign } from "../../../lambdas/domain/campaign.ts";
import type { Language } from "../../../lambdas/domain/channel.ts";
import type { Message } from "../../../lambdas/domain/message.ts";
import type { Profile } from "../../../lambdas/domain/profile.ts";
import type { InboxEntry } from "../stand-ins/inbox.ts";
import { shopTime, timeLocales } from "./layout.ts";
import type { PageWords } from "./page-words.ts";
import { personName } from "./person-name.ts";
import { messageNumber, reasonSentence } from "./reason-sentence.ts";

const dayMs = 86_400_000;

/** A message with what a person wants to know about it. */
export interface ShownMessage {
  readonly message: Message;
  readonly profile?: Profile;
  /** The version that decided it. */
  readonly campaign?: Campaign;
  /** As the stand-in accepted it. */
  readonly content?: InboxEntry;
}

/** The instant of the provider call, else of the decision. */
export const happenedAt = (message: Message): number => message.submittedAt ?? message.reservedAt;

/** The customer's name, else the address written to, else the id. */
export const recipientName = ({ message, profile, content }: ShownMessage): string =>
  personName(profile?.traits ?? {}) || (content?.to[0] ?? message.customerId);

/** Told only while no later order came: the profile keeps no older one. */
const silentDaysOf = ({ message, profile }: ShownMessage): number | undefined => {
  const { lastAt, lastOrderId } = profile?.orders ?? {};
  if (lastAt === undefined || lastOrderId !== message.occurrence) return undefined;
  return Math.floor((message.reservedAt - lastAt) / dayMs);
};

export const whySentence = (shown: ShownMessage, words: PageWords): string => {
  const silentDays = silentDaysOf(shown);
  const { message, campaign } = shown;
  return reasonSentence({ message, campaign, ...(silentDays !== undefined && { silentDays }) }, words);
};

/** "Message 1 of 2"; nothing where the campaign has only one, the id where the step is not known. */
export const stepName = ({ message, campaign }: ShownMessage, words: PageWords): string | undefined => {
  const place = messageNumber(campaign?.steps ?? [], message.stepId);
  if (place === undefined) return message.stepId;
  return place.of === 1 ? undefined : words.messages.stepOf(place.nth, place.of);
};

/** The time on the customer's wall, whose zone decides the quiet hours; nothing where it is the shop's too. */
export const localTime = (message: Message, language: Language, shopZone: string): string | undefined =>
  message.timeZone === shopZone
    ? undefined
    : `${shopTime(language, message.timeZone, happenedAt(message))} (${message.timeZone})`;

/** The same for a table: without the year and the zone. */
export const shortLocalTime = (message: Message, language: Language, shopZone: string): string | undefined =>
  message.timeZone === shopZone
    ? undefined
    : new Intl.DateTimeFormat(timeLocales[language], {
        month: "short",
        day: "numeric",
        hour: "2-digit",
        minute: "2-digit",
        hourCycle: "h23",
        timeZone: message.timeZone,
      }).format(happenedAt(message));
