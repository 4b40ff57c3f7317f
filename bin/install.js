// Installs the locked dependencies when they are missing or older than the lockfile, so that `npm start` and `npm test`
// work on a fresh clone. Plain JavaScript on purpose: it runs before anything is installed.
import { spawnSync } from "node:child_process";
import { existsSync, statSync } from "node:fs";

const lockfile = "package-lock.json";
const installed = "node_modules/.package-lock.json";

const isCurrent = existsSync(installed) && statSync(installed).mtimeMs >= statSync(lockfile).mtimeMs;
if (!isCurrent) {
  process.stderr.write("Installing dependencies (once) …\n");
  // Not `npm ci`: it refuses a lockfile that lacks optional packages of other platforms, which some registries do not have.
  const options = ["--no-save", "--no-audit", "--no-fund", "--loglevel=error"];
  const { status } = spawnSync("npm", ["install", ...options], { stdio: ["ignore", 2, 2] });
  process.exit(status ?? 1);
}
