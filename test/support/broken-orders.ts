// A file of orders most of which are good, and a few that nobody can take.
export const header = "customer_id,order_id,order_date,product_id,quantity,unit_price";
export const goodRows = Array.from(
  { length: 300 },
  (_, at) => `c${at % 7},o${at},2026-01-${String(1 + (at % 28)).padStart(2, "0")},tea,1,${at}.50`,
);
export const badRows = [
  "c1,bad-1,2026-02-31,tea,1,5",
  ",bad-2,2026-01-05,tea,1,5",
  "c2,bad-3,2026-01-05,tea,many,5",
  'c3,"bad',
];
export const brokenFile = [header, ...goodRows.slice(0, 100), ...badRows, ...goodRows.slice(100)].join("\n");
export const firstBadLine = 102;
