import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Problem } from "../../../lambdas/domain/problem.ts";
import { buildCampaign } from "../../../lib/playbooks/build-campaign.ts";
import { buildWords } from "../../../lib/playbooks/build-words.ts";
import { loadPlaybook } from "../../../lib/playbooks/load.ts";
import { copyPlaybooks, type PlaybookCopy } from "../../support/playbook-copy.ts";

const id = "post-delivery-care";
const body = `${id}/words/en/care-check.mjml`;
const words = `${id}/words/en/words.json`;

let copy: PlaybookCopy;
beforeEach(() => {
  copy = copyPlaybooks();
});
afterEach(() => copy.remove());

/** All that is wrong with the edited playbook, from loading to its finished words. */
const problems = async (): Promise<readonly Problem[]> => {
  const loaded = await loadPlaybook(id, copy.folder);
  if (!loaded.ok) return loaded.problems;
  const built = buildCampaign(loaded.playbook, undefined, 1);
  if (!built.ok) return built.problems;
  const result = await buildWords(loaded.playbook, built.parameters);
  return result.ok ? [] : result.problems;
};

describe("a playbook as it comes", () => {
  it("has no problem", async () => {
    expect(await problems()).toEqual([]);
  });
});

describe("a template with an unknown variable", () => {
  it("is named with its file, line and the allowed ones when it is in an email's body", async () => {
    copy.edit(body, "Your order should", "{{ customer.nickname }}, your order should");

    expect(await problems()).toEqual([
      {
        where: `${body}, line 4`,
        problem: "there is no such variable",
        received: "customer.nickname",
        allowed: expect.stringContaining(
          "shop.name, shop.postalAddress, shop.currency, customer.firstName, order.lastDate",
        ),
      },
    ]);
  });

  it("is named with its line when it is in a text message", async () => {
    copy.edit(words, "your order should", "order {{ order.number }} should");

    expect(await problems()).toEqual([
      expect.objectContaining({ where: `${words}, line 10`, received: "order.number" }),
    ]);
  });

  it("is named when it is a parameter that the playbook does not have", async () => {
    copy.edit(body, "Your order should", "{{ campaign.couponCode }} Your order should");

    expect(await problems()).toEqual([
      expect.objectContaining({
        received: "campaign.couponCode",
        allowed: expect.stringContaining("campaign.days, campaign.assumedDeliveryDays"),
      }),
    ]);
  });

  it("is named when it hides in a condition", async () => {
    copy.edit(body, "Your order should", "{% if order.paid %}Paid.{% endif %} Your order should");

    expect(await problems()).toEqual([expect.objectContaining({ where: `${body}, line 4`, received: "order.paid" })]);
  });
});

describe("a template that could run away", () => {
  it.each([
    ["a loop", "{% for i in (1..100000000) %}x{% endfor %}", 'tag "for" not found', "the tags if, unless"],
    ["an included file", "{% include 'x' %}", 'tag "include" not found', "the tags if, unless"],
    ["unescaped output", "{{ customer.firstName | raw }}", "undefined filter: raw", "the filters default"],
  ])("is refused for %s, with what is allowed", async (_, template, problem, allowed) => {
    copy.edit(body, "Your order should", `${template} Your order should`);

    expect(await problems()).toEqual([
      { where: `${body}, line 4`, problem, allowed: expect.stringContaining(allowed) },
    ]);
  });

  it("is refused when its message comes out too long", async () => {
    copy.edit(words, "your order should", `${"very ".repeat(250)} long`);

    expect(await problems()).toContainEqual(
      expect.objectContaining({
        where: words,
        problem: expect.stringMatching(/characters long; allowed: at most 800/),
      }),
    );
  });
});

describe("a playbook with a slip", () => {
  it("is refused with the line of an unclosed tag", async () => {
    copy.edit(body, "{% if campaign.shopUrl", "{% if campaign.shopUrl != 'x' %}{% if campaign.shopUrl");

    expect(await problems()).toEqual([
      expect.objectContaining({
        where: expect.stringMatching(/care-check\.mjml, line \d+$/),
        problem: expect.stringMatching(/not closed/),
      }),
    ]);
  });

  it("is refused with the line of a wrong MJML element", async () => {
    copy.edit(
      body,
      '<mj-text mj-class="heading"><h2>When you unpack</h2></mj-text>',
      "<mj-txt>When you unpack</mj-txt>",
    );

    expect(await problems()).toEqual([
      expect.objectContaining({ where: `${body}, line 5`, problem: expect.stringMatching(/mj-txt/) }),
    ]);
  });

  it("is refused when the layout loses its unsubscribe link", async () => {
    copy.edit("shared/layout.mjml", 'href="{{ unsubscribeUrl }}"', 'href="https://shop.example"');

    expect(await problems()).toContainEqual(expect.objectContaining({ problem: "the email has no unsubscribe link" }));
  });

  it("is refused when a channel has no words in one language", async () => {
    copy.edit(`${id}/words/zh/words.json`, '"sms"', '"push"');

    expect(await problems()).not.toEqual([]);
  });

  it("is refused when words name a step that does not exist", async () => {
    copy.edit(words, '"care-check"', '"care-chek"');

    expect(await problems()).toEqual(
      expect.arrayContaining([
        { where: words, problem: "step care-check has no words for email" },
        {
          where: words,
          problem: "there is no such send step",
          received: "care-chek",
          allowed: "care-check, fitting-invitation",
        },
      ]),
    );
  });

  it("is refused when its definition names no parameter", async () => {
    copy.edit(`${id}/playbook.json`, '"$days"', '"$dayz"');

    expect(await problems()).toEqual([
      expect.objectContaining({ where: `${id}/playbook.json: definition: trigger.days`, received: '"$dayz"' }),
    ]);
  });

  it("is refused with the place of an unknown key", async () => {
    copy.edit(`${id}/playbook.json`, '"reference"', '"referance"');

    expect(await problems()).toEqual(
      expect.arrayContaining([expect.objectContaining({ where: `${id}/playbook.json: referance` })]),
    );
  });

  it("is refused when a file is missing or no JSON", async () => {
    copy.edit(words, "{", "");

    expect(await problems()).toEqual([
      expect.objectContaining({ where: words, problem: expect.stringMatching(/is not JSON/) }),
    ]);
  });
});
