import { spawnSync } from "node:child_process";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { customerWith } from "../../support/customer-with.ts";
import { templates } from "../templates.ts";
import { now, outputs, startPatient } from "./patient.ts";

let patient: Awaited<ReturnType<typeof startPatient>>;
beforeAll(async () => {
  patient = await startPatient();
});
afterAll(() => patient.stop());
beforeEach(() => patient.heal());

describe("a good account", () => {
  it("is fine in everything, and the command succeeds", async () => {
    await patient.publish();

    const { code, bad, findings } = await patient.examined();

    expect(bad).toEqual([]);
    expect(code).toBe(0);
    expect(findings.map(({ check }) => check).sort()).toEqual(
      [
        ...["stacks", "SES account", "SES sandbox", "SES quota", "SES rate", "SES suppression list"],
        ...["email identity", "DKIM at SES", "MAIL FROM", "DKIM", "SPF", "MX of MAIL FROM", "DMARC"],
        ...["configuration set", "events of SES", "SMS sandbox", "SMS spend limit", "SMS type", "SMS origination"],
        ...["sender", "shop", "postal address", "links"],
      ].sort(),
    );
  });

  it("is told of in plain words without --json", async () => {
    await patient.publish();

    const { lines } = await patient.examined({ json: false });

    expect(lines[1]).toBe("fine            SES account: SES sends for this account, and its standing is healthy.");
    expect(lines.at(-1)).toBe("\n23 fine, 0 warnings, 0 must be mended.");
  });

  it("is fine for texts through End User Messaging from its pool", async () => {
    await patient.publish();

    const { bad, of } = await patient.examined({ "sms-origination": "pool/pool-1" });

    expect(bad).toEqual([]);
    expect(of("replies to texts")?.verdict).toBe("fine");
  });

  it("is looked at for consents when the customers' table is named", async () => {
    await patient.publish();
    const customers = String(patient.shop.runtime().environment.CUSTOMERS_TABLE);
    const before = await patient.examined({ customers });
    await patient.shop.tell(customerWith({ customerId: "ann", now, daysSinceOrder: 3 }));

    const after = await patient.examined({ customers });

    expect(before.of("consent: email, promotion")?.verdict).toBe("warning");
    expect(after.of("consent: email, promotion")?.says).toBe("1 of 1 customers looked at may be written to.");
    expect(after.code).toBe(0);
  });
});

describe("the shop's own settings", () => {
  it("must name a sender and a postal address of the shop's", async () => {
    await patient.shop.open({ campaigns: [] });

    const { of } = await patient.examined();

    expect([of("sender"), of("postal address"), of("shop")].map((one) => one?.verdict)).toEqual([
      "mend",
      "mend",
      "warning",
    ]);
  });

  it("may come from a file before anything was published", async () => {
    const settings = patient.file("settings.json", { senders: { emailFrom: "hello@shop.example" } });

    const { of } = await patient.examined({ settings });

    expect(of("email identity")?.verdict).toBe("fine");
    expect(of("postal address")?.verdict).toBe("mend");
  });

  it("that nobody published are something to mend", async () => {
    expect((await patient.examined()).of("settings")).toMatchObject({ verdict: "mend" });
  });

  it("must let links work", async () => {
    await patient.publish();
    const broken = () => Promise.reject(new Error("nobody listens"));

    const [plain, silent] = [
      await patient.examined({ "public-url": "http://shop.example" }),
      await patient.examined({}, broken),
    ];

    expect([plain.of("links")?.verdict, silent.of("links")?.verdict]).toEqual(["mend", "mend"]);
  });
});

describe("the outputs of the stacks", () => {
  it("have to be there, all of them", async () => {
    await patient.publish();
    const { "Rekindle-engine": _, ...others } = outputs;

    const { of } = await patient.examined({ outputs: patient.file("half.json", others) });

    expect(of("stacks")).toMatchObject({ verdict: "mend", says: expect.stringContaining("ConfigurationSetName") });
    expect(of("configuration set")).toMatchObject({ verdict: "mend" });
  });

  it.each(["ApiUrl", "ConfigurationSetName", "CampaignsTableName", "LinkSecretName", "ConsoleUrl"])(
    "%s is one that the templates have",
    (name) => {
      const all = Object.values(templates).flatMap(({ Outputs = {} }) => Object.keys(Outputs));

      expect(all).toContain(name);
    },
  );
});

describe("the command", () => {
  it.each([
    [{ outputs: "nowhere.json" }, "cannot be read"],
    [{ "sms-origination": "tea" }, "allowed: the end of an ARN"],
    [{ dns: "not a server" }, "is no name server"],
  ])("says what is wrong with %j and what is allowed", async (values, text) => {
    await expect(patient.examined(values)).rejects.toThrow(text);
  });

  it("ends with 2 at an argument that it does not know", () => {
    const run = spawnSync("npx", ["tsx", "bin/doctor.ts", "--nothing"], { encoding: "utf8" });

    expect(run.stderr).toContain("--nothing");
    expect(run.status).toBe(2);
  });
});
