import { GetCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import type { Reputation } from "../domain/breaker.ts";
import type { HourState } from "../domain/hourly-limit.ts";
import type { PaceState } from "../domain/pace.ts";
import { required } from "../shared/environment.ts";
import { RekindleError } from "../shared/errors.ts";
import type { Runtime } from "../shared/runtime.ts";
import { conditionHeld } from "./attributes.ts";
import { hourKey, paceKey } from "./keys.ts";
import { paceTriesMax } from "./limits.ts";

/** What the shop's email had come to when a person closed the breaker, on that local day. */
export interface SeenReputation {
  /** Of the breaker that was closed. */
  readonly closedAt: number;
  readonly day: string;
  readonly figures: Reputation;
}

/** What ticks share. Each `change` sees all changes before it; when its result has the same state, nothing is written. */
export interface PaceStore {
  pace(): Promise<PaceState | undefined>;
  /** As last read or changed by this process: without a read, unless there was none yet. */
  knownPace(): Promise<PaceState | undefined>;
  changePace<Result extends { readonly state: PaceState | undefined }>(
    change: Change<PaceState, Result>,
  ): Promise<Result>;
  changeHour<Result extends { readonly state: HourState | undefined }>(
    campaignId: string,
    change: Change<HourState, Result>,
  ): Promise<Result>;
  seen(): Promise<SeenReputation | undefined>;
  saveSeen(seen: SeenReputation): Promise<void>;
}

type Change<State, Result> = (state: State | undefined) => Result;
type Key = { readonly id: string; readonly kind: string };

interface Stored {
  readonly version: number;
  readonly state: unknown;
}

interface Table {
  readonly dynamo: Runtime["dynamo"];
  readonly name: string;
  /** As last read or written here: the first try needs no read, because a change made elsewhere refuses its write. */
  readonly known: Map<string, Stored>;
}

const nameOf = ({ id, kind }: Key): string => `${id} ${kind}`;

const seenKey = { ...paceKey, kind: "pace#seen" };

export const createPaceStore = (runtime: Runtime): PaceStore => {
  const name = required(runtime.environment, "CAMPAIGNS_TABLE");
  const table: Table = { dynamo: runtime.dynamo, name, known: new Map() };
  return {
    pace: async () => (await load(table, paceKey))?.state as PaceState | undefined,
    knownPace: async () =>
      (table.known.get(nameOf(paceKey)) ?? (await load(table, paceKey)))?.state as PaceState | undefined,
    changePace: (change) => changeState(table, paceKey, change),
    changeHour: (campaignId, change) => changeState(table, hourKey(campaignId), change),
    seen: async () => (await load(table, seenKey))?.state as SeenReputation | undefined,
    saveSeen: async (seen) => {
      await changeState(table, seenKey, () => ({ state: seen }));
    },
  };
};

const load = async ({ dynamo, name, known }: Table, key: Key): Promise<Stored | undefined> => {
  const { Item: item } = await dynamo.send(new GetCommand({ TableName: name, Key: key, ConsistentRead: true }));
  if (item === undefined) return undefined;
  const stored = { version: Number(item.version), state: item.state };
  known.set(nameOf(key), stored);
  return stored;
};

/**
 * Two ticks at once, in time:
 *
 *     one      knows version 7 ── claims 40 ── writes 8 if it is 7: done
 *     other    knows version 7 ── claims 60 ─────────── writes 8 if it is 7: refused, reads 8, claims what is left
 *
 * Whoever is refused works out its claim anew, so together they never claim more than there is.
 */
const changeState = async <State, Result extends { readonly state: State | undefined }>(
  table: Table,
  key: Key,
  change: Change<State, Result>,
): Promise<Result> => {
  let stored = table.known.get(nameOf(key)) ?? (await load(table, key));
  for (let tries = 1; tries <= paceTriesMax; tries += 1) {
    const result = change(stored?.state as State | undefined);
    if (result.state === stored?.state || (await save(table, key, stored, result.state))) return result;
    stored = await load(table, key);
  }
  throw new RekindleError("pace-contended", `A claim lost the race ${paceTriesMax} times.`, { data: { ...key } });
};

const save = async ({ dynamo, name, known }: Table, key: Key, stored: Stored | undefined, state: unknown) => {
  const version = (stored?.version ?? 0) + 1;
  const saved = await conditionHeld(
    dynamo.send(
      new UpdateCommand({
        TableName: name,
        Key: key,
        UpdateExpression: "SET #state = :state, version = :next",
        ConditionExpression: stored === undefined ? "attribute_not_exists(id)" : "version = :version",
        ExpressionAttributeNames: { "#state": "state" },
        ExpressionAttributeValues: {
          ":state": state,
          ":next": version,
          ...(stored !== undefined && { ":version": stored.version }),
        },
      }),
    ),
  );
  if (saved) known.set(nameOf(key), { version, state });
  return saved;
};
