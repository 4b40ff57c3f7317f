import { createHash } from "node:crypto";
import { pageHeaders } from "../unsubscribe/page.ts";

/** How the pages with forms look: large letters, large targets, strong contrast, one column that fits a telephone. */
export const formStyle = [
  ":root{color-scheme:light dark}",
  "*{box-sizing:border-box}",
  "body{margin:0;font:1.125rem/1.6 system-ui,sans-serif;color:#1a1a1a;background:#fff}",
  "main{max-width:40rem;margin:8vh auto;padding:0 1.25rem}",
  "h1{font-size:1.75rem;line-height:1.25;text-wrap:balance}h2{font-size:1.25rem;margin:2.5rem 0 .25rem}",
  "fieldset{margin:1.25rem 0;padding:1rem 1.25rem;border:1px solid #9aa3af;border-radius:.5rem;min-width:0}",
  "legend{font-weight:600;padding:0 .5rem;margin-left:-.5rem}",
  // The question is the page's title: who sees it need not read it twice, who hears the choices hears it before them.
  "legend.unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}",
  "label{display:flex;gap:.75rem;align-items:flex-start;padding:.5rem 0;cursor:pointer}",
  "input{flex:none;width:1.375rem;height:1.375rem;margin:.2rem 0 0;accent-color:#1f4d8f}",
  "p.hint{margin:.25rem 0;color:#4b5563;font-size:1rem}",
  "p.said{padding:.75rem 1.25rem;border-radius:.375rem;background:#e6f0ea;border:1px solid #2f6b4f}",
  "p.refused{background:#fbeaea;border-color:#a32626}",
  "button{font:inherit;padding:.75rem 1.5rem;border:2px solid #1f4d8f;border-radius:.375rem;color:#fff;background:#1f4d8f;cursor:pointer}",
  "button.plain{color:#1f4d8f;background:#fff}",
  "button:focus-visible,input:focus-visible{outline:3px solid #b45309;outline-offset:3px}",
  "@media(prefers-color-scheme:dark){",
  "body{color:#e8eaed;background:#16181c}fieldset{border-color:#6b7280}input{accent-color:#8ab4f8}p.hint{color:#b6bcc6}",
  "p.said{background:#1d3329;border-color:#7bc29c}p.refused{background:#3f2020;border-color:#f0a3a3}",
  "button{color:#10131a;background:#8ab4f8;border-color:#8ab4f8}button.plain{color:#8ab4f8;background:#16181c}",
  "button:focus-visible,input:focus-visible{outline-color:#fbbf24}",
  "}",
].join("");

/** As of the opt-out page, with a page's own style. */
export const headersFor = (style: string): Readonly<Record<string, string>> => {
  const hash = createHash("sha256").update(style).digest("base64");
  const policy = `default-src 'none'; style-src 'sha256-${hash}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`;
  return { ...pageHeaders, "content-security-policy": policy };
};
