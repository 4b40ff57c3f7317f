/** What the shop sells, as far as messages need it. */
export interface Product {
  readonly productId: string;
  readonly name?: string;
  readonly category?: string;
  /** In the shop's currency. */
  readonly price?: number;
  /** Both are https addresses. */
  readonly url?: string;
  readonly image?: string;
  /** Pieces left; absent where the shop does not count them. */
  readonly stock?: number;
  /** A person keeps it out of messages. */
  readonly excluded?: boolean;
  /** The shop does not sell it now: deleted, a draft, in the archive. */
  readonly offSale?: boolean;
  /** Pieces sold lately, as the last count of orders found. */
  readonly sold?: number;
}

/** Whether a message may show it. Without a name or an address it would be a gap. */
export const mayBeShown = ({ name, url, stock = 1, excluded, offSale }: Product): boolean =>
  name !== undefined && url !== undefined && stock > 0 && excluded !== true && offSale !== true;
