import type { LocalTable } from "../../lib/local/wiring.ts";

const keysOnly = { ProjectionType: "KEYS_ONLY" } as const;
const hash = (AttributeName: string) => ({ AttributeName, KeyType: "HASH" }) as const;
const range = (AttributeName: string) => ({ AttributeName, KeyType: "RANGE" }) as const;
const typed = (AttributeName: string, AttributeType: "S" | "N") => ({ AttributeName, AttributeType });

/** Shaped like ours: a partition and a sort key, sparse indexes with numbers and texts, both kinds of streams. */
export const twinTables: readonly LocalTable[] = [
  {
    name: "Sorted",
    input: {
      TableName: "Sorted",
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: [typed("p", "S"), typed("s", "S"), typed("g", "N"), typed("h", "N"), typed("e", "S")],
      KeySchema: [hash("p"), range("s")],
      GlobalSecondaryIndexes: [
        { IndexName: "numbers", KeySchema: [hash("g"), range("h")], Projection: keysOnly },
        { IndexName: "texts", KeySchema: [hash("e")], Projection: keysOnly },
      ],
      StreamSpecification: { StreamEnabled: true, StreamViewType: "NEW_AND_OLD_IMAGES" },
    },
  },
  {
    name: "Numbered",
    input: {
      TableName: "Numbered",
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: [typed("k", "N")],
      KeySchema: [hash("k")],
      StreamSpecification: { StreamEnabled: true, StreamViewType: "NEW_IMAGE" },
    },
  },
];
