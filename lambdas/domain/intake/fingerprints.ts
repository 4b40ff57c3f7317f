/**
 * Remembers texts by a 53-bit hash with a number each, 16 to 32 bytes an entry however long the text: ten million orders fit
 * where a Map of texts would take gigabytes. Two of a million texts share a hash with a chance of one in twenty thousand.
 */
export interface Fingerprints {
  get(text: string): number | undefined;
  /** `value` must not be NaN. */
  set(text: string, value: number): void;
  size(): number;
  /** Everything that is remembered, for `createFingerprints`: key and value by turns. */
  packed(): Float64Array;
}

export const createFingerprints = (packed: Float64Array = new Float64Array()): Fingerprints => {
  let keys = new Float64Array(1024);
  let values = new Float64Array(1024);
  let size = 0;

  const slotOf = (key: number): number => {
    let slot = key % keys.length;
    while (keys[slot] !== 0 && keys[slot] !== key) slot = (slot + 1) % keys.length;
    return slot;
  };

  const put = (key: number, value: number): void => {
    const slot = slotOf(key);
    if (keys[slot] === 0) size += 1;
    keys[slot] = key;
    values[slot] = value;
  };

  const grow = (): void => {
    const old = { keys, values };
    keys = new Float64Array(old.keys.length * 2);
    values = new Float64Array(old.keys.length * 2);
    size = 0;
    for (const [slot, key] of old.keys.entries()) if (key !== 0) put(key, old.values[slot] ?? 0);
  };

  for (let at = 0; at < packed.length; at += 2) {
    if (size * 2 >= keys.length) grow();
    put(packed[at] ?? 0, packed[at + 1] ?? 0);
  }

  return {
    get: (text) => {
      const slot = slotOf(hash53(text));
      return keys[slot] === 0 ? undefined : values[slot];
    },
    set: (text, value) => {
      if (size * 2 >= keys.length) grow();
      put(hash53(text), value);
    },
    size: () => size,
    packed: () => {
      const all = new Float64Array(size * 2);
      let next = 0;
      for (const [slot, key] of keys.entries()) {
        if (key === 0) continue;
        all[next] = key;
        all[next + 1] = values[slot] ?? 0;
        next += 2;
      }
      return all;
    },
  };
};

/** From 1 to 2^53: two multiplicative 32-bit hashes with a final mix each (cyrb53, public domain). Not for secrets. */
export const hash53 = (text: string): number => {
  let a = 0xdeadbeef;
  let b = 0x41c6ce57;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    a = Math.imul(a ^ code, 2_654_435_761);
    b = Math.imul(b ^ code, 1_597_334_677);
  }
  a = Math.imul(a ^ (a >>> 16), 2_246_822_507) ^ Math.imul(b ^ (b >>> 13), 3_266_489_909);
  b = Math.imul(b ^ (b >>> 16), 2_246_822_507) ^ Math.imul(a ^ (a >>> 13), 3_266_489_909);
  return 4_294_967_296 * (2_097_151 & b) + (a >>> 0) + 1;
};
