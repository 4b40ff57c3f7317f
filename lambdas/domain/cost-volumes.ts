/** What a shop does in a month. */
export interface Volumes {
  readonly customers: number;
  readonly orders: number;
  /** Visits, carts, parcels and the like that the shop tells. */
  readonly otherEvents: number;
  /** Looks at customers that decided for no message. */
  readonly looks: number;
  readonly emails: number;
  readonly texts: number;
  readonly pushes: number;
  /** US dollars that providers ask for all the texts, as far as their prices are known. */
  readonly textsUsd: number;
  /** How many months of events and messages lie in the tables. */
  readonly monthsKept: number;
}
