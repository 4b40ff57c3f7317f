import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type OpenShop, openShop } from "../support/browser.ts";

describe("what the console's pages may do", () => {
  let shop: OpenShop;
  beforeAll(async () => {
    shop = await openShop();
  });
  afterAll(() => shop.close());

  const policyOf = async (path: string): Promise<readonly string[]> => {
    const answer = await fetch(`${shop.url}${path}`, { headers: { accept: "text/html" } });
    return (answer.headers.get("content-security-policy") ?? "").split("; ");
  };

  it("runs scripts from its own files only, and lets nobody frame it", async () => {
    for (const path of ["/", "/campaigns", "/customers/some%2Fbody"]) {
      const policy = await policyOf(path);
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("script-src 'self'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy.join("; ")).not.toMatch(/unsafe-eval|script-src[^;]*unsafe-inline/);
    }
  });

  it("breaks no rule of that policy while it is used", async () => {
    const { page, complaints } = await shop.visitor();
    for (const name of ["Campaigns", "Messages", "Settings"]) {
      await page.goto("/");
      await page.getByRole("link", { name, exact: true }).click();
      await page.getByRole("heading", { level: 1, name, exact: true }).waitFor();
    }
    expect(complaints).toEqual([]);
  });

  it("refuses a script that was slipped into a page", async () => {
    const { page } = await shop.visitor();
    await page.goto("/");
    await page.getByRole("heading", { level: 1 }).waitFor();

    const ran = await page.evaluate(() => {
      const script = document.createElement("script");
      script.textContent = "document.body.dataset.slipped = 'yes'";
      document.body.append(script);
      return document.body.dataset.slipped === "yes";
    });

    expect(ran).toBe(false);
  });

  it("keeps nothing in the browser's storage but choices of the person", async () => {
    const { page } = await shop.visitor();
    await page.goto("/");
    await page.getByRole("heading", { level: 1 }).waitFor();

    const keys = await page.evaluate(() => [...Object.keys(localStorage), ...Object.keys(sessionStorage)]);

    expect(keys.filter((key) => !/^(rekindle\.(language|draft\..+)|mantine-color-scheme-value)$/.test(key))).toEqual(
      [],
    );
  });
});
