interface Named {
  readonly productId: string;
  readonly name?: string | undefined;
}

/** Products go by their names; where nobody told one, by their ids. */
export const nameOf = ({ productId, name }: Named): string => name ?? productId;

export const isMatch = (product: Named, search: string): boolean => {
  const sought = search.trim().toLowerCase();
  return nameOf(product).toLowerCase().includes(sought) || product.productId.toLowerCase().includes(sought);
};
