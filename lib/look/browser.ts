import chromium from "@sparticuz/chromium";
import { type Browser, type BrowserContext, type Page, chromium as playwright } from "playwright-core";

/** How long a page may take to show what it should; whoever waits, waits for that and never for the time. */
const patienceMs = 30_000;

export interface VisitorOptions {
  readonly language?: "en" | "zh";
  readonly scheme?: "light" | "dark";
  readonly width?: number;
  /** Acts as one of the shop's people; absent: the owner of this machine. */
  readonly person?: string;
}

export interface Visitor {
  readonly page: Page;
  readonly context: BrowserContext;
  /** What the browser itself complained about: scripts that broke, files that the content-security policy refused. */
  readonly complaints: readonly string[];
}

/** Not the package's own flags: they squeeze everything into one process, in which a second visitor never gets a page. */
const flags = ["--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--font-render-hinting=none"];

export const launchBrowser = async (): Promise<Browser> =>
  playwright.launch({ executablePath: await chromium.executablePath(), args: flags, headless: true });

const stored = ({ language = "en", person }: VisitorOptions): Readonly<Record<string, string>> => ({
  "rekindle.language": language,
  ...(person !== undefined && { "rekindle.acting-as": person }),
});

/** A person before the console, with a browser of their own. */
export const visit = async (browser: Browser, url: string, options: VisitorOptions): Promise<Visitor> => {
  const { scheme = "light", width = 1200, language = "en" } = options;
  const context = await browser.newContext({
    baseURL: url,
    colorScheme: scheme,
    viewport: { width, height: 900 },
    locale: language === "zh" ? "zh-CN" : "en-GB",
    reducedMotion: "reduce",
  });
  context.setDefaultTimeout(patienceMs);
  await context.addInitScript((items: Readonly<Record<string, string>>) => {
    // A shut frame, in which emails are shown, has no storage.
    if (window.top !== window) return;
    for (const [key, value] of Object.entries(items))
      if (localStorage.getItem(key) === null) localStorage.setItem(key, value);
  }, stored(options));
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error" && !/status of 4\d\d/.test(message.text())) complaints.push(message.text());
  });
  return { page, context, complaints };
};
