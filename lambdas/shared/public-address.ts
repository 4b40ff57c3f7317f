import { BlockList, isIP, isIPv4 } from "node:net";

/**
 * Addresses that lead into somebody's own network, to this machine or to nobody. A name that an editor may write must not
 * reach the service that hands out a function's rights (169.254.169.254), nor anything else behind the shop's walls.
 * By the registries of special-purpose addresses of IANA.
 */
const closed4 = [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 4],
  ["240.0.0.0", 4],
] as const;

/**
 * Of the addresses of version 6 only those given out to the public are open, less those that carry one of version 4 in
 * themselves (6to4, Teredo), which somebody's router might unpack. So a mapped or translated one is closed with the rest.
 */
const open6 = [["2000::", 3]] as const;
const closed6 = [
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["3fff::", 20],
] as const;

const listOf = (subnets: readonly (readonly [string, number])[], family: "ipv4" | "ipv6"): BlockList => {
  const list = new BlockList();
  for (const [net, prefix] of subnets) list.addSubnet(net, prefix, family);
  return list;
};

const closedTo4 = listOf(closed4, "ipv4");
const openTo6 = listOf(open6, "ipv6");
const closedTo6 = listOf(closed6, "ipv6");
const loopback4 = listOf([["127.0.0.0", 8]], "ipv4");

/** Whether an address is one of the public network. Text that is no address is not. */
export const isPublicAddress = (address: string): boolean => {
  switch (isIP(address)) {
    case 4:
      return !closedTo4.check(address, "ipv4");
    case 6:
      return openTo6.check(address, "ipv6") && !closedTo6.check(address, "ipv6");
    default:
      return false;
  }
};

/** Whether an address is this very machine. */
export const isLoopback = (address: string): boolean =>
  isIPv4(address) ? loopback4.check(address, "ipv4") : address === "::1";
