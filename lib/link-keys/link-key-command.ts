import { randomBytes, randomInt } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { type Problem, problemText } from "../../lambdas/domain/problem.ts";
import { environmentFrom } from "../../lambdas/shared/environment.ts";
import {
  dropped,
  keptDays,
  keptDaysMin,
  type LinkKeys,
  readLinkKeys,
  rotated,
  writtenLinkKeys,
} from "../../lambdas/shared/link-keys.ts";
import { fetchSecret, storeSecret } from "../../lambdas/shared/secret-text.ts";
import type { ExitCode } from "../command.ts";
import { writeFileAtomically } from "../local/write-file-atomically.ts";

export const linkKeyHelp = `Usage: npm run link-key -- <command> [options]

The keys that sign the links in messages (opt-out pages, clicks).

  list              ids and ages, the newest first: it signs, all of them verify
  rotate            make a new key; links signed by older ones go on working
  drop ID           take a key away: no link that it signed works any more

  --secret ID       the secret in AWS: an output of the data stack (default: LINK_SECRET_ARN)
  --data DIR        the data directory of a shop on this machine, instead of --secret
  --region NAME     the AWS region                              (default: AWS_REGION)
  --leaked          drop a key though it signed within the last ${keptDaysMin} days
  --help            this text

Functions read the keys anew within five minutes; a shop on this machine at its next start. A rotation forgets keys that
have not signed for ${keptDays} days. Exit codes: 0 done, 1 failed, 2 bad arguments.
`;

export interface LinkKeySurroundings {
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly out: (line: string) => void;
  readonly err: (line: string) => void;
  /** Epoch milliseconds. */
  readonly now: number;
}

/** Where the keys are kept. */
interface KeyPlace {
  load(): Promise<LinkKeys>;
  save(keys: LinkKeys): Promise<void>;
}

const options = {
  help: { type: "boolean" },
  leaked: { type: "boolean" },
  secret: { type: "string" },
  data: { type: "string" },
  region: { type: "string" },
} as const;

type Values = Partial<Record<keyof typeof options, string | boolean>>;

const textOf = (value: string | boolean | undefined): string | undefined =>
  typeof value === "string" && value !== "" ? value : undefined;

const inDirectory = (directory: string): KeyPlace => {
  const file = join(directory, "link-secret");
  return {
    load: async () => {
      if (!existsSync(file)) throw new Error(`${directory} holds no shop: there is no file link-secret in it.`);
      return readLinkKeys(readFileSync(file, "utf8"));
    },
    save: async (keys) => writeFileAtomically(file, writtenLinkKeys(keys)),
  };
};

const inAws = (secretId: string, variables: LinkKeySurroundings["variables"]): KeyPlace => {
  const environment = environmentFrom(variables);
  return {
    load: async () => readLinkKeys(await fetchSecret(environment, secretId)),
    save: (keys) => storeSecret(environment, secretId, writtenLinkKeys(keys)),
  };
};

const placeOf = (values: Values, variables: LinkKeySurroundings["variables"]): KeyPlace | Problem => {
  const directory = textOf(values.data);
  const secretId = textOf(values.secret) ?? (directory === undefined ? variables.LINK_SECRET_ARN : undefined);
  if (directory !== undefined && secretId !== undefined)
    return { where: "arguments", problem: "two places are named", allowed: "--secret or --data" };
  if (directory !== undefined) return inDirectory(directory);
  if (!secretId) return { where: "arguments", problem: "no place is named", allowed: "--secret ID or --data DIR" };
  const region = textOf(values.region) ?? variables.AWS_REGION;
  return inAws(secretId, { ...variables, AWS_REGION: region });
};

const idLetters = "abcdefghijkmnpqrstuvwxyz23456789";

/** Short, because every link carries it; new in this ring. */
const newId = (keys: LinkKeys): string => {
  const id = Array.from({ length: 3 }, () => idLetters[randomInt(idLetters.length)]).join("");
  return keys.some((key) => key.id === id) ? newId(keys) : id;
};

const lineOf = ({ id, madeAt }: LinkKeys[number], index: number): string =>
  `${id.padEnd(8)} ${madeAt === 0 ? "from the first deployment" : new Date(madeAt).toISOString()}${index === 0 ? "  signs" : ""}`;

interface Asked {
  readonly command: string;
  readonly id: string | undefined;
  readonly leaked: boolean;
}

const run = async (place: KeyPlace, { command, id, leaked }: Asked, around: LinkKeySurroundings): Promise<ExitCode> => {
  const keys = await place.load();
  const { now } = around;
  if (command === "list") {
    for (const [index, key] of keys.entries()) around.out(lineOf(key, index));
    return 0;
  }
  if (command === "rotate") {
    const next = rotated(keys, { id: newId(keys), secret: randomBytes(32).toString("base64url"), now });
    await place.save(next);
    around.out(`Key ${next[0].id} signs from now on; ${next.length - 1} older ones still verify.`);
    return 0;
  }
  const drop = dropped(keys, { id: id ?? "", now, leaked });
  if (!drop.ok) {
    around.err(problemText({ where: `key ${id}`, problem: drop.problem, allowed: drop.allowed }));
    return 2;
  }
  await place.save(drop.keys);
  around.out(`Key ${id} is gone. Links that it signed do not work any more.`);
  return 0;
};

const asked = (words: readonly string[]): { readonly values: Values; readonly asked: Asked } | Problem => {
  try {
    const { values, positionals } = parseArgs({ args: [...words], options, allowPositionals: true });
    const [command = "none", id, ...more] = positionals;
    const wanted = { list: 0, rotate: 0, drop: 1 }[command];
    if (values.help !== true && (wanted === undefined || (id === undefined ? 0 : 1) !== wanted || more.length > 0))
      return {
        where: "arguments",
        problem: "there is no such command",
        received: words.join(" "),
        allowed: "list, rotate, drop ID",
      };
    return { values, asked: { command, id, leaked: values.leaked === true } };
  } catch (error) {
    return { where: "arguments", problem: error instanceof Error ? error.message : String(error) };
  }
};

/** Lists, rotates and drops the keys that sign links, in AWS or in a directory of this machine. */
export const runLinkKey = async (words: readonly string[], around: LinkKeySurroundings): Promise<ExitCode> => {
  const refuse = (problem: Problem): ExitCode => {
    around.err(`${problemText(problem)}\n\n${linkKeyHelp}`);
    return 2;
  };
  const parsed = asked(words);
  if ("problem" in parsed) return refuse(parsed);
  if (parsed.values.help === true) {
    around.out(linkKeyHelp);
    return 0;
  }
  const place = placeOf(parsed.values, around.variables);
  if ("problem" in place) return refuse(place);
  try {
    return await run(place, parsed.asked, around);
  } catch (error) {
    around.err(error instanceof Error ? error.message : String(error));
    return 1;
  }
};
