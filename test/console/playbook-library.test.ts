// What the console makes of a playbook is what the command line would install.
import { beforeAll, describe, expect, it } from "vitest";
import {
  bringsOf,
  defaultsOf,
  definitionOf,
  emptyCodes,
  wordsOf,
} from "../../console/src/pages/campaigns/start/draft-of-playbook.ts";
import { parseSettings } from "../../lambdas/domain/parse-settings.ts";
import { buildLibrary, type Library } from "../../lib/console/playbook-library.ts";
import { draftOf, type PlaybookDraft } from "../../lib/playbooks/install.ts";

let library: Library;
beforeAll(async () => {
  library = await buildLibrary();
});

const installed = async (id: string, campaign: Readonly<Record<string, unknown>>): Promise<PlaybookDraft> => {
  const parsed = parseSettings({ campaigns: { [id]: campaign } });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  const built = await draftOf(id, { settings: parsed.settings });
  if (!built.ok) throw new Error(JSON.stringify(built.problems));
  return built.draft;
};

/** Values that leave out steps and coupons, and that fill in what is empty. */
const unusual: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  "dormant-wake-up": { couponCode: "", dormantDays: 90, smsOptOut: "Reply NO" },
  "post-delivery-care": { fittingCategories: ["sofas"] },
  "order-updates": { tellPaid: false },
};

describe("a draft from the console", () => {
  it("is what the command line installs, for every playbook and also with other values", async () => {
    expect(library.playbooks.length).toBeGreaterThanOrEqual(25);
    for (const playbook of library.playbooks) {
      for (const given of [{}, unusual[playbook.id]].filter((one) => one !== undefined)) {
        const values = { ...defaultsOf(playbook), ...given } as ReturnType<typeof defaultsOf>;
        const definition = definitionOf(playbook, values);
        const draft = await installed(playbook.id, given);
        const { id: _, version: __, ...expected } = draft.campaign;
        expect(JSON.parse(JSON.stringify(definition)), playbook.id).toEqual(expected);
        expect(wordsOf(library.words[playbook.id] ?? [], values, definition), playbook.id).toEqual(
          draft.words.map((words) => ({
            ...words,
            steps: Object.fromEntries(
              Object.entries(words.steps).filter(([step]) => expected.steps.some(({ id }) => id === step)),
            ),
          })),
        );
        expect(bringsOf(playbook, values), playbook.id).toEqual({ coupons: draft.coupons, segments: draft.segments });
      }
    }
  });

  it("asks for a code where the messages carry a coupon", () => {
    const birthday = library.playbooks.find(({ id }) => id === "birthday");
    if (birthday === undefined) throw new Error("There is no such playbook");
    expect(emptyCodes(birthday, defaultsOf(birthday))).toEqual([]);
    expect(emptyCodes(birthday, { ...defaultsOf(birthday), couponCode: "" })).toEqual(["couponCode"]);
  });

  it("begins an email of its own with the way out in it", () => {
    for (const { html, text } of Object.values(library.blankEmails)) {
      expect(html).toContain('href="{{ unsubscribeUrl }}"');
      expect(text).toContain("{{ unsubscribeUrl }}");
    }
  });
});
