import type { Category, Channel } from "../domain/channel.ts";
import type { Settings } from "../domain/settings.ts";
import { generalWording, signed, wayOut, withChoice } from "../domain/sms-wording.ts";
import { isLinkAddress } from "./links.ts";
import { singleLine } from "./single-line.ts";
import { engineFor, faultOf, type ParsedTemplate, parseTemplate, type TemplateKind } from "./template.ts";
import type { MessageVariables } from "./variables.ts";
import type { EmailWords, PushWords, SmsWords, Words } from "./words.ts";

/** A message as it goes to the provider. */
export type RenderedMessage =
  | { readonly channel: "email"; readonly subject: string; readonly html: string; readonly text: string }
  | { readonly channel: "sms"; readonly text: string }
  | { readonly channel: "push"; readonly title: string; readonly body: string; readonly link?: string };

/** `no-words`: the campaign version says nothing on this channel. `template-error`: see the detail. Neither mends itself. */
export type Rendering =
  | { readonly ok: true; readonly message: RenderedMessage }
  | { readonly ok: false; readonly reason: "no-words" | "template-error"; readonly detail: string };

/** Characters a finished part may have. Gmail cuts an email's html at about 102 KB; SNS refuses a text over 1,600 bytes. */
export const longestParts = {
  subject: 200,
  html: 100_000,
  text: 50_000,
  sms: 800,
  title: 100,
  body: 500,
  link: 500,
} as const;

/** Templates are parsed once for as long as their words stay in memory: the key is the words object itself. */
const parsedWords = new WeakMap<object, Map<string, ParsedTemplate>>();

interface Part<Owner extends object> {
  readonly words: Words;
  readonly owner: Owner;
  readonly name: keyof Owner & string;
  readonly kind: TemplateKind;
  readonly longest: number;
  readonly variables: MessageVariables;
}

const parsedPart = <Owner extends object>({ words, owner, name, kind }: Part<Owner>): ParsedTemplate => {
  const parts = parsedWords.get(owner) ?? new Map<string, ParsedTemplate>();
  parsedWords.set(owner, parts);
  const parsed = parts.get(name) ?? parseTemplate(kind, words.language, String(owner[name]));
  parts.set(name, parsed);
  return parsed;
};

const renderPart = <Owner extends object>(part: Part<Owner>): string => {
  const engine = engineFor(part.kind, part.words.language);
  const rendered: string = engine.renderSync([...parsedPart(part)], part.variables);
  if (rendered.length > part.longest)
    throw new Error(`${part.name} came out ${rendered.length} characters long; allowed: at most ${part.longest}`);
  return rendered;
};

/** Characters that force a Latin text out of the GSM-7 alphabet and double its price, with what says the same inside it. */
const gsmSpellings: Readonly<Record<string, string>> = {
  "‘": "'",
  "’": "'",
  "“": '"',
  "”": '"',
  "–": "-",
  "—": "-",
  "…": "...",
};

/**
 * One line. The brackets 【】 belong to the signature in mainland China, and gateways refuse a body that holds any, so the
 * words themselves lose theirs.
 */
const smsLine = (text: string, words: Words): string => {
  const line = singleLine(text.replace(/[【】]/g, " "));
  return words.language === "zh" ? line : line.replace(/[‘’“”–—…]/g, (mark) => gsmSpellings[mark] ?? mark);
};

const renderEmail = (words: Words, email: EmailWords, variables: MessageVariables): RenderedMessage => {
  const shared = { words, owner: email, variables };
  const subject = renderPart({ ...shared, name: "subject", kind: "plain", longest: longestParts.subject });
  const html = renderPart({ ...shared, name: "html", kind: "html", longest: longestParts.html });
  const text = renderPart({ ...shared, name: "text", kind: "plain", longest: longestParts.text });
  const tidyText = `${text
    .replace(/[ \t]+$/gm, "")
    .replace(/\n{3,}/g, "\n\n")
    .trim()}\n`;
  return { channel: "email", subject: singleLine(subject), html, text: tidyText };
};

/** Where a text goes and what it is about: they decide how it is signed and how it ends. */
export interface TextPlace {
  /** ISO 3166-1 alpha-2, of the number. */
  readonly country: string | undefined;
  readonly category: Category;
  /** False for a sender that is a name instead of a number. */
  readonly canReply: boolean;
  readonly signsAtGateway: boolean;
  /** Whether the link to the customer's preferences is added. */
  readonly offersChoice: Settings["senders"]["smsPreferences"];
}

const anyPlace: TextPlace = {
  ...{ country: undefined, category: "promotion", canReply: true, signsAtGateway: false, offersChoice: "never" },
};

/** The campaign's own wording; what the language says anyway is none, and gives way to the country's. */
export const ownOptOut = ({ language, parameters, smsOptOut }: Words): string | undefined => {
  const isChosen = typeof parameters.smsOptOut === "string" && parameters.smsOptOut !== "";
  return isChosen || smsOptOut !== generalWording.optOut[language] ? smsOptOut : undefined;
};

/** Links that count clicks are put in later and are longer, so nobody knows yet what would be free. */
export const offersChoice = (
  { smsLinks, smsPreferences }: Settings["senders"],
  { links = [] }: Pick<Words, "links">,
): TextPlace["offersChoice"] =>
  smsPreferences === "when-free" && smsLinks === "tracked" && links.length > 0 ? "never" : smsPreferences;

const renderSms = (q: RenderQuery, sms: SmsWords): RenderedMessage => {
  const { words, variables, place = anyPlace } = q;
  const { language } = words;
  const { unsubscribeUrl, preferencesUrl } = variables;
  const body = renderPart({ words, owner: sms, name: "text", kind: "plain", longest: longestParts.sms, variables });
  const line = { body: smsLine(body, words), shopName: smsLine(variables.shop.name, words) };
  const end = smsLine(wayOut({ ...place, language, own: ownOptOut(words), unsubscribeUrl }), words);
  const text = signed({ ...place, ...line, language });
  const told = withChoice({ ...place, text, wayOut: end, language, preferencesUrl });
  return { channel: "sms", text: `${told} ${end}`.trim() };
};

const renderPush = (spoken: Words, push: PushWords, variables: MessageVariables): RenderedMessage => {
  const shared = { words: spoken, owner: push, kind: "plain", variables } as const;
  const title = renderPart({ ...shared, name: "title", longest: longestParts.title });
  const body = renderPart({ ...shared, name: "body", longest: longestParts.body });
  const link =
    push.link === undefined ? "" : renderPart({ ...shared, name: "link", longest: longestParts.link }).trim();
  const words = { channel: "push", title: singleLine(title), body: singleLine(body) } as const;
  return isLinkAddress(link) ? { ...words, link } : words;
};

const renderChannel = (q: RenderQuery): RenderedMessage | undefined => {
  const step = Object.hasOwn(q.words.steps, q.stepId) ? q.words.steps[q.stepId] : undefined;
  if (q.channel === "email" && step?.email) return renderEmail(q.words, step.email, q.variables);
  if (q.channel === "sms" && step?.sms) return renderSms(q, step.sms);
  if (q.channel === "push" && step?.push) return renderPush(q.words, step.push, q.variables);
  return undefined;
};

export interface RenderQuery {
  readonly words: Words;
  readonly stepId: string;
  readonly channel: Channel;
  readonly variables: MessageVariables;
  /** Of a text; absent: somewhere, in a promotion, from a number. */
  readonly place?: TextPlace;
}

/** Fills the words of one step in. Never throws: what cannot be rendered is an answer, so that one bad template stops one message. */
export const renderMessage = (q: RenderQuery): Rendering => {
  try {
    const message = renderChannel(q);
    if (message) return { ok: true, message };
    return {
      ok: false,
      reason: "no-words",
      detail: `step ${q.stepId} has no ${q.channel} words in ${q.words.language}`,
    };
  } catch (error) {
    const { problem, line } = faultOf(error);
    const place = line === undefined ? "" : `, line ${line}`;
    return { ok: false, reason: "template-error", detail: `step ${q.stepId}, ${q.channel}${place}: ${problem}` };
  }
};
