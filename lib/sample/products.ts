/** A product of the sample shop: a small tea and coffee roaster. */
export interface SampleProduct {
  readonly productId: string;
  readonly name: string;
  readonly category: string;
  readonly unitPrice: number;
  /** Days one unit lasts; absent for goods that are bought once. */
  readonly lastsDays?: number;
}

export const products: readonly SampleProduct[] = [
  { productId: "bean-house", name: "House Espresso, 1 kg", category: "coffee", unitPrice: 24, lastsDays: 28 },
  { productId: "bean-decaf", name: "Decaf Colombia, 500 g", category: "coffee", unitPrice: 15, lastsDays: 24 },
  { productId: "bean-single", name: "Ethiopia Guji, 250 g", category: "coffee", unitPrice: 11.5, lastsDays: 14 },
  { productId: "tea-earl", name: "Earl Grey, 100 g", category: "tea", unitPrice: 8.5, lastsDays: 45 },
  { productId: "tea-longjing", name: "Longjing, 50 g", category: "tea", unitPrice: 19, lastsDays: 40 },
  { productId: "tea-chai", name: "Masala Chai, 200 g", category: "tea", unitPrice: 9, lastsDays: 60 },
  { productId: "filter-v60", name: "Paper Filters, 100", category: "filters", unitPrice: 6.5, lastsDays: 75 },
  { productId: "oat-drink", name: "Barista Oat Drink, 6 l", category: "pantry", unitPrice: 14, lastsDays: 30 },
  { productId: "grinder-hand", name: "Hand Grinder", category: "equipment", unitPrice: 79 },
  { productId: "kettle-goose", name: "Gooseneck Kettle", category: "equipment", unitPrice: 65 },
  { productId: "cup-double", name: "Double-walled Cups, pair", category: "equipment", unitPrice: 22 },
];
