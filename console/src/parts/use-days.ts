import { useSearchParams } from "react-router";

/** The days that are shown stand in the address, so that a link shows the same. Absent: the last thirty. */
export interface Days {
  readonly from?: string;
  readonly to?: string;
}

export const useDays = (): readonly [Days, (days: Days) => void] => {
  const [parameters, setParameters] = useSearchParams();
  const [from, to] = [parameters.get("from") ?? undefined, parameters.get("to") ?? undefined];
  const days = { ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
  return [days, (next) => setParameters({ ...next }, { replace: true })];
};
