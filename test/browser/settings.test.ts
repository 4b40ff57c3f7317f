import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fieldNames } from "../../console/src/pages/settings/field-names.ts";
import { type OpenShop, openShop } from "../support/browser.ts";

const ada = "ada@shop.example";

describe("the owner sets up the shop", () => {
  let shop: OpenShop;
  beforeAll(async () => {
    shop = await openShop();
  });
  afterAll(async () => {
    await shop.close();
    expect(shop.errors).toEqual([]);
  });

  const stored = async () =>
    (await (await fetch(`${shop.url}/api/settings`)).json()) as { readonly settings: Settings };
  interface Settings {
    readonly shop: { readonly name: string };
    readonly approval: string;
    readonly closedDays: readonly unknown[];
    readonly membership: { readonly levels: readonly unknown[] };
    readonly caps: readonly { readonly max: number }[];
  }

  it("puts a colleague on the list, tries what she may do, and finds it in the audit", async () => {
    const { page } = await shop.visitor();
    await page.goto("/people");
    await page.getByRole("button", { name: "Add a person" }).click();
    await page.getByRole("textbox", { name: "Email address" }).fill(ada);
    await page.getByRole("textbox", { name: "Name" }).fill("Ada");
    await page.getByRole("checkbox", { name: "Editor" }).check();
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByRole("cell", { name: "Ada ada@shop.example" }).waitFor();

    await page.getByRole("link", { name: "Audit" }).click();
    await page.getByRole("cell", { name: `local put ${ada} on the list of people (viewer, editor)` }).waitFor();

    const colleague = await shop.visitor({ person: ada });
    await colleague.page.goto("/settings");
    await colleague.page.getByText("Only admins change them").waitFor();
    expect(await colleague.page.getByRole("textbox", { name: "Name", exact: true }).isDisabled()).toBe(true);
    await colleague.page.goto("/people");
    await colleague.page.getByRole("heading", { name: "Only admins see who works here" }).waitFor();
  });

  it("closes a day and asks for a second person, and a reload loses nothing that is not saved", async () => {
    const { page } = await shop.visitor();
    await page.goto("/settings");
    await page.getByRole("radio", { name: /other than the author/ }).check();
    await page.getByLabel("Another day").fill("2026-12-25");
    await page.getByRole("button", { name: "Add the day" }).click();
    await page.getByText("Not saved yet: Closed days, Approval").waitFor();

    await page.reload();
    await page.getByText("Not saved yet: Closed days, Approval").waitFor();
    expect((await stored()).settings.approval).toBe("none");
    await page.getByRole("button", { name: "Save" }).click();

    await page.getByText("The settings are saved and in force.").waitFor();
    expect((await stored()).settings).toMatchObject({ approval: "second-person", closedDays: ["2026-12-25"] });
  });

  it("is told at the field what is wrong with it", async () => {
    const { page } = await shop.visitor();
    await page.goto("/settings");
    await page.getByRole("textbox", { name: "Name", exact: true }).fill("");
    await page.getByRole("button", { name: "Save" }).click();

    await page.getByRole("alert").getByText("Shop: Name").waitFor();
    expect(await page.getByRole("textbox", { name: "Name", exact: true }).getAttribute("aria-invalid")).toBe("true");
    await page.getByRole("button", { name: "Discard changes" }).click();
    expect(await page.getByRole("textbox", { name: "Name", exact: true }).inputValue()).toBe("My shop");
  });

  it("finds what few shops change by a link, is told at once what is out of range, and saves all of it", async () => {
    const { page } = await shop.visitor({ language: "zh" });
    await page.goto("/settings#pace.warmUp.startsOn");
    await page.getByRole("checkbox", { name: "为新的发件地址预热" }).check();
    await page.getByLabel("开始日期").fill("2026-04-01");
    await page.getByRole("textbox", { name: "活跃期" }).fill("4000");
    await page.getByText("过大；允许：1 至 3650 的整数").waitFor();
    await page.getByRole("textbox", { name: "活跃期" }).fill("60");
    await page.getByRole("textbox", { name: "不参与任何活动的客户比例" }).fill("5");
    await page.getByRole("button", { name: "展开：Webhook 主机" }).click();
    await page.getByRole("combobox", { name: "主机" }).fill("hooks.example.com");
    await page.keyboard.press("Enter");
    await page.getByRole("combobox", { name: "国家或地区" }).fill("英国");
    await page.getByRole("option", { name: "英国 (GB)" }).click();
    await page.getByRole("button", { name: "添加价格" }).click();
    await page.getByRole("textbox", { name: "英国 (GB)" }).fill("0.04");
    await page.getByRole("button", { name: "保存" }).click();

    await page.getByText("设置已保存并生效。").waitFor();
    expect((await stored()).settings).toMatchObject({
      holdOut: { percent: 5 },
      tiers: { activeDays: 60, atRiskDays: 180 },
      pace: { warmUp: { startsOn: "2026-04-01", firstDay: 200, growthPercent: 50 } },
      webhookHosts: ["hooks.example.com"],
      senders: { smsPricesUsd: { GB: 0.04 } },
    });
  });

  it("builds the ladder of membership by keyboard, is told at the bound that shrinks, and saves it", async () => {
    const { page } = await shop.visitor();
    await page.goto("/settings#membership");
    await page.getByRole("button", { name: "Add a level" }).press("Enter");
    await page.getByRole("group", { name: "Level 1: Level 1" }).getByLabel("Name in English").fill("Member");
    await page.getByRole("button", { name: "Add a level" }).press("Enter");
    const club = page.getByRole("group", { name: "Level 2" });
    expect(await club.getByLabel("Name in English").evaluate((one) => one === document.activeElement)).toBe(true);
    await page.keyboard.press("ControlOrMeta+A");
    await page.keyboard.type("Club");
    await club.getByLabel("Name in Chinese").fill("俱乐部");
    await club.getByLabel("Spent in a year").fill("4999");
    await club.getByLabel("Off every order").fill("5");
    await page.getByRole("button", { name: "Move Club up" }).press("Enter");

    await page.getByText("must grow: the level before asks for 4999").waitFor();
    const down = page.getByRole("button", { name: "Move Club down" });
    expect(await down.evaluate((one) => one === document.activeElement)).toBe(true);
    await page.keyboard.press("Enter");
    await page.getByText("must grow").waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Save" }).click();

    await page.getByText("The settings are saved and in force.").waitFor();
    expect((await stored()).settings.membership.levels).toMatchObject([
      { name: { en: "Member", zh: "等级 1" }, orders: 1 },
      { name: { en: "Club", zh: "俱乐部" }, orders: 2, yearRevenue: 4_999, benefits: { discountPercent: 5 } },
    ]);
  });

  it("has a field for every setting that is the shop's to decide", async () => {
    const { page } = await shop.visitor();
    await page.goto("/settings");
    for (const title of ["Pace of emails", "Channel by kind of goods", "Webhook hosts", "In doubt, and history"])
      await page.getByRole("button", { name: `Show: ${title}` }).click();
    const shown = await page.evaluate(() => [...document.querySelectorAll("[id]")].map(({ id }) => id));
    const named = Object.keys(fieldNames).filter((path) =>
      /^(holdOut|pace|channelChoice|tiers|cases|importing)\./.test(path),
    );
    expect(named.length).toBeGreaterThan(20);
    expect(named.filter((path) => !path.startsWith("pace.warmUp.") && !shown.includes(path))).toEqual([]);
  });

  it("is told that somebody saved first, and lays the own changes over theirs", async () => {
    const [first, second] = [await shop.visitor(), await shop.visitor()];
    for (const { page } of [first, second]) {
      await page.goto("/settings");
      await page.getByRole("textbox", { name: "Name", exact: true }).waitFor();
    }
    await second.page.getByRole("textbox", { name: "At most (cap 1)" }).fill("2");
    await first.page.getByRole("textbox", { name: "Name", exact: true }).fill("Harbour Coffee");
    await first.page.getByRole("button", { name: "Save" }).click();
    await first.page.getByText("The settings are saved and in force.").waitFor();

    await second.page.getByRole("button", { name: "Save" }).click();
    await second.page.getByText("They changed other parts than you").waitFor();
    expect((await stored()).settings).toMatchObject({
      shop: { name: "Harbour Coffee" },
      caps: [{ max: 1 }, { max: 3 }],
    });
    await second.page.getByRole("button", { name: "Keep my changes on top of theirs" }).click();
    await second.page.getByRole("button", { name: "Save" }).click();

    await second.page.getByText("The settings are saved and in force.").waitFor();
    expect((await stored()).settings).toMatchObject({
      shop: { name: "Harbour Coffee" },
      caps: [{ max: 2 }, { max: 3 }],
    });
  });

  it("takes the colleague off the list, and she is let in nowhere", async () => {
    const { page } = await shop.visitor();
    await page.goto("/people");
    await page.getByRole("button", { name: `Remove ${ada}` }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Remove", exact: true }).click();
    await page.getByText(`${ada} was removed.`).waitFor();

    const colleague = await shop.visitor({ person: ada });
    await colleague.page.goto("/settings");
    await colleague.page.getByRole("heading", { level: 1, name: "You are not on this shop's list" }).waitFor();
    await colleague.page.getByText(`You are signed in as ${ada}.`).waitFor();
    const answer = await fetch(`${shop.url}/api/session`, { headers: { "x-rekindle-person": ada } });
    expect([answer.status, await answer.json()]).toEqual([403, expect.objectContaining({ reason: "unknown-person" })]);
  });
});
