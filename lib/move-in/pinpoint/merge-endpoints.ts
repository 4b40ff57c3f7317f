import { devicesKept } from "../../../lambdas/domain/limits.ts";
import type { ConsentPolicy } from "../consent-policy.ts";
import type { MovedConsent, MovedDevice, MovedPerson } from "../person.ts";
import type { MoveReport } from "../report.ts";
import { changedAt, channelOf, type PlacedEndpoint } from "./endpoint.ts";
import { traitsOf } from "./endpoint-traits.ts";

export interface Merging {
  readonly report: MoveReport;
  readonly policy: ConsentPolicy;
  /** Epoch milliseconds: the date of what carries none. */
  readonly exportedAt: number;
}

interface Dated extends PlacedEndpoint {
  readonly at: number;
}

const isSentTo = ({ endpoint }: PlacedEndpoint): boolean =>
  endpoint.EndpointStatus !== "INACTIVE" && !!endpoint.Address;
const onChannel =
  (channel: string) =>
  ({ endpoint }: PlacedEndpoint) =>
    channelOf(endpoint)?.channel === channel;

/** The address that was used last; one that the customer did not opt out of goes first. */
const addressOf = (endpoints: readonly Dated[], channel: string): string | undefined => {
  const usable = endpoints.filter(isSentTo).filter(onChannel(channel));
  const open = usable.filter(({ endpoint }) => endpoint.OptOut !== "ALL");
  return (open.at(-1) ?? usable.at(-1))?.endpoint.Address ?? undefined;
};

const devicesOf = (endpoints: readonly Dated[], { report }: Merging): readonly MovedDevice[] => {
  const found = endpoints.filter(isSentTo).flatMap(({ endpoint, at }) => {
    const reached = channelOf(endpoint);
    return reached?.channel === "push" ? [{ type: reached.device, token: endpoint.Address ?? "", at }] : [];
  });
  if (found.length > devicesKept)
    report.cannotMap("further devices", `a customer has at most ${devicesKept}; the latest are taken`);
  return found.slice(-devicesKept);
};

/** By the id of the endpoint and not by its line, so that a later export says the same. */
const evidenceOf = ({ endpoint }: PlacedEndpoint, policy: ConsentPolicy): string => {
  const said = `Amazon Pinpoint, endpoint ${endpoint.Id ?? "without an id"}: OptOut ${endpoint.OptOut}`;
  return endpoint.OptOut === "ALL" ? said : `${said}; the shop says that these customers agreed (--consents ${policy})`;
};

const channelNames = ["email", "sms", "push"] as const;

/**
 * ALL on any endpoint of a channel is a no to that channel. NONE is no proof of a yes: only when the shop says so it becomes
 * one, and never for somebody who opted out elsewhere, because ALL means all messages.
 */
const consentsOf = (endpoints: readonly Dated[], { policy, report }: Merging): readonly MovedConsent[] => {
  const saidNo = endpoints.some(({ endpoint }) => endpoint.OptOut === "ALL");
  return channelNames.flatMap((channel): readonly MovedConsent[] => {
    const mine = endpoints.filter(onChannel(channel));
    const no = mine.findLast(({ endpoint }) => endpoint.OptOut === "ALL");
    if (no !== undefined) return [{ channel, granted: false, at: no.at, evidence: evidenceOf(no, policy) }];
    const yes = mine.filter(isSentTo).findLast(({ endpoint }) => endpoint.OptOut === "NONE");
    if (yes === undefined) return [];
    if (policy === "none") report.count(`customers with OptOut NONE for ${channel}, not taken as consent`);
    else if (saidNo)
      report.count(`customers with OptOut NONE for ${channel} who opted out of another channel, not taken as consent`);
    else return [{ channel, granted: true, at: yes.at, evidence: evidenceOf(yes, policy) }];
    return [];
  });
};

const tellOfEndpoints = (endpoints: readonly Dated[], { report }: Merging): void => {
  for (const { endpoint } of endpoints) {
    const channel = channelOf(endpoint);
    if (channel === undefined)
      report.cannotMap(
        `endpoints of ChannelType ${endpoint.ChannelType ?? "none"}`,
        "Rekindle reaches email, SMS, APNs and FCM (GCM)",
      );
    else if (endpoint.EndpointStatus === "INACTIVE")
      report.cannotMap(
        `INACTIVE endpoints for ${channel.channel}`,
        "nothing was sent to them; their addresses are not taken along",
      );
  }
};

/** Several endpoints of one user as one customer. `rows` may come in any order. */
export const mergeEndpoints = (
  customerId: string,
  rows: readonly PlacedEndpoint[],
  merging: Merging,
): { readonly person: MovedPerson; readonly place: PlacedEndpoint } | undefined => {
  const endpoints = rows
    .map((row): Dated => ({ ...row, at: changedAt(row.endpoint) ?? merging.exportedAt }))
    .sort((a, b) => a.at - b.at || (a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line));
  const latest = endpoints.at(-1);
  if (latest === undefined) return undefined;
  tellOfEndpoints(endpoints, merging);
  const told = { email: addressOf(endpoints, "email"), phone: addressOf(endpoints, "sms") };
  const addresses = Object.fromEntries(Object.entries(told).filter(([, address]) => address !== undefined));
  const traits = Object.assign({}, ...endpoints.map(({ endpoint }) => traitsOf(endpoint, merging.report)), addresses);
  const consents = consentsOf(endpoints, merging);
  const person = { customerId, at: latest.at, traits, consents, devices: devicesOf(endpoints, merging) };
  return { person, place: latest };
};
