import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CustomerEvent, EventBody } from "../../lambdas/domain/event.ts";
import { preferencesWords } from "../../lambdas/handlers/preferences/words.ts";
import { createPreferencesApp } from "../../lambdas/handlers/preferences.ts";
import { readLinkKeys } from "../../lambdas/shared/link-keys.ts";
import { type LinkClaims, type LinkPurpose, signLink } from "../../lambdas/shared/link-token.ts";
import { createEventStore } from "../../lambdas/store/event-store.ts";
import { startShop, type TestShop } from "../support/shop.ts";

const now = Date.parse("2026-03-02T10:00:00Z");

let shop: TestShop;
let app: ReturnType<typeof createPreferencesApp>;

beforeAll(async () => {
  shop = await startShop(now);
  await shop.open({ campaigns: [] });
  app = createPreferencesApp(shop.runtime());
});
afterAll(() => shop.stop());

const happened = (customerId: string, daysAgo: number, body: EventBody): CustomerEvent => {
  const occurredAt = now - daysAgo * 86_400_000;
  return {
    customerId,
    eventId: `${body.kind}-${JSON.stringify(body)}`.slice(0, 120),
    occurredAt,
    receivedAt: now,
    ...body,
  };
};

/** Somebody with an email address, a phone and the app, who agreed to email of every kind and to texts about care. */
const customer = async (customerId: string, ...more: readonly EventBody[]): Promise<void> => {
  const source = "checkout";
  await shop.tell(
    [
      { kind: "identified", traits: { email: `${customerId}@example.com`, phone: "+447700900123", firstName: "Ada" } },
      { kind: "device-registered", endpoint: "arn:aws:sns:us-east-1:0:endpoint/GCM/local/1", platform: "fcm" },
      { kind: "consent-given", channel: "email", topic: "all", source },
      { kind: "consent-given", channel: "sms", topic: "care", source },
      ...more,
    ].map((body) => happened(customerId, 1, body as EventBody)),
  );
};

const pathFor = (customerId: string, change: Partial<LinkClaims> = {}, purpose: LinkPurpose = "preferences") => {
  const claims: LinkClaims = { customerId, channel: "email", topic: "promotion", messageKey: "key-1", ...change };
  return `/preferences/${signLink({ keys: readLinkKeys(String(shop.tables.variables.LINK_SECRET)), purpose, claims })}`;
};

const statements = async (customerId: string): Promise<readonly CustomerEvent[]> =>
  (await createEventStore(shop.runtime()).list({ customerId, limit: 100 })).events.filter(
    (event) => event.occurredAt === shop.tables.clock.now(),
  );

const form = (...fields: readonly (readonly [string, string])[]) => ({
  method: "POST",
  headers: { "content-type": "application/x-www-form-urlencoded" },
  body: new URLSearchParams(fields.map(([name, value]): [string, string] => [name, value])).toString(),
});

/** What a browser without scripts posts when somebody presses the first button, after ticking and clearing boxes. */
const submitted = (html: string, { tick = [] as string[], clear = [] as string[], perWeek = "" } = {}) => {
  const inputs = [
    ...(html.split("</form>")[0] ?? "").matchAll(/<input type="(\w+)" name="(\w+)" value="([\w.]+)"( checked)?>/g),
  ];
  const fields = inputs.flatMap(([, type, name = "", value = "", checked]): [string, string][] => {
    if (type === "hidden") return [[name, value]];
    const isOn = type === "radio" && perWeek !== "" ? value === perWeek : checked !== undefined;
    return (isOn && !clear.includes(value)) || tick.includes(value) ? [[name, value]] : [];
  });
  return form(...fields);
};

const get = async (path: string, headers: Record<string, string> = {}) => {
  const response = await app.request(path, { headers });
  return { response, html: await response.text() };
};

describe("GET of a preferences link", () => {
  it("shows what holds now, without an address or a name, and changes nothing", async () => {
    await customer("looks");

    const { response, html } = await get(pathFor("looks"));

    expect(response.status).toBe(200);
    expect(html).toContain('name="ticked" value="email.promotion" checked>');
    expect(html).toContain('name="ticked" value="sms.care" checked>');
    expect(html).toContain('name="ticked" value="sms.promotion">');
    expect(html).toContain('name="ticked" value="push.care">');
    expect(html).toContain('name="perWeek" value="any" checked>');
    expect(html).not.toMatch(/example\.com|7700|Ada|arn:/);
    expect(await statements("looks")).toEqual([]);
  });

  it("loads nothing, runs nothing, is kept nowhere and framed by nobody", async () => {
    const { response, html } = await get(pathFor("looks"));

    expect(response.headers.get("content-security-policy")).toMatch(
      /^default-src 'none'; style-src 'sha256-[^']+'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'$/,
    );
    expect(response.headers.get("cache-control")).toBe("no-store");
    expect(response.headers.get("referrer-policy")).toBe("no-referrer");
    expect(html).not.toMatch(/<script|\son\w+=|https?:/);
  });

  it.each(["en", "zh"] as const)("speaks the message's language, every word of it (%s)", async (language) => {
    const { html } = await get(pathFor("looks", { language }), { "accept-language": "fr" });

    const { title, topics, channels, frequency, save, stop } = preferencesWords[language];
    expect(html).toContain(`<html lang="${language}">`);
    for (const word of [title, frequency, save, stop, ...Object.values(topics), ...Object.values(channels)]) {
      expect(html).toContain(word);
    }
  });

  it("names every control and every group for those who hear the page", async () => {
    const { html } = await get(pathFor("looks"));

    const controls = html.match(/<input type="(checkbox|radio)"/g) ?? [];
    expect(html.match(/<label><input[^>]*><span>[^<]+<\/span><\/label>/g)).toHaveLength(controls.length);
    expect(html.match(/<fieldset/g)).toHaveLength(html.match(/<legend>[^<]+<\/legend>/g)?.length ?? 0);
  });

  it("offers no boxes for an address that must not be written to, and says why", async () => {
    await customer("stopped", { kind: "suppressed", channel: "sms", address: "+447700900123", cause: "stop" });

    const { html } = await get(pathFor("stopped"));

    expect(html).toContain(preferencesWords.en.closed.sms);
    expect(html).not.toContain("sms.care");
  });
});

describe("POST of a preferences link", () => {
  it("states what changed and nothing else, with the message as evidence", async () => {
    await customer("chooses");
    const { html } = await get(pathFor("chooses"));

    const request = submitted(html, { clear: ["email.promotion"], tick: ["push.care"], perWeek: "1" });
    const response = await app.request(pathFor("chooses"), request);

    const said = { source: "preferences", evidence: "key-1", occurredAt: shop.tables.clock.now() };
    expect(response.status).toBe(200);
    expect(await statements("chooses")).toHaveLength(3);
    expect(await statements("chooses")).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ kind: "consent-withdrawn", channel: "email", topic: "promotion", ...said }),
        expect.objectContaining({ kind: "consent-given", channel: "push", topic: "care", ...said }),
        expect.objectContaining({ kind: "frequency-chosen", perWeek: 1 }),
      ]),
    );
  });

  it("shows at once what will hold, and the profile holds it once it is folded", async () => {
    await customer("sees");
    const { html } = await get(pathFor("sees"));
    const answer = await app.request(pathFor("sees"), submitted(html, { clear: ["email.care"], perWeek: "0" }));
    const shown = await answer.text();
    await shop.drain();

    const { html: later } = await get(pathFor("sees"));

    expect(shown).toContain('<p class="said" role="status">Your choice is saved.</p>');
    expect(later).toContain('value="email.care">');
    expect(later).toContain('value="email.promotion" checked>');
    expect(later).toContain('name="perWeek" value="0" checked>');
    expect(shown.replace(/<p class="said"[^\n]*\n/, "\n")).toBe(later);
  });

  it("of an untouched form says nothing, and keeps a frequency that the page does not offer", async () => {
    await customer("leaves", { kind: "frequency-chosen", perWeek: 5 });
    const { html } = await get(pathFor("leaves"));

    await app.request(pathFor("leaves"), submitted(html));

    expect(html).toContain('name="perWeek" value="5" checked>');
    expect(await statements("leaves")).toEqual([]);
  });

  it("stops everything on every channel with one button", async () => {
    await customer("stops");

    const response = await app.request(pathFor("stops", { language: "zh" }), form(["stop", "all"]));
    await shop.drain();

    expect(await response.text()).toContain(preferencesWords.zh.saved);
    expect((await statements("stops")).map((event) => "channel" in event && `${event.kind} ${event.channel}`)).toEqual(
      expect.arrayContaining(["consent-withdrawn email", "consent-withdrawn sms", "consent-withdrawn push"]),
    );
    expect((await get(pathFor("stops"))).html).not.toContain('value="email.care" checked');
  });

  it.each([
    ["nothing", ""],
    ["a frequency that cannot be", "perWeek=1000"],
    ["a negative one", "perWeek=-1"],
    ["no number", "perWeek=1e0"],
    ["one beyond the week", "perWeek=8"],
    ["rubbish", "%%%=\u0000&&&"],
    ["more than a form holds", `perWeek=any&${"ticked=email.care&".repeat(1_000)}`],
    ["JSON", '{"stop":"all"}'],
  ])("of %s changes nothing and says so", async (what, body) => {
    const customerId = `posts-${what.replaceAll(" ", "-")}`;
    await customer(customerId);

    const response = await app.request(pathFor(customerId), { ...form(), body });

    expect(response.status).toBe(400);
    expect(await response.text()).toContain('role="alert"');
    expect(await statements(customerId)).toEqual([]);
  });

  it("passes over boxes that do not exist or were not shown, and gives nothing back to an address that is closed", async () => {
    await customer("forges", { kind: "suppressed", channel: "sms", address: "+447700900123", cause: "stop" });
    const names = ["email.transactional", "__proto__.care", "fax.care", "sms.promotion", "email.<script>"];
    const fields = names.flatMap((name): [string, string][] => [
      ["shown", name],
      ["ticked", name],
    ]);

    const response = await app.request(pathFor("forges"), form(["perWeek", "any"], ["ticked", "push.care"], ...fields));

    expect(response.status).toBe(200);
    expect(await response.text()).not.toContain("<script>");
    expect(await statements("forges")).toEqual([]);
  });
});

describe("a link that is not ours", () => {
  it.each(["GET", "POST"])("gets one page, the same as a person who is gone (%s)", async (method) => {
    const good = pathFor("looks");
    const paths = [
      `${good}x`,
      good.slice(0, -3),
      pathFor("nobody"),
      pathFor("looks", {}, "unsubscribe"),
      "/preferences/x",
    ];

    const responses = await Promise.all(
      paths.map((path) =>
        app.request(path, { ...form(["stop", "all"]), method, ...(method === "GET" && { body: null }) }),
      ),
    );

    expect(new Set(await Promise.all(responses.map((response) => response.text()))).size).toBe(1);
    expect(responses.map(({ status }) => status)).toEqual(paths.map(() => 400));
    expect(await statements("looks")).toEqual([]);
  });

  it.each(["HEAD", "PUT", "DELETE", "OPTIONS"])("does not know the method %s", async (method) => {
    const response = await app.request(pathFor("looks"), { method });

    expect(response.status).toBe(405);
    expect(response.headers.get("allow")).toBe("GET, POST");
  });
});
