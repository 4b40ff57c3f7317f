import { createHash } from "node:crypto";
import type { Language } from "../../domain/channel.ts";

/** What the page behind an unsubscribe link says. */
export type PageKind = "ask" | "done" | "bad-link" | "wrong-method";

interface Words {
  readonly title: string;
  readonly text: string;
  readonly button?: string;
  /** What the link to the preferences says. */
  readonly choose?: string;
}

const words: Readonly<Record<Language, Readonly<Record<PageKind, Words>>>> = {
  en: {
    ask: {
      title: "Unsubscribe",
      text: "Do you no longer want these messages? One click is enough. Nothing changes until you press the button.",
      button: "Unsubscribe",
      choose: "Or choose what you get, where and how often",
    },
    done: {
      title: "You are unsubscribed",
      text: "You will not get these messages any more. You can close this page.",
      choose: "Choose what else you get, where and how often",
    },
    "bad-link": {
      title: "This link does not work",
      text: "The link is incomplete or was changed on its way. Please open it again from the message, or write to the shop.",
    },
    "wrong-method": { title: "This does not work here", text: "Please open the link from the message in a browser." },
  },
  zh: {
    ask: {
      title: "退订",
      text: "不想再收到这类消息？点击一次即可。在您点击按钮之前，不会有任何改变。",
      button: "退订",
      choose: "或者自己选择内容、渠道和频率",
    },
    done: {
      title: "您已退订",
      text: "您将不再收到这类消息。现在可以关闭此页面。",
      choose: "选择其他消息的内容、渠道和频率",
    },
    "bad-link": {
      title: "链接无效",
      text: "链接不完整，或在传输中被更改。请从消息中重新打开，或联系商家。",
    },
    "wrong-method": { title: "无法在此操作", text: "请在浏览器中打开消息里的链接。" },
  },
};

const style = [
  ":root{color-scheme:light dark}",
  "body{margin:0;font:1.125rem/1.6 system-ui,sans-serif;color:#1a1a1a;background:#fff}",
  "main{max-width:32rem;margin:12vh auto;padding:0 1.5rem}",
  "h1{font-size:1.75rem;line-height:1.25;text-wrap:balance}",
  "button{font:inherit;padding:.75rem 1.5rem;border:0;border-radius:.375rem;color:#fff;background:#1f4d8f;cursor:pointer}",
  "a{color:#1f4d8f;display:inline-block;padding:.5rem 0}",
  "a:focus-visible,button:focus-visible{outline:3px solid #e08a00;outline-offset:3px}",
  "@media(prefers-color-scheme:dark){",
  "body{color:#e8eaed;background:#16181c}a{color:#8ab4f8}button{color:#10131a;background:#8ab4f8}",
  "a:focus-visible,button:focus-visible{outline-color:#fbbf24}",
  "}",
].join("");

const styleHash = createHash("sha256").update(style).digest("base64");

/** Nothing is loaded from anywhere, nothing is kept, nobody may frame the page, and no link tells where it came from. */
export const pageHeaders: Readonly<Record<string, string>> = {
  "content-type": "text/html; charset=utf-8",
  "cache-control": "no-store",
  "content-security-policy": `default-src 'none'; style-src 'sha256-${styleHash}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "x-robots-tag": "noindex, nofollow",
};

/** The form posts to the address it came from, which holds the token. */
const form = (label: string): string => `<form method="post"><button type="submit">${label}</button></form>`;

const chooseLink = (address: string, label: string): string => `<p><a href="${address}">${label}</a></p>`;

/** The whole page: fixed words, never anything out of the request, and the address of the preferences, if there are any. */
export const page = (kind: PageKind, language: Language, preferences?: string): string => {
  const { title, text, button, choose } = words[language][kind];
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>${title}</h1>
<p>${text}</p>
${button === undefined ? "" : form(button)}
${choose === undefined || preferences === undefined ? "" : chooseLink(preferences, choose)}
</main>
</body>
</html>
`;
};

/** The first of the browser's languages that we speak, English otherwise. Their order is taken for their weight. */
export const browserLanguage = (acceptLanguage: string | undefined): Language => {
  for (const range of (acceptLanguage ?? "").toLowerCase().split(",")) {
    const primary = range.trim().split(/[-;]/)[0];
    if (primary === "en" || primary === "zh") return primary;
  }
  return "en";
};
