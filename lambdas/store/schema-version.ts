import { RekindleError } from "../shared/errors.ts";

/**
 * The version in which this code writes each kind of item, in the attribute `v`. An item without one was written before
 * there were versions, which counts as 1.
 *
 * A reader takes the last two versions: this one and the one before. So a version is raised in three deployments: first
 * code that reads the new form and writes the old one, then code that writes it, and only after everything old was
 * written anew (or has expired) code that forgets the old form. What may be added without raising anything: an attribute
 * that may be absent, an element at the end of a list.
 */
export const schemaVersions = { customer: 2, event: 2, message: 2, snapshot: 2 } as const;

export type VersionedKind = keyof typeof schemaVersions;

const firstVersion = 1;

/** What a writer puts on the item. */
export const stamped = (kind: VersionedKind): { readonly v: number } => ({ v: schemaVersions[kind] });

/**
 * Refuses what this code does not know how to read, and so whatever would be written over it. An item of a newer version is
 * there after a deployment was taken back: it stays as it is, its record is repeated, and the newer code handles it.
 */
export const expectVersion = (kind: VersionedKind, v: unknown): void => {
  const [found, known] = [v ?? firstVersion, schemaVersions[kind]];
  if (found === known || found === known - 1) return;
  const isNewer = typeof found === "number" && found > known;
  throw new RekindleError(
    isNewer ? "item-newer" : "item-invalid",
    `A stored ${kind} has the version ${String(found)}; this code reads ${known - 1} and ${known}. ${
      isNewer ? "Deploy the newer code again: nothing was changed." : "It must be brought to a newer version first."
    }`,
    { data: { what: kind, found, known } },
  );
};

export const isNewerItem = (error: unknown): boolean => error instanceof RekindleError && error.code === "item-newer";
