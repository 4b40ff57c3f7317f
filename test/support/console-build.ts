import { buildConsole } from "../../lib/console/build-console.ts";

/** Before the browser tests: the console as it is now. */
export default async (): Promise<void> => {
  await buildConsole();
};
