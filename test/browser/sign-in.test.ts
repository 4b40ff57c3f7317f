import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createPeopleStore } from "../../lambdas/store/people-store.ts";
import { expectNoBarriers, type OpenShop, openShop, type Visitor } from "../support/browser.ts";
import { type Distribution, startDistribution } from "../support/distribution.ts";
import { type SignInServer, startSignInServer } from "../support/sign-in-server.ts";

const clientId = "console-client";
const ada = "ada@example.com";

describe("signing in to the console on AWS", () => {
  let shop: OpenShop;
  let signIn: SignInServer;
  let front: Distribution;
  beforeAll(async () => {
    shop = await openShop();
    await createPeopleStore(shop.local.runtime).save({
      record: { revision: 0, people: [{ email: ada, roles: ["admin"] }] },
      ...{ changes: [], by: "local", now: shop.local.clock.now() },
    });
    signIn = await startSignInServer({ clientId, email: ada });
    front = await startDistribution({ shopUrl: shop.url, signIn, clientId });
    signIn.register(front.url);
  });
  afterAll(async () => {
    await front.close();
    await signIn.close();
    await shop.close();
  });

  const signedIn = async (path: string): Promise<Visitor> => {
    const visitor = await shop.visitor();
    await visitor.page.goto(`${front.url}${path}`);
    await visitor.page.getByRole("button", { name: "Sign in" }).click();
    return visitor;
  };

  it("asks who is there before it shows anything, and goes on to the page that was wanted", async () => {
    const before = front.callers.length;
    const { page, complaints } = await signedIn("/messages?campaign=wake-up");

    await page.getByRole("heading", { level: 1, name: "Messages" }).waitFor();

    expect(new URL(page.url()).pathname + new URL(page.url()).search).toBe("/messages?campaign=wake-up");
    const callers = front.callers.slice(before);
    expect(callers.length).toBeGreaterThan(0);
    expect(new Set(callers)).toEqual(new Set([ada]));
    expect(complaints).toEqual([]);
  });

  it("leaves no token where another script or visitor could find it", async () => {
    const { page, context } = await signedIn("/customers");
    await page.getByRole("heading", { level: 1, name: "Customers" }).waitFor();

    const kept = await page.evaluate(() =>
      JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie]),
    );

    expect(kept).not.toMatch(/eyJ|token|code_verifier/);
    const cookies = await context.cookies(front.url);
    expect(cookies.filter(({ name }) => name !== "session")).toEqual([]);
    expect(page.url()).not.toMatch(/code=|state=/);
  });

  it("comes back without a question after a reload, for who is still known at the sign-in", async () => {
    const { page } = await signedIn("/surveys");
    await page.getByRole("heading", { level: 1, name: "Surveys" }).waitFor();
    const tokens = signIn.asked.token;

    await page.reload();

    await page.getByRole("heading", { level: 1, name: "Surveys" }).waitFor();
    expect(signIn.asked.token).toBe(tokens + 1);
    expect(new URL(page.url()).pathname).toBe("/surveys");
  });

  it("renews a token that the gateway no longer takes, and nobody notices", async () => {
    const { page } = await signedIn("/customers");
    await page.getByRole("heading", { level: 1, name: "Customers" }).waitFor();
    const renewed = signIn.asked.refresh;

    signIn.endTokens();
    await page.getByRole("link", { name: "Messages", exact: true }).click();

    await page.getByRole("heading", { level: 1, name: "Messages" }).waitFor();
    await expect.poll(() => signIn.asked.refresh).toBe(renewed + 1);
    await expect.poll(() => front.callers.at(-1)).toBe(ada);
    expect(await page.getByText("You are signed out").count()).toBe(0);
  });

  it("ends here and at the sign-in when somebody signs out", async () => {
    const { page } = await signedIn("/");
    await page.getByRole("button", { name: /^Acting as/ }).click();

    await page.getByRole("menuitem", { name: "Sign out" }).click();

    await page.getByRole("heading", { name: "Sign in" }).waitFor();
    expect(signIn.asked).toMatchObject({ logout: 1, revoke: 1 });
  });

  it("says what to do when signing in was broken off, and takes no code that somebody slipped in", async () => {
    const { page } = await shop.visitor();
    const before = { ...signIn.asked };

    await page.goto(`${front.url}/signed-in?code=stolen&state=made-up`);

    await page.getByRole("heading", { level: 1, name: "Signing in did not work" }).waitFor();
    expect(signIn.asked.token).toBe(before.token);
    await expectNoBarriers(page);
    await page.getByRole("button", { name: "Sign in again" }).click();
    await page.getByRole("heading", { name: "Sign in" }).waitFor();
  });

  it("says so without barriers by night, in Chinese, on a phone", async () => {
    const { page, context } = await shop.visitor({ scheme: "dark", language: "zh", width: 390 });
    await page.goto(`${front.url}/signed-in?code=stolen&state=made-up`);

    await page.getByRole("heading", { level: 1, name: "登录未成功" }).waitFor();

    await expectNoBarriers(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await context.close();
  });

  it("tells whoever is not on the shop's list so, and lets them sign in as somebody else", async () => {
    const { page } = await shop.visitor({ person: "stranger@example.com" });

    await page.goto("/customers");

    await page.getByRole("heading", { level: 1, name: "You are not on this shop's list" }).waitFor();
    await page.getByText("stranger@example.com").waitFor();
    await expectNoBarriers(page);
    await page.getByRole("button", { name: "Sign in as somebody else" }).waitFor();
  });

  it("is not asked on one machine", async () => {
    const { page } = await shop.visitor();

    await page.goto("/customers");

    await page.getByRole("heading", { level: 1, name: "Customers" }).waitFor();
  });
});
