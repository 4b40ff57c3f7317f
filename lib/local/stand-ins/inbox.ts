import { openLineFile } from "./line-file.ts";

export interface EmailContent {
  readonly channel: "email";
  readonly from: string;
  readonly replyTo: readonly string[];
  readonly to: readonly string[];
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly tags: Readonly<Record<string, string>>;
  readonly configurationSet?: string;
}

export interface SmsContent {
  readonly channel: "sms";
  readonly to: readonly string[];
  readonly text: string;
  /** For example `AWS.SNS.SMS.SMSType`, or `MessageType` of End User Messaging. */
  readonly attributes: Readonly<Record<string, string>>;
  /** What events about the text echo. Only End User Messaging has it; SNS tells nothing about a text. */
  readonly context?: Readonly<Record<string, string>>;
}

export interface PushContent {
  readonly channel: "push";
  /** The platform endpoint. */
  readonly to: readonly string[];
  readonly title: string;
  readonly body: string;
  /** What the app is handed beside the words. */
  readonly data: Readonly<Record<string, string>>;
  /** For example `AWS.SNS.MOBILE.APNS.TTL`. */
  readonly attributes: Readonly<Record<string, string>>;
}

export type Content = EmailContent | SmsContent | PushContent;

interface Receipt {
  readonly providerId: string;
  /** By the clock that was handed in, epoch milliseconds. */
  readonly receivedAt: number;
  readonly repeatsEvents?: true;
}

/** An accepted message. */
export type EmailEntry = Receipt & EmailContent;
export type SmsEntry = Receipt & SmsContent;
export type PushEntry = Receipt & PushContent;
export type InboxEntry = EmailEntry | SmsEntry | PushEntry;

export interface InboxOptions {
  /** JSON lines, one per accepted message; read again at the start. Absent: nothing outlives the process. */
  readonly file?: string | undefined;
  /** False keeps the bodies in the file only, for runs with very many messages. Default true. */
  readonly keepBodies?: boolean | undefined;
}

export interface Inbox {
  entries(): readonly InboxEntry[];
  /** The id of the next message; ids count up, also across restarts, so that the same run gives the same ids. */
  nextId(channel: Content["channel"]): string;
  /** Written to the file before it returns: what was answered as accepted survives a kill. Returns what it keeps in memory. */
  add<Entry extends InboxEntry>(entry: Entry): Entry;
  close(): void;
}

const withoutBodies = <Entry extends InboxEntry>(entry: Entry): Entry => {
  if (entry.channel === "push") return { ...entry, body: "" };
  return entry.channel === "email" ? { ...entry, html: "", text: "" } : { ...entry, text: "" };
};

export const openInbox = (options: InboxOptions): Inbox => {
  const kept = <Entry extends InboxEntry>(entry: Entry): Entry =>
    options.keepBodies === false ? withoutBodies(entry) : entry;
  const file = options.file === undefined ? undefined : openLineFile<InboxEntry>(options.file);
  const entries = (file?.items ?? []).map(kept);

  return {
    entries: () => entries,
    nextId: (channel) => `stand-in-${channel}-${String(entries.length + 1).padStart(9, "0")}`,
    add: (entry) => {
      file?.append(entry);
      const keeps = kept(entry);
      entries.push(keeps);
      return keeps;
    },
    close: () => file?.close(),
  };
};
