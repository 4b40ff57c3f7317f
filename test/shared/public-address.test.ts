import { describe, expect, it } from "vitest";
import { isLoopback, isPublicAddress } from "../../lambdas/shared/public-address.ts";

describe("an address is not of the public network", () => {
  it.each([
    ["this machine", "127.0.0.1"],
    ["this machine by another of its addresses", "127.255.255.254"],
    ["this machine, version 6", "::1"],
    ["no machine", "0.0.0.0"],
    ["no machine, version 6", "::"],
    ["the service that hands out a function's rights", "169.254.169.254"],
    ["the same service, version 6", "fd00:ec2::254"],
    ["a container's credentials", "169.254.170.2"],
    ["a private network of ten", "10.0.0.1"],
    ["a private network of 172, its first", "172.16.0.1"],
    ["a private network of 172, its last", "172.31.255.255"],
    ["a private network of 192", "192.168.1.1"],
    ["a carrier's network", "100.64.0.1"],
    ["a link", "169.254.1.1"],
    ["a link, version 6", "fe80::1"],
    ["a link, with its zone", "fe80::1%eth0"],
    ["a local network, version 6", "fc00::1"],
    ["a local network, version 6, made by chance", "fdff:ffff::1"],
    ["a test network", "192.0.2.1"],
    ["another test network", "198.51.100.7"],
    ["a third test network", "203.0.113.9"],
    ["a bench", "198.18.0.1"],
    ["many", "224.0.0.1"],
    ["all", "255.255.255.255"],
    ["many, version 6", "ff02::1"],
    ["the future", "240.0.0.1"],
    ["documents, version 6", "2001:db8::1"],
    ["more documents, version 6", "3fff::1"],
    ["this machine, mapped into version 6", "::ffff:127.0.0.1"],
    ["this machine, mapped and written in hex", "::ffff:7f00:1"],
    ["this machine, mapped and written out", "0:0:0:0:0:ffff:7f00:0001"],
    ["that service, mapped into version 6", "::ffff:169.254.169.254"],
    ["this machine, as version 6 once wrote it", "::127.0.0.1"],
    ["this machine, translated", "64:ff9b::127.0.0.1"],
    ["this machine, translated at home", "64:ff9b:1::7f00:1"],
    ["this machine within 6to4", "2002:7f00:1::"],
    ["this machine within Teredo", "2001:0:7f00:1::"],
    ["a dark hole", "100::1"],
    ["no address", "hooks.shop.example"],
    ["no address, but a number", "2130706433"],
    ["no address, but one in hex", "0x7f000001"],
    ["no address, but one with fewer parts", "127.1"],
    ["nothing", ""],
  ])("when it is that of %s: %s", (_, address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  it.each([
    "8.8.8.8",
    "1.1.1.1",
    "172.15.255.255",
    "172.32.0.1",
    "11.0.0.1",
    "100.63.255.255",
    "2606:4700::1111",
    "2a00:1450::1",
  ])("but %s is", (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });
});

describe("this machine", () => {
  it("is what the loopback network and ::1 name, and nothing else", () => {
    expect(["127.0.0.1", "127.8.8.8", "::1"].map(isLoopback)).toEqual([true, true, true]);
    expect(["10.0.0.1", "::ffff:127.0.0.1", "8.8.8.8", "localhost", ""].map(isLoopback)).toEqual([
      false,
      false,
      false,
      false,
      false,
    ]);
  });
});
