/** How links in texts write ids in few bytes. What is packed comes back exactly, or is not packed. */

/** Letters of a message key, five bits each. */
export const keyLetters = "abcdefghijklmnopqrstuvwxyz234567";

/** Eight letters of a key. */
export const startBytes = 5;
const startLetters = 8;

export const packedStart = (messageKey: string): Buffer => {
  const bits = [...messageKey.slice(0, startLetters)].reduce((sum, letter) => sum * 32 + keyLetters.indexOf(letter), 0);
  const bytes = Buffer.alloc(startBytes);
  bytes.writeUIntBE(bits, 0, startBytes);
  return bytes;
};

export const unpackedStart = (bytes: Buffer): string => {
  if (bytes.length !== startBytes) return "";
  const bits = bytes.readUIntBE(0, startBytes);
  return Array.from(
    { length: startLetters },
    (_, at) => keyLetters[Math.floor(bits / 32 ** (startLetters - 1 - at)) % 32],
  ).join("");
};

interface IdForm {
  readonly isMine: (id: string) => boolean;
  readonly pack: (id: string) => Buffer;
  readonly unpack: (bytes: Buffer) => string;
}

const hexOf = (bytes: Buffer): string => bytes.toString("hex");
const evenHex = (number: bigint): string => {
  const hex = number.toString(16);
  return hex.length % 2 === 0 ? hex : `0${hex}`;
};

/** The ids that shops really give: numbers (Shopify), UUIDs, hex (document stores), and any other text. The order is kept. */
const idForms: readonly IdForm[] = [
  {
    isMine: () => true,
    pack: (id) => Buffer.from(id, "utf8"),
    unpack: (bytes) => bytes.toString("utf8"),
  },
  {
    isMine: (id) => /^[1-9]\d{0,37}$/.test(id),
    pack: (id) => Buffer.from(evenHex(BigInt(id)), "hex"),
    unpack: (bytes) => (bytes.length === 0 ? "" : BigInt(`0x${hexOf(bytes)}`).toString()),
  },
  {
    isMine: (id) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id),
    pack: (id) => Buffer.from(id.replaceAll("-", ""), "hex"),
    unpack: (bytes) => hexOf(bytes).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5"),
  },
  {
    isMine: (id) => /^([0-9a-f]{2})+$/.test(id),
    pack: (id) => Buffer.from(id, "hex"),
    unpack: hexOf,
  },
];

export const packedId = (id: string): { readonly form: number; readonly bytes: Buffer } => {
  const special = idForms.findIndex(({ isMine }, at) => at > 0 && isMine(id));
  const form = Math.max(special, 0);
  return { form, bytes: idForms[form]?.pack(id) ?? Buffer.alloc(0) };
};

/** Empty for a form that does not exist. */
export const unpackedId = (form: number, bytes: Buffer): string => idForms[form]?.unpack(bytes) ?? "";
