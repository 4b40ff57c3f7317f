// An interval that may be looked at every day. An ordinary 95 % interval is right nineteen times in twenty for one look; who looks
// daily and stops when they like what they see is wrong far more often. A confidence sequence holds at all looks together: nineteen
// shops in twenty never see an interval without the truth. The method is the asymptotic confidence sequence of Waudby-Smith, Arbour,
// Sinha, Kennedy and Ramdas ("Time-uniform central limit theory and asymptotic confidence sequences", 2021), whose boundary is
// Robbins' normal mixture. It rests on a variance that is estimated, and so asks for some data before the first look.

/** How often an interval may leave the truth out, over all looks. */
export const missesMost = 0.05;

/** The number of customers, counted as `worth` below, at which the interval is as narrow as this method makes one. */
const sharpestAt = 1_000;

const rhoSquaredOf = (misses: number): number => {
  const logged = -2 * Math.log(misses);
  return (logged + Math.log(logged) + 1) / sharpestAt;
};

export interface Spread {
  /** Of what is estimated: the square of its standard error. */
  readonly squaredError: number;
  /** Of one customer. Their quotient says how many customers the estimate is worth. */
  readonly variance: number;
}

/** Half the width of the interval around an estimate; Infinity while nothing is known. */
export const halfWidth = ({ squaredError, variance }: Spread, misses: number = missesMost): number => {
  if (!(squaredError > 0) || !(variance > 0)) return Number.POSITIVE_INFINITY;
  const rhoSquared = rhoSquaredOf(misses);
  const worth = variance / squaredError;
  const scaled = worth * rhoSquared + 1;
  return Math.sqrt(((2 * variance * scaled) / (worth * worth * rhoSquared)) * Math.log(Math.sqrt(scaled) / misses));
};
