/** What came of a call, and the processor time it took, milliseconds: that does not grow with what else the machine does. */
export const cpuTimed = <Result>(run: () => Result): { readonly result: Result; readonly ms: number } => {
  const from = process.cpuUsage();
  const result = run();
  const { user, system } = process.cpuUsage(from);
  return { result, ms: (user + system) / 1000 };
};
