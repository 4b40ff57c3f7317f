import type { Page } from "playwright-core";

const loading = '[role="status"][aria-label="Loading"], [role="status"][aria-label="加载中"], .mantine-Skeleton-root';

/** Resolves once the page shows what it is about: its heading, nothing that still loads, its fonts, and no colour on its way to another. */
export const settled = async (page: Page): Promise<void> => {
  await page.getByRole("heading", { level: 1 }).first().waitFor();
  await page.waitForFunction((selector) => document.querySelector(selector) === null, loading);
  await page.evaluate(() => document.fonts.ready);
  await page.waitForFunction(() =>
    document.getAnimations().every(({ playState, effect }) => {
      return playState !== "running" || effect?.getTiming().iterations === Number.POSITIVE_INFINITY;
    }),
  );
};
