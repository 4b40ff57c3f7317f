// Somebody changes the text of an email paragraph by paragraph, and never sees its HTML.
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import {
  textBlocksOf,
  withBlockText,
  withoutParagraph,
  withParagraphAfter,
  withPreheader,
} from "../../console/src/pages/campaigns/words-editor/email-blocks.ts";
import type { EmailWords } from "../../lambdas/channels/words.ts";
import { buildLibrary, type Library } from "../../lib/console/playbook-library.ts";
import { plainTextOf } from "../../lib/playbooks/plain-text.ts";

let library: Library;
let emails: readonly EmailWords[] = [];
beforeAll(async () => {
  library = await buildLibrary();
  const words = Object.values(library.words).flat();
  emails = words.flatMap(({ steps }) => Object.values(steps).flatMap(({ email }) => (email ? [email] : [])));
});

const giftEmail = (): EmailWords => {
  const email = library.words["dormant-wake-up"]?.[0]?.steps["return-gift"]?.email;
  if (email === undefined) throw new Error("The playbook has no such email");
  return email;
};
const blockOf = (html: string, text: string) => {
  const block = textBlocksOf(html).find((one) => one.text.includes(text));
  if (block === undefined) throw new Error(`There is no text ${text}`);
  return block;
};

describe("the texts of an email", () => {
  it("are its paragraphs, headings, list items and links, without the hidden line and without what only Liquid says", () => {
    const blocks = textBlocksOf(giftEmail().html);
    expect(blocks.slice(0, 3).map(({ kind, text }) => [kind, text.slice(0, 30)])).toEqual([
      ["text", "Hi {{ customer.firstName }},"],
      ["text", "{% if order.lastDate %}Your la"],
      ["heading", "If something was not right"],
    ]);
    expect(blocks.map(({ text }) => text)).not.toContain("{{ campaign.couponCode }}");
    expect(blocks.filter(({ kind }) => kind === "link").map(({ text }) => text)).toContain("See what is new");
  });

  it("change without touching what is around them", () => {
    const { html } = giftEmail();
    const changed = withBlockText(html, blockOf(html, "A late parcel"), "5 < 6 & 7\n{{ shop.name }}");
    expect(changed).toBe(html.replace(/A late parcel[^<]*/, "5 &lt; 6 &amp; 7<br>{{ shop.name }}"));
    expect(plainTextOf(changed)).toContain("5 < 6 & 7\n{{ shop.name }}");
  });

  it("grow by a paragraph that looks like the one before it, and shrink by one", () => {
    const { html } = giftEmail();
    const grown = withParagraphAfter(html, blockOf(html, "A late parcel"), "And another thing.");
    const texts = textBlocksOf(grown).map(({ text }) => text);
    expect(texts.indexOf("And another thing.")).toBe(texts.findIndex((text) => text.startsWith("A late parcel")) + 1);
    const shrunk = withoutParagraph(grown, blockOf(grown, "And another thing."));
    expect(textBlocksOf(shrunk).map(({ text }) => text)).toEqual(textBlocksOf(html).map(({ text }) => text));
  });

  it("never lose the way out: the row that holds it cannot be removed", () => {
    const { html } = giftEmail();
    expect(blockOf(html, "Unsubscribe").row).toBeUndefined();
    expect(withoutParagraph(html, blockOf(html, "Unsubscribe"))).toBe(html);
  });

  it("have the line for the inbox in the html as well", () => {
    const { html, preheader } = giftEmail();
    expect(withPreheader(html, preheader)).toBe(html);
    expect(withPreheader(html, "A & B")).toContain(">A &amp; B</div>");
  });
});

describe("every email of every playbook", () => {
  it("stays the same, letter by letter, when each text is written back as it was read", () => {
    expect(emails.length).toBeGreaterThan(60);
    for (const { html } of emails)
      for (const block of textBlocksOf(html)) expect(withBlockText(html, block, block.text)).toBe(html);
  });

  it("says what was written into it, whatever that is", () => {
    const text = fc.string({ minLength: 1, maxLength: 40 }).map((one) => `x${one.replaceAll(/[{}%\s]/g, "")}`);
    void fc.assert(
      fc.property(fc.nat(), fc.nat(), text, (which, place, written) => {
        const html = emails[which % emails.length]?.html ?? "";
        const blocks = textBlocksOf(html);
        const block = blocks[place % blocks.length];
        if (block === undefined) return;
        const after = textBlocksOf(withBlockText(html, block, written));
        expect(after).toHaveLength(blocks.length);
        expect(after.some((one) => one.text === written)).toBe(true);
      }),
    );
  });
});
