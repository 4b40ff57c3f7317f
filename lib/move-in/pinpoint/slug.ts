/** An id by our rules (`^[a-z][a-z0-9-]{0,62}$`) from a name; the old id makes it differ from others of that name. */
export const slugOf = (name: string | null | undefined, oldId: string): string => {
  const plain = (text: string): string =>
    text
      .normalize("NFKD")
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, "-")
      .replaceAll(/^[^a-z]+|-+$/g, "");
  const tail = oldId
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, "")
    .slice(0, 6);
  const head = plain(name ?? "").slice(0, 50);
  return `${head === "" ? "moved" : head}-${tail}`.replace(/-+$/, "");
};
