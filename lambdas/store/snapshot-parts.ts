import { expectItem, type Item } from "./attributes.ts";
import { expectVersion } from "./schema-version.ts";

const texts = ["settings", "campaigns", "earlier", "forgotten", "segments", "coupons"] as const;

/** Campaigns were stored as a map once. */
const read = (value: unknown): unknown => (typeof value === "string" ? JSON.parse(value) : value);

/** The published snapshot as it was written, unchecked; see `campaign-item.ts` for the writing. */
export const snapshotPartsOf = (stored: Item): Item => {
  const {
    id: _id,
    kind: _kind,
    v,
    ...snapshot
  } = expectItem<Item>(stored, "snapshot", {
    revision: "number",
    settings: "string",
  });
  expectVersion("snapshot", v);
  const parts = texts.flatMap((part) => (stored[part] === undefined ? [] : [[part, read(stored[part])] as const]));
  return { ...snapshot, ...Object.fromEntries(parts) };
};
