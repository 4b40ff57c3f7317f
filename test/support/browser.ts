import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";
import { expect } from "vitest";

export { launchBrowser, type Visitor, type VisitorOptions } from "../../lib/look/browser.ts";
export { type OpenShop, type OpenShopOptions, openShop } from "../../lib/look/open-shop.ts";

const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
/** What may differ from one colour scheme to the other. */
const rulesOfColours = ["color-contrast", "link-in-text-block"];

const expectNoneBy = async (page: Page, axe: AxeBuilder): Promise<void> => {
  // A frame that may run nothing cannot be looked into either; what it holds is an email and not of the console.
  const { violations } = await axe.exclude("iframe[sandbox='']").analyze();
  const said = violations.map(
    ({ id, help, nodes }) => `${id}: ${help}\n  ${nodes.map(({ html }) => html).join("\n  ")}`,
  );
  expect(said, page.url()).toEqual([]);
};

/** No barrier on the page as it stands, by axe. The message names each one and where it is. */
export const expectNoBarriers = (page: Page): Promise<void> =>
  expectNoneBy(page, new AxeBuilder({ page }).withTags(rules));

/** The same of the colours alone: for a page whose other barriers were looked for in the other scheme. */
export const expectReadableColours = (page: Page): Promise<void> =>
  expectNoneBy(page, new AxeBuilder({ page }).withRules(rulesOfColours));
