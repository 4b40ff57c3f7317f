import type { ReplayProgress } from "./replay.ts";

/** Shows how far a replay is: one line that is rewritten on a terminal, a line per tenth elsewhere. */
export const progressLine = (to: NodeJS.WriteStream): ((progress: ReplayProgress) => void) => {
  let shown = -1;
  return ({ now, eventsDone, events }) => {
    const percent = Math.floor((eventsDone / events) * 100);
    const step = to.isTTY ? percent : percent - (percent % 10);
    if (step === shown) return;
    shown = step;
    const text = `${String(step).padStart(3)} %  ${new Date(now).toISOString().slice(0, 10)}  ${eventsDone} of ${events} events`;
    to.write(to.isTTY ? `\r${text}${eventsDone === events ? "\n" : ""}` : `${text}\n`);
  };
};
