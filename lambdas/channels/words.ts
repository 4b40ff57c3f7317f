import { type Channel, channels, type Language } from "../domain/channel.ts";

/** Templates of one email. The html was compiled ahead of time and already holds the preheader; the text is its plain twin. */
export interface EmailWords {
  readonly subject: string;
  readonly preheader: string;
  readonly html: string;
  readonly text: string;
}

/** Template of one text message, without signature and opt-out wording: rendering adds what the country asks for. */
export interface SmsWords {
  readonly text: string;
}

/** Templates of one push notification. */
export interface PushWords {
  readonly title: string;
  readonly body: string;
  /** Where a tap leads: an https address. Absent, or empty once filled in: the app just opens. */
  readonly link?: string | undefined;
}

export interface StepWords {
  readonly email?: EmailWords;
  readonly sms?: SmsWords;
  readonly push?: PushWords;
}

/** A value a playbook's parameter takes; templates read it as `campaign.<parameter>`. */
export type ParameterValue = string | number | boolean | readonly string[] | readonly number[];
export type ParameterValues = Readonly<Record<string, ParameterValue>>;

/** Everything one campaign version says in one language. All templates are Liquid. */
export interface Words {
  readonly language: Language;
  /** Stands in for a first name nobody told us, so that "Hi there," reads as well as "Hi Ann,". */
  readonly friendlyName: string;
  /** Ends marketing texts. The language's usual one gives way to the wording of the recipient's country, any other wins. */
  readonly smsOptOut: string;
  readonly parameters: ParameterValues;
  /** By step id. */
  readonly steps: Readonly<Record<string, StepWords>>;
  /** Addresses that a click in a text message may lead to; its place here names one. Set when the words are stored. */
  readonly links?: readonly string[];
}

/** The channels a step has words for. */
export const channelsOf = (words: StepWords): readonly Channel[] =>
  channels.filter((name) => words[name] !== undefined);
