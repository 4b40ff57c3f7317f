import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Visitor } from "./browser.ts";
import { foreignWords, tooWide } from "./findings.ts";
import type { OpenShop } from "./open-shop.ts";
import { settled } from "./settled.ts";

const languages = ["en", "zh"] as const;
const schemes = ["light", "dark"] as const;
/** A desk and a phone, in pixels. */
const widths = [1200, 390] as const;

/** One way to look at a page: all pictures of it have a folder of their own. */
export interface Look {
  readonly language: (typeof languages)[number];
  readonly scheme: (typeof schemes)[number];
  readonly width: (typeof widths)[number];
}

export const looks: readonly Look[] = languages.flatMap((language) =>
  schemes.flatMap((scheme) => widths.map((width) => ({ language, scheme, width }))),
);

export const folderOf = ({ language, scheme, width }: Look): string => `${language}-${scheme}-${width}`;

export interface Taken {
  readonly pictures: number;
  /** What a person should look at first, each with the page it is on. */
  readonly findings: readonly string[];
}

export interface Shown {
  readonly name: string;
  readonly path: string;
}

export interface TakeQuery {
  readonly shop: OpenShop;
  readonly pages: readonly Shown[];
  readonly out: string;
  readonly onPage: (name: string) => void;
}

/** A page is loaded once in a language; colours and width change where it stands. */
const takePage = async (
  { page, complaints }: Visitor,
  { name, path }: Shown,
  q: { readonly out: string; readonly language: Look["language"] },
): Promise<readonly string[]> => {
  const findings: string[] = [];
  const told = complaints.length;
  await page.setViewportSize({ width: widths[0], height: 900 });
  await page.emulateMedia({ colorScheme: schemes[0], reducedMotion: "reduce" });
  await page.goto(path);
  await settled(page);
  findings.push(...(await foreignWords(page, q.language)).map((words) => `in another language: ${words}`));
  for (const width of widths) {
    await page.setViewportSize({ width, height: 900 });
    findings.push(...(await tooWide(page)).map((what) => `wider than ${width} pixels: ${what}`));
    for (const scheme of schemes) {
      await page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
      const look = { language: q.language, scheme, width };
      await page.screenshot({
        path: join(q.out, folderOf(look), `${name}.png`),
        fullPage: true,
        animations: "disabled",
      });
    }
  }
  findings.push(...complaints.slice(told).map((complaint) => `the browser complained: ${complaint}`));
  return findings.map((finding) => `${name} (${q.language}): ${finding}`);
};

/** Every page in every look. A page that cannot be shown is a finding, and the others are taken all the same. */
export const takePictures = async ({ shop, pages, out, onPage }: TakeQuery): Promise<Taken> => {
  for (const look of looks) mkdirSync(join(out, folderOf(look)), { recursive: true });
  const findings: string[] = [];
  for (const language of languages) {
    const visitor = await shop.visitor({ language });
    for (const one of pages) {
      onPage(`${language} ${one.name}`);
      const failed = (error: unknown) => [`${one.name} (${language}): could not be shown: ${String(error)}`];
      findings.push(...(await takePage(visitor, one, { out, language }).catch(failed)));
    }
    await visitor.context.close();
  }
  return { pictures: pages.length * looks.length, findings };
};
