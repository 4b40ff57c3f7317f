/** Runs one piece of work after the other: two drains at once would hand out the same records twice. */
export type InTurn = <Result>(work: () => Promise<Result>) => Promise<Result>;

export const createInTurn = (): InTurn => {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const turn = last.then(work, work);
    last = turn;
    return turn;
  };
};
