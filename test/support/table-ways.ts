import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import type { CapacityMeter } from "../../lambdas/shared/capacity.ts";
import { createDynamo } from "../../lambdas/shared/clients.ts";
import type { Environment } from "../../lambdas/shared/environment.ts";
import { createDirectTables } from "../../lib/local/direct-tables.ts";
import { startEngine } from "../../lib/local/engine.ts";
import { createMemoryTables, type MemoryTables } from "../../lib/simulation/memory-tables.ts";
import type { TableEngine } from "./tables.ts";

/** A way from the stores to tables. */
interface Way {
  readonly endpoint: string;
  readonly memory?: MemoryTables;
  dynamo(environment: Environment, capacity?: CapacityMeter): DynamoDBDocumentClient;
  close(): Promise<void>;
}

type MemoryOptions = Parameters<typeof createMemoryTables>[0];

/** Nothing listens there: who goes around the tables in memory fails at once. */
const nowhere = "http://127.0.0.1:9";

export const openWay = async (engine: TableEngine, options: MemoryOptions): Promise<Way> => {
  switch (engine) {
    case "sdk":
      return sdkWay();
    case "direct":
      return directWay();
    case "memory":
      return memoryWay(options);
  }
};

const sdkWay = async (): Promise<Way> => {
  const { endpoint, stop } = await startEngine();
  return { endpoint, dynamo: createDynamo, close: stop };
};

const directWay = async (): Promise<Way> => {
  const { endpoint, stop } = await startEngine();
  const closers: (() => void)[] = [];
  const dynamo: Way["dynamo"] = (environment, capacity) => {
    const direct = createDirectTables(createDynamo(environment), endpoint, () => {});
    closers.push(direct.close);
    return counted(direct.dynamo, capacity);
  };
  const close = async () => {
    for (const each of closers) each();
    await stop();
  };
  return { endpoint, dynamo, close };
};

const memoryWay = (options: MemoryOptions): Way => {
  const memory = createMemoryTables(options);
  return {
    endpoint: nowhere,
    memory,
    dynamo: (_environment, capacity) => counted(memory.dynamo, capacity),
    close: async () => {},
  };
};

const reads = /^(Get|Query|Scan|BatchGet)/;

/** These ways know no capacity. A meter is told one unit per call, which is enough to see whether there was one. */
const counted = (dynamo: DynamoDBDocumentClient, capacity: CapacityMeter | undefined): DynamoDBDocumentClient => {
  if (capacity === undefined) return dynamo;
  const send = (command: { readonly constructor: { readonly name: string } }) => {
    const operation = command.constructor.name.replace(/Command$/, "");
    const isRead = reads.test(operation);
    capacity({ table: "", operation, read: isRead ? 1 : 0, write: isRead ? 0 : 1 });
    return Reflect.apply(dynamo.send, dynamo, [command]);
  };
  return Object.create(dynamo, { send: { value: send } });
};
