import { bandsOf } from "../../domain/bands.ts";
import { type Channel, channels } from "../../domain/channel.ts";
import type { CustomerEvent } from "../../domain/event.ts";
import { isId } from "../../domain/intake/values.ts";
import { ladderOf } from "../../domain/membership.ts";
import type { Profile } from "../../domain/profile.ts";
import { settingsSchema } from "../../domain/settings.ts";
import { typedPhone } from "../../domain/typed-phone.ts";
import { createKeyedHash } from "../../shared/keyed-hash.ts";
import type { Runtime } from "../../shared/runtime.ts";
import { createAuditStore } from "../../store/audit-store.ts";
import { createCustomerStore } from "../../store/customer-store.ts";
import { createEventStore } from "../../store/event-store.ts";
import { createProductLoader } from "../../store/product-loader.ts";
import { createRulesSource } from "../../store/rules-source.ts";
import { refuse } from "./answer.ts";
import { customerPageContract } from "./contract/customer-page.ts";
import { ContractApp } from "./contract-app.ts";
import { type Seen, shownCustomer, shownFound } from "./customer-view.ts";
import { actingPerson } from "./person.ts";
import { loadTimeline } from "./timeline.ts";

/** By whatever it looks like; a phone number as people write it, with the country's code. */
const idsFor = async (runtime: Runtime, find: string): Promise<readonly string[]> => {
  const customers = createCustomerStore(runtime);
  const phone = typedPhone(find);
  const [byEmail, byPhone] = await Promise.all([
    find.includes("@") ? customers.findByEmail(find) : [],
    phone === undefined ? [] : customers.findByPhone(phone),
  ]);
  return [...new Set([...(isId(find) ? [find] : []), ...byEmail, ...byPhone])];
};

/** The bands that decisions go by, and the levels; those of the defaults before anything was published. */
const createTiersSource = (runtime: Runtime): (() => Promise<Omit<Seen, "now" | "productNames">>) => {
  const source = createRulesSource(runtime);
  return async () => {
    const rules = await source.current();
    const settings = rules?.settings ?? settingsSchema.parse({});
    return {
      bands: rules === undefined ? settings.tiers : bandsOf(rules),
      ladder: ladderOf(settings),
      ...(rules !== undefined && { rules }),
    };
  };
};

/** What the catalogue calls the few products that a profile remembers. */
const createProductNames = (runtime: Runtime) => {
  const load = createProductLoader(runtime);
  return async ({ products }: Profile): Promise<ReadonlyMap<string, string>> => {
    const known = await Promise.all(products.map(({ productId }) => load(productId)));
    return new Map(known.flatMap((one) => (one?.name === undefined ? [] : [[one.productId, one.name]])));
  };
};

interface OptOut {
  readonly customerId: string;
  readonly channels: readonly Channel[];
  readonly topic: string;
  readonly note?: string | undefined;
  readonly now: number;
}

/** The name under which a withdrawal is kept that a person of the shop was told of. */
const toldToShop = "told-to-shop";

const withdrawals = ({ customerId, channels: chosen, topic, note, now }: OptOut): readonly CustomerEvent[] =>
  chosen.map((channel) => ({
    customerId,
    eventId: `${toldToShop}-${now}-${channel}-${topic}`,
    occurredAt: now,
    receivedAt: now,
    kind: "consent-withdrawn",
    channel,
    topic,
    source: toldToShop,
    ...(note !== undefined && { evidence: note }),
  }));

/** A customer as the people of the shop see them. */
export const createCustomerPageRoutes = (runtime: Runtime): ContractApp => {
  const customers = createCustomerStore(runtime);
  const events = createEventStore(runtime);
  const tiersNow = createTiersSource(runtime);
  const productNames = createProductNames(runtime);
  const unknown = [{ where: "customerId", problem: "there is no such customer" }];

  return new ContractApp()
    .openapi(customerPageContract.find, async (context) => {
      const ids = await idsFor(runtime, context.req.valid("query").find);
      const [profiles, { bands }] = await Promise.all([customers.load(ids), tiersNow()]);
      const seen = { now: runtime.clock.now(), bands };
      return context.json({ customers: [...profiles.values()].map((profile) => shownFound(profile, seen)) }, 200);
    })
    .openapi(customerPageContract.timeline, async (context) => {
      const { limit, cursor } = context.req.valid("query");
      const page = await loadTimeline(runtime, { ...context.req.valid("param"), limit, cursor });
      const next = page.cursor && Buffer.from(JSON.stringify(page.cursor)).toString("base64url");
      return context.json({ moments: page.moments, ...(next !== undefined && { cursor: next }) }, 200);
    })
    .openapi(customerPageContract.optOut, async (context) => {
      const { customerId } = context.req.valid("param");
      const { channels: chosen = channels, topic, note } = context.req.valid("json");
      if ((await customers.loadOne(customerId)) === undefined) return refuse(context, 404, unknown);
      const [now, by] = [runtime.clock.now(), actingPerson(context)];
      const told = withdrawals({ customerId, channels: chosen, topic, note, now });
      const subject = (await createKeyedHash(runtime)())("customer", customerId);
      const details = { channels: chosen.join(" "), topic };
      // Before the deed: a request that breaks off is made again, and asking again is on the trail as well.
      await createAuditStore(runtime).add({ at: now, by, action: "opt-out-customer", subject, details });
      await events.append(told);
      runtime.logger.info("A person recorded an opt-out", { customer: subject, topic, by });
      return context.json({ recorded: told.length }, 200);
    })
    .openapi(customerPageContract.get, async (context) => {
      const { customerId } = context.req.valid("param");
      const [profile, seen] = await Promise.all([customers.loadOne(customerId, { consistent: true }), tiersNow()]);
      if (profile === undefined) return refuse(context, 404, unknown);
      const shown = { now: runtime.clock.now(), ...seen, productNames: await productNames(profile) };
      return context.json({ customer: shownCustomer(profile, shown) }, 200);
    });
};
