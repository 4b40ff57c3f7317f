/** Sums in whole cents: floating-point sums would depend on the order of arrival. */
export const addMoney = (a: number, b: number): number => Math.round((a + b) * 100) / 100;
