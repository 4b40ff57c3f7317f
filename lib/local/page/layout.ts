import { html, raw } from "hono/html";
import type { HtmlEscapedString } from "hono/utils/html";
import type { Language } from "../../../lambdas/domain/channel.ts";
import type { PageWords } from "./page-words.ts";
import { style } from "./style.ts";
import { pageWords } from "./words.ts";

export type Html = HtmlEscapedString | Promise<HtmlEscapedString>;

/** What every page is told. */
export interface PageFrame {
  readonly language: Language;
  readonly words: PageWords;
  /** Allows the page's own style and script, and no other. */
  readonly nonce: string;
  /** Path and query of this page in the other language. */
  readonly otherLanguageUrl: string;
}

const languageTags: Readonly<Record<Language, string>> = { en: "en", zh: "zh-CN" };

export const pageFrame = (q: { readonly language: Language; readonly url: URL; readonly nonce: string }): PageFrame => {
  const other = new URL(q.url);
  other.searchParams.set("lang", q.language === "en" ? "zh" : "en");
  const otherLanguageUrl = `${other.pathname}${other.search}`;
  return { language: q.language, words: pageWords[q.language], nonce: q.nonce, otherLanguageUrl };
};

/**
 * The page itself allows nothing foreign. A shown mail inherits this policy, so the page around it must allow the styles
 * and inlined pictures that mails carry; scripts and the network stay shut.
 */
export const contentSecurityPolicy = (nonce: string, showsMail: boolean): string =>
  [
    "default-src 'none'",
    ...(showsMail ? ["style-src 'unsafe-inline'", "img-src data:"] : [`style-src 'nonce-${nonce}'`, "img-src data:"]),
    ...(showsMail ? [] : [`script-src 'nonce-${nonce}'`, "connect-src 'self'"]),
    "form-action 'self'",
    "frame-ancestors 'self'",
    "base-uri 'none'",
  ].join("; ");

export const layout = (frame: PageFrame, title: string, content: Html): Html => {
  const { words, language } = frame;
  const other = language === "en" ? languageTags.zh : languageTags.en;
  return html`<!doctype html>
<html lang="${languageTags[language]}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title === words.title ? title : `${title} - ${words.title}`}</title>
<link rel="icon" href="data:,">
<style nonce="${frame.nonce}">${raw(style)}</style>
</head>
<body>
<a class="skip" href="#content">${words.skipToContent}</a>
<header>
<h1>${words.title}</h1>
<a href="${frame.otherLanguageUrl}" lang="${other}" hreflang="${other}">${words.otherLanguage}</a>
</header>
<main id="content" tabindex="-1">${content}</main>
</body>
</html>`;
};

/** A page that says what went wrong and where to go on. */
export const errorPage = (frame: PageFrame, title: string, hint: string): Html =>
  layout(
    frame,
    title,
    html`<section class="notice"><h2>${title}</h2><p>${hint}</p>
<p><a href="/?lang=${frame.language}">${frame.words.errors.home}</a></p></section>`,
  );

/** The way each language of the page writes a time. */
export const timeLocales: Readonly<Record<Language, string>> = { en: "en-GB", zh: "zh-CN" };

/** An instant in the shop's zone. */
export const shopTime = (language: Language, timeZone: string, at: number): string =>
  new Intl.DateTimeFormat(timeLocales[language], {
    dateStyle: "medium",
    timeStyle: "short",
    timeZone,
  }).format(at);
