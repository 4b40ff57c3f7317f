import type { Channel } from "./channel.ts";
import type { Problem } from "./problem.ts";
import type { Settings } from "./settings.ts";

/** What a message on trial may go by; a push goes to a customer's device, and a colleague's is none that we know. */
export const trialChannels = ["email", "sms"] as const satisfies readonly Channel[];
export type TrialChannel = (typeof trialChannels)[number];

/** So many in an hour for each person: enough to try every message of a campaign, too few to reach people with. */
export const trialsPerHour = 20;

/** Milliseconds in which a message on trial is submitted, or not at all: whoever asked is looking at the mailbox now. */
export const trialSendWithinMs = 5 * 60_000;

/**
 * `requested → submitting → accepted`, or `refused`, `expired`, `withdrawn`; `in-doubt` when nobody knows. Never repeated: whoever
 * got nothing asks again.
 */
export const trialStates = [
  "requested",
  "submitting",
  "accepted",
  "refused",
  "expired",
  "withdrawn",
  "in-doubt",
] as const;
export type TrialState = (typeof trialStates)[number];

export interface TrialWish {
  readonly channel: TrialChannel;
  readonly to: string;
}

const comparable = (address: string): string => address.trim().toLowerCase();

/**
 * A message on trial goes to the person who asks for it, or to a colleague on the shop's list; so it can reach no customer who
 * did not ask for it. `person` is the address somebody signed in with, or another name where nobody signs in.
 */
export const recipientProblem = (
  { channel, to }: TrialWish,
  person: string,
  { testRecipients }: Pick<Settings, "testRecipients">,
): Problem | undefined => {
  const { emails, phones } = testRecipients;
  const allowed = channel === "email" ? [...(person.includes("@") ? [person] : []), ...emails] : phones;
  if (allowed.some((one) => comparable(one) === comparable(to))) return undefined;
  const list = channel === "email" ? "testRecipients.emails" : "testRecipients.phones";
  const own = channel === "email" ? "your own address, or one" : "a number";
  return {
    where: "to",
    problem: "may not get messages on trial",
    allowed: `${own} that stands in the settings under ${list}`,
  };
};

/** Stands before the subject, or the text: nobody takes it for a message that went out. */
export const trialMark = { en: "[Test] ", zh: "[测试] " } as const;
