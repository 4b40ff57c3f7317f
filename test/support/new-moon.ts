// The instants of new moons, to about 20 seconds (Meeus, Astronomical Algorithms, chapter 49). The platform's Chinese calendar
// is off by some minutes, which at midnight in Beijing is a day: it puts the Spring Festival of 2027 and of 2030 wrong.
const dayMs = 86_400_000;
const beijingMs = 8 * 3_600_000;
const sine = (degrees: number): number => Math.sin((degrees * Math.PI) / 180);

/** Factors of the anomalies of the sun and the moon and of the argument of latitude, the power of E, and days. */
const periodic: readonly (readonly [sun: number, moon: number, latitude: number, power: number, days: number])[] = [
  [0, 1, 0, 0, -0.4072],
  [1, 0, 0, 1, 0.17241],
  [0, 2, 0, 0, 0.01608],
  [0, 0, 2, 0, 0.01039],
  [-1, 1, 0, 1, 0.00739],
  [1, 1, 0, 1, -0.00514],
  [2, 0, 0, 2, 0.00208],
  [0, 1, -2, 0, -0.00111],
  [0, 1, 2, 0, -0.00057],
  [1, 2, 0, 1, 0.00056],
  [0, 3, 0, 0, -0.00042],
  [1, 0, 2, 1, 0.00042],
  [1, 0, -2, 1, 0.00038],
  [-1, 2, 0, 1, -0.00024],
  [2, 1, 0, 0, -0.00007],
  [0, 2, -2, 0, 0.00004],
  [3, 0, 0, 0, 0.00004],
  [1, 1, -2, 0, 0.00003],
  [0, 2, 2, 0, 0.00003],
  [1, 1, 2, 0, -0.00003],
  [-1, 1, 2, 0, 0.00003],
  [-1, 1, -2, 0, -0.00002],
  [1, 3, 0, 0, -0.00002],
  [0, 4, 0, 0, 0.00002],
];

/** Of the planets: degrees, degrees per month, millionths of a day. */
const planetary: readonly (readonly [start: number, rate: number, millionths: number])[] = [
  [299.77, 0.107408, 325],
  [251.88, 0.016321, 165],
  [251.83, 26.651886, 164],
  [349.42, 36.412478, 126],
  [84.66, 18.206239, 110],
  [141.74, 53.303771, 62],
  [207.14, 2.453732, 60],
  [154.84, 7.30686, 56],
  [34.52, 27.261239, 47],
  [207.19, 0.121824, 42],
  [291.34, 1.844379, 40],
  [161.72, 24.198154, 37],
  [239.56, 25.513099, 35],
  [331.55, 3.592518, 23],
];

/** How far the earth's rotation lags behind even time, seconds (Espenak and Meeus). */
const lagSeconds = (year: number): number => {
  const since = year - 2000;
  return since < 50
    ? 62.92 + 0.32217 * since + 0.005589 * since ** 2
    : -20 + 32 * ((year - 1820) / 100) ** 2 - 0.5628 * (2150 - year);
};

/** The new moon of a lunation counted from January 2000, epoch milliseconds. */
const newMoon = (lunation: number): number => {
  const t = lunation / 1236.85;
  const e = 1 - 0.002516 * t - 0.0000074 * t ** 2;
  const sun = 2.5534 + 29.1053567 * lunation - 0.0000014 * t ** 2;
  const moon = 201.5643 + 385.81693528 * lunation + 0.0107582 * t ** 2 + 0.00001238 * t ** 3;
  const latitude = 160.7108 + 390.67050284 * lunation - 0.0016118 * t ** 2 - 0.00000227 * t ** 3;
  const node = 124.7746 - 1.56375588 * lunation + 0.0020672 * t ** 2;
  let days = 2_451_550.09766 + 29.530588861 * lunation + 0.00015437 * t ** 2 - 0.00000015 * t ** 3;
  for (const [s, m, f, power, amount] of periodic)
    days += amount * e ** power * sine(s * sun + m * moon + f * latitude);
  days -= 0.00017 * sine(node);
  for (const [start, rate, millionths] of planetary) days += (millionths / 1e6) * sine(start + rate * lunation);
  return (days - 2_440_587.5) * dayMs - lagSeconds(2000 + lunation / 12.3685) * 1000;
};

/** The day in Beijing, counted from 1970-01-01, of the new moon nearest to a day. */
export const newMoonDayNear = (day: number): number => {
  const lunation = Math.round((day + 2_440_587.5 - 2_451_550.09766) / 29.530588861);
  const days = [-1, 0, 1].map((away) => Math.floor((newMoon(lunation + away) + beijingMs) / dayMs));
  return days.reduce((nearest, one) => (Math.abs(one - day) < Math.abs(nearest - day) ? one : nearest));
};
