import type { Group } from "./scores.ts";

const size = 420;
const margin = 50;
const plot = size - 2 * margin;

const x = (share: number): string => (margin + share * plot).toFixed(1);
const y = (share: number): string => (size - margin - share * plot).toFixed(1);

/** Twice the standard error of a share, within which it lies 19 times of 20. */
const doubt = ({ actual, customers }: Group): number => 2 * Math.sqrt((actual * (1 - actual)) / Math.max(1, customers));

const text = (at: { x: string; y: string }, words: string, more = ""): string =>
  `<text x="${at.x}" y="${at.y}" font-size="11" font-family="sans-serif" text-anchor="middle"${more}>${words}</text>`;

const pointOf = (group: Group): string => {
  const [low, high] = [Math.max(0, group.actual - doubt(group)), Math.min(1, group.actual + doubt(group))];
  const at = x(group.predicted);
  return [
    `<line x1="${at}" y1="${y(low)}" x2="${at}" y2="${y(high)}" stroke="#1c7ed6"/>`,
    `<circle cx="${at}" cy="${y(group.actual)}" r="4" fill="#1c7ed6"><title>${group.customers} customers</title></circle>`,
  ].join("");
};

const gridOf = (share: number): string =>
  [
    `<line x1="${x(share)}" y1="${y(0)}" x2="${x(share)}" y2="${y(1)}" stroke="#eee"/>`,
    `<line x1="${x(0)}" y1="${y(share)}" x2="${x(1)}" y2="${y(share)}" stroke="#eee"/>`,
    text({ x: x(share), y: String(size - margin + 16) }, `${share * 100} %`),
    text({ x: String(margin - 20), y: y(share) }, `${share * 100} %`),
  ].join("");

/** A drawing of how often those came back of whom it was said to be likely: on the diagonal, a forecast means what it says. */
export const calibrationChart = (groups: readonly Group[], title: string): string =>
  [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}" viewBox="0 0 ${size} ${size}">`,
    `<rect width="${size}" height="${size}" fill="white"/>`,
    ...[0, 0.2, 0.4, 0.6, 0.8, 1].map(gridOf),
    `<line x1="${x(0)}" y1="${y(0)}" x2="${x(1)}" y2="${y(1)}" stroke="#888" stroke-dasharray="4 3"/>`,
    ...groups.map(pointOf),
    text({ x: String(size / 2), y: "24" }, title),
    text({ x: String(size / 2), y: String(size - 12) }, "predicted chance of another order"),
    text({ x: "14", y: String(size / 2) }, "share who ordered", ` transform="rotate(-90 14 ${size / 2})"`),
    "</svg>",
    "",
  ].join("\n");
