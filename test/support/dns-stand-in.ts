// A name server on this machine: a real one over UDP, for the real resolver, that knows the records a test gives it.
import { createSocket } from "node:dgram";

/** By `TYPE name`: `TXT _dmarc.shop.example`. Of an MX record the exchange alone; its preference is 10. */
export type Zone = Readonly<Record<string, readonly string[]>>;

const types: Readonly<Record<number, string>> = { 5: "CNAME", 15: "MX", 16: "TXT" };
const headerBytes = 12;
const noSuchName = 3;
const serverFailure = 2;

interface Question {
  readonly name: string;
  readonly type: number;
  /** Where the question ends. */
  readonly end: number;
}

const questionOf = (query: Buffer): Question => {
  const labels: string[] = [];
  let at = headerBytes;
  for (let length = query.readUInt8(at); length > 0; length = query.readUInt8(at)) {
    labels.push(query.toString("latin1", at + 1, at + 1 + length));
    at += 1 + length;
  }
  return { name: labels.join(".").toLowerCase(), type: query.readUInt16BE(at + 1), end: at + 5 };
};

const nameBytes = (name: string): Buffer => Buffer.concat([...name.split(".").map(textBytes), Buffer.from([0])]);

/** A length and so many characters: a label of a name, or a part of a text. */
const textBytes = (text: string): Buffer => Buffer.concat([Buffer.from([text.length]), Buffer.from(text, "latin1")]);

const dataOf = (type: string, value: string): Buffer => {
  if (type === "CNAME") return nameBytes(value);
  if (type === "MX") return Buffer.concat([Buffer.from([0, 10]), nameBytes(value)]);
  // No part of a text is longer than 255 characters; receivers put the parts together.
  return Buffer.concat((value.match(/.{1,200}/g) ?? []).map(textBytes));
};

/** The name is that of the question, to which it points back. */
const recordOf = (type: number, data: Buffer): Buffer => {
  const head = Buffer.alloc(headerBytes);
  head.writeUInt16BE(0xc000 + headerBytes, 0);
  head.writeUInt16BE(type, 2);
  head.writeUInt16BE(1, 4);
  head.writeUInt32BE(60, 6);
  head.writeUInt16BE(data.length, 10);
  return Buffer.concat([head, data]);
};

const answerTo = (query: Buffer, zone: Zone, isBroken: boolean): Buffer => {
  const { name, type, end } = questionOf(query);
  const kind = types[type] ?? "";
  const values = isBroken ? [] : (zone[`${kind} ${name}`] ?? []);
  const header = Buffer.alloc(headerBytes);
  query.copy(header, 0, 0, 2);
  header.writeUInt16BE(0x8580 | (isBroken ? serverFailure : values.length === 0 ? noSuchName : 0), 2);
  header.writeUInt16BE(1, 4);
  header.writeUInt16BE(values.length, 6);
  const records = values.map((value) => recordOf(type, dataOf(kind, value)));
  return Buffer.concat([header, query.subarray(headerBytes, end), ...records]);
};

export interface DnsStandIn {
  /** `127.0.0.1:PORT` */
  readonly server: string;
  change(zone: Zone): void;
  /** It answers every question with a failure of its own from now on. */
  breakDown(isBroken: boolean): void;
  stop(): Promise<void>;
}

export const startDns = async (): Promise<DnsStandIn> => {
  let zone: Zone = {};
  let isBroken = false;
  const socket = createSocket("udp4");
  socket.on("message", (query, from) => socket.send(answerTo(query, zone, isBroken), from.port, from.address));
  await new Promise<void>((resolve) => socket.bind(0, "127.0.0.1", resolve));
  return {
    server: `127.0.0.1:${socket.address().port}`,
    change: (next) => {
      zone = next;
    },
    breakDown: (next) => {
      isBroken = next;
    },
    stop: () => new Promise<void>((resolve) => socket.close(() => resolve())),
  };
};
