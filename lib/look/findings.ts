import type { Page } from "playwright-core";

/** Runs in the browser, where a named function inside would miss a helper of the compiler. What is too wide, or whether all fits. */
const widerNow = (asked: "what" | "fits"): readonly string[] | boolean => {
  const found: Element[] = [];
  for (const element of document.querySelectorAll("body *")) {
    const { right, width, height } = element.getBoundingClientRect();
    if (width === 0 || height === 0 || right <= window.innerWidth + 1) continue;
    // What stands in something that scrolls or cuts off by itself does not make the page wider.
    let around = element.parentElement;
    while (around !== null && getComputedStyle(around).overflowX === "visible") around = around.parentElement;
    if (around === null) found.push(element);
  }
  const page = document.documentElement.scrollWidth > window.innerWidth ? [`the page: ${document.title}`] : [];
  const said = found.map((one) => `${one.tagName.toLowerCase()} ${(one.textContent ?? "").trim().slice(0, 60)}`);
  return asked === "what" ? [...page, ...said.slice(0, 5)] : page.length + said.length === 0;
};

/** A page that was made narrower takes some frames to follow. */
const followsWithinMs = 3_000;

/** What is wider than the window although nothing around it scrolls, once the page has taken its shape. */
export const tooWide = async (page: Page): Promise<readonly string[]> => {
  await page.waitForFunction(widerNow, "fits", { timeout: followsWithinMs }).catch(() => undefined);
  return (await page.evaluate(widerNow, "what")) as readonly string[];
};

/** Texts of the console itself: not code, not what somebody typed, and nothing marked as written in another language. */
const shownTexts = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const texts: string[] = [];
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const around = node.parentElement;
      if (around === null || around.closest("script, style, code, pre, textarea, [lang]:not(html), option") !== null)
        continue;
      if (around.getClientRects().length > 0) texts.push((node.textContent ?? "").trim());
    }
    return texts.filter((text) => text !== "");
  });

/** Three words of small letters in a row are a sentence, not a name or an id. */
const englishSentence = /(?:\b[A-Za-z]?[a-z]{2,}[ ,]+){2,}[a-z]{2,}/;
const chinese = /\p{Script=Han}/u;

/** Words in the other language: sentences of English on a Chinese page, Chinese on an English one. */
export const foreignWords = async (page: Page, language: "en" | "zh"): Promise<readonly string[]> => {
  const foreign = language === "zh" ? englishSentence : chinese;
  return [...new Set((await shownTexts(page)).filter((text) => foreign.test(text)))];
};
