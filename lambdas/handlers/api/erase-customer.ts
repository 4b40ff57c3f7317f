import { forgetEndpoint } from "../../channels/register-endpoint.ts";
import type { CustomerEvent, SuppressionCause } from "../../domain/event.ts";
import { type NewAddress, newAddresses } from "../../domain/known-person.ts";
import type { Profile } from "../../domain/profile.ts";
import { createKeyedHash, type KeyedHash } from "../../shared/keyed-hash.ts";
import type { Runtime } from "../../shared/runtime.ts";
import { createAuditStore } from "../../store/audit-store.ts";
import { createCampaignStore } from "../../store/campaign-store.ts";
import { createCouponStore } from "../../store/coupon-store.ts";
import { createCustomerStore } from "../../store/customer-store.ts";
import { createErasureStore, type Erasure, type ErasureStore } from "../../store/erasure-store.ts";
import { createMessageListStore } from "../../store/message-list-store.ts";
import { createSuppressionStore, type SuppressionStore } from "../../store/suppression-store.ts";
import type { ErasureReason } from "./erasure-reason.ts";

interface Tools {
  readonly runtime: Runtime;
  readonly erasures: ErasureStore;
  readonly suppressions: SuppressionStore;
  readonly hash: KeyedHash;
}

interface ErasedAddress extends NewAddress {
  readonly cause: SuppressionCause;
}

/** Every address the profile knows: those in use, and those that are suppressed, with why. */
const addressesOf = (profile: Profile): readonly ErasedAddress[] => [
  ...(["email", "sms"] as const).flatMap((channel) =>
    (profile.suppressions[channel] ?? []).map(({ address, cause }) => ({ channel, address, cause })),
  ),
  ...newAddresses(undefined, [identifiedAs(profile)]).map((one) => ({ ...one, cause: "erased" as const })),
];

const identifiedAs = ({ customerId, traits }: Profile) => ({
  kind: "identified" as const,
  customerId,
  eventId: "profile",
  occurredAt: 0,
  receivedAt: 0,
  traits,
});

/** The first cause of an address stays, so suppressions come before the addresses in use. */
const list = async ({ suppressions, hash, runtime }: Tools, addresses: readonly ErasedAddress[]): Promise<void> => {
  const at = runtime.clock.now();
  for (const { channel, address, cause } of addresses)
    await suppressions.add({ hash: hash(channel, address), cause, at });
};

/** SNS keeps a device's token, and whose it is, until it is told to forget. */
const forgetDevices = async ({ runtime }: Tools, customerId: string, endpoints: readonly string[]): Promise<void> => {
  for (const endpoint of new Set(endpoints)) await forgetEndpoint(runtime.sns(), { endpoint, customerId });
};

const endpointsIn = (events: readonly CustomerEvent[]): readonly string[] =>
  events.flatMap((event) => (event.kind === "device-registered" ? [event.endpoint] : []));

/** Old addresses stand in events only, and come back as easily as the latest ones. */
const removeEvents = async (tools: Tools, customerId: string, record: string): Promise<void> => {
  for (;;) {
    const removed = await tools.erasures.removeEvents(customerId, async (events) => {
      await forgetDevices(tools, customerId, endpointsIn(events));
      const suppressed = events.flatMap((event) =>
        event.kind === "suppressed" && event.channel !== "push"
          ? [{ channel: event.channel, address: event.address, cause: event.cause }]
          : [],
      );
      const used = newAddresses(undefined, events).map((one) => ({ ...one, cause: "erased" as const }));
      await list(tools, [...suppressed, ...used]);
    });
    if (removed === 0) return;
    await tools.erasures.note({ hash: record, events: removed, messages: 0 });
  }
};

const poolIds = async (runtime: Runtime): Promise<readonly string[]> => {
  const live = await createCampaignStore(runtime).snapshot({ consistent: true });
  return (live?.coupons ?? []).flatMap(({ id, kind }) => (kind === "pool" ? [id] : []));
};

const removeMessages = async (tools: Tools, customerId: string, record: string): Promise<void> => {
  const lists = createMessageListStore(tools.runtime);
  for (;;) {
    const removed = await tools.erasures.removeMessages(customerId, async (days) => {
      for (const day of days) await lists.forget({ customerId, day });
    });
    if (removed === 0) return;
    await tools.erasures.note({ hash: record, events: 0, messages: removed });
  }
};

/**
 * Erases a person. The order is what makes it safe to break off anywhere and to do again:
 *
 *   1. audit     who asked for it; doing it again is asking again
 *   2. record    from here on nothing that was on its way is folded any more
 *   3. list      the keyed hashes of the addresses, before the last copy of an address goes;
 *                and the devices at SNS, before the last copy of an endpoint goes
 *   4. profile   nobody decides for the person now; what was reserved is withdrawn when it is about to go
 *   5. events    page by page, their addresses listed first
 *   6. messages  page by page, taken out of the lists of their days first
 *   7. coupons   who held which code of a pool; the codes stay given, because the person may still have them
 *      work      tasks and cases
 *   8. profile   once more, should a fold that had begun before have written it in between
 *
 * The counters of the reports stay: they count, and name nobody.
 */
export const eraseCustomer = async (
  runtime: Runtime,
  q: { readonly customerId: string; readonly reason: ErasureReason; readonly by: string },
): Promise<Erasure> => {
  const hash = await createKeyedHash(runtime)();
  const tools: Tools = {
    runtime,
    hash,
    erasures: createErasureStore(runtime),
    suppressions: createSuppressionStore(runtime),
  };
  const record = hash("customer", q.customerId);
  const now = runtime.clock.now();
  const entry = { at: now, by: q.by, action: "erase-customer", subject: record, details: { reason: q.reason } };
  await createAuditStore(runtime).add(entry);
  await tools.erasures.start({ hash: record, reason: q.reason, now });
  const removeProfile = async (): Promise<void> => {
    const profile = await createCustomerStore(runtime).loadOne(q.customerId, { consistent: true });
    if (profile === undefined) return;
    const endpoints = (profile.devices ?? []).map(({ endpoint }) => endpoint);
    await forgetDevices(tools, q.customerId, endpoints);
    await list(tools, addressesOf(profile));
    await tools.erasures.removeProfile(q.customerId);
  };
  await removeProfile();
  await removeEvents(tools, q.customerId, record);
  await removeMessages(tools, q.customerId, record);
  await createCouponStore(runtime).forgetCustomer(q.customerId, await poolIds(runtime));
  while ((await tools.erasures.removeWork(q.customerId)) > 0);
  await removeProfile();
  await tools.erasures.note({ hash: record, events: 0, messages: 0, finishedAt: runtime.clock.now() });
  const erasure = await tools.erasures.load(record);
  if (erasure === undefined) throw new Error("The record of an erasure is gone.");
  return erasure;
};
