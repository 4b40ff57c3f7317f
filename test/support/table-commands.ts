// Random commands for two small tables, told in full: some of them are wrong on purpose.
import * as fc from "fast-check";
import { anyCondition, anyUpdate, type Expression, soundCondition } from "./table-expressions.ts";
import { anyValue, someNumber, someText } from "./table-values.ts";

/** Commands of one kind, done one after the other; their answers are compared together. */
export interface Step {
  readonly command:
    | "Put"
    | "Update"
    | "Delete"
    | "Get"
    | "Query"
    | "Scan"
    | "BatchGet"
    | "BatchWrite"
    | "TransactWrite";
  readonly inputs: readonly object[];
}

const step = (command: Step["command"], ...inputs: readonly object[]): Step => ({ command, inputs });

/** Few keys, so that commands meet what others left. */
const partition = fc.constantFrom("a", "a", "é");
const sort = fc.constantFrom("1", "10", "2", "\uFFFD", "😀");
const sortedKey = fc.record({ p: partition, s: sort });
const numberedKey = fc.record({ k: fc.constantFrom(-1, 0, 2, 10, 2.5) });

const usually = <Value>(good: fc.Arbitrary<Value>, bad: fc.Arbitrary<Value>) =>
  fc.oneof({ arbitrary: good, weight: 30 }, { arbitrary: bad, weight: 1 });

const key = fc.oneof(
  {
    arbitrary: fc.record({ TableName: fc.constant("Sorted"), Key: usually<object>(sortedKey, wrongKey()) }),
    weight: 3,
  },
  {
    arbitrary: fc.record({ TableName: fc.constant("Numbered"), Key: usually<object>(numberedKey, wrongKey()) }),
    weight: 1,
  },
);

function wrongKey(): fc.Arbitrary<object> {
  return fc.constantFrom<object>({ p: "a" }, { p: "", s: "1" }, { p: 1, s: "1" }, { p: "a", s: "1", x: 1 }, { k: "1" });
}

const attributes = fc.record(
  {
    n: someNumber,
    t: someText,
    g: usually<unknown>(fc.constantFrom(0, 1, undefined), fc.constantFrom("x", null)),
    h: usually<unknown>(fc.constantFrom(-1.5, 0, 3, 20, 100, undefined), fc.constant("x")),
    e: usually<unknown>(fc.constantFrom("ada@example.com", "z"), fc.constantFrom("", 5)),
    v: anyValue,
    u: fc.constant(undefined),
  },
  { requiredKeys: ["g", "h"] },
);

const returnValues = usually<string>(fc.constantFrom("NONE", "ALL_OLD"), fc.constant("NEWEST"));
const onFailure = fc.constantFrom("NONE", "ALL_OLD");

const conditional = fc.option(anyCondition, { nil: undefined, freq: 1 }).chain((condition) =>
  fc.record({
    condition: fc.constant(condition),
    ReturnValues: returnValues,
    ReturnValuesOnConditionCheckFailure: onFailure,
  }),
);

/** Placeholders of several expressions, joined; absent when there are none, as the tables want it. */
const placeholders = (...expressions: readonly (Expression | undefined)[]) => {
  const names = Object.assign({}, ...expressions.map((one) => one?.names));
  const values = Object.assign({}, ...expressions.map((one) => one?.values));
  return {
    ...(Object.keys(names).length > 0 && { ExpressionAttributeNames: names }),
    ...(Object.keys(values).length > 0 && { ExpressionAttributeValues: values }),
  };
};

const withCondition = ({ condition, ...returns }: { readonly condition: Expression | undefined }) => ({
  ...returns,
  ...(condition !== undefined && { ConditionExpression: condition.text }),
  ...placeholders(condition),
});

const anyPut = fc
  .record({ key, attributes, conditional })
  .map(({ key: { TableName, Key }, attributes: rest, conditional: more }) =>
    step("Put", { TableName, Item: { ...rest, ...Key }, ...withCondition(more) }),
  );

const anyUpdateCommand = fc
  .record({
    key,
    update: anyUpdate,
    conditional,
    // Without ALL_OLD: of an item that was not there the engine tells the key, and AWS nothing.
    returns: fc.constantFrom("NONE", "UPDATED_OLD", "ALL_NEW", "UPDATED_NEW"),
  })
  .map(({ key: at, update, conditional: { condition, ReturnValuesOnConditionCheckFailure }, returns }) =>
    step("Update", {
      ...at,
      UpdateExpression: update.text,
      ...withCondition({ condition }),
      ...placeholders(condition, update),
      ReturnValues: returns,
      ReturnValuesOnConditionCheckFailure,
    }),
  );

/** The engine looks at the condition first, so there is none: it would be refused either way. */
const updateOfKey = fc
  .constantFrom("REMOVE c, p", "SET s = c")
  .map((UpdateExpression) => step("Update", { TableName: "Sorted", Key: { p: "a", s: "1" }, UpdateExpression }));

const anyDelete = fc
  .record({ key, conditional })
  .map(({ key: at, conditional: more }) => step("Delete", { ...at, ...withCondition(more) }));

const anyGet = key.map((at) => step("Get", { ...at, ConsistentRead: true }));

const sortCondition = fc.oneof(
  fc.constant({ text: "", values: {} }),
  fc.record({ operator: fc.constantFrom("=", "<", "<=", ">", ">="), bound: sort }).map(({ operator, bound }) => ({
    text: ` AND s ${operator} :s`,
    values: { ":s": bound },
  })),
  fc.record({ low: sort, high: sort }).map(({ low, high }) => ({
    text: " AND s BETWEEN :low AND :high",
    values: { ":low": low, ":high": high },
  })),
  fc.constantFrom("1", "a", "zz").map((prefix) => ({ text: " AND begins_with(s, :x)", values: { ":x": prefix } })),
);

const paging = { Limit: fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined }), ScanIndexForward: fc.boolean() };

const anyQuery = fc.oneof(
  fc.record({ p: partition, sort: sortCondition, ...paging }).map(({ p, sort: { text, values }, ...pages }) => ({
    KeyConditionExpression: `p = :p${text}`,
    ExpressionAttributeValues: { ":p": p, ...values },
    ...pages,
  })),
  fc
    .record({
      g: fc.constantFrom(0, 1),
      until: fc.constantFrom(-2, 0, 50),
      ConsistentRead: usually(fc.constant(false), fc.constant(true)),
      ...paging,
    })
    .map(({ g, until, ...pages }) => ({
      IndexName: "numbers",
      KeyConditionExpression: "g = :g AND h <= :until",
      ExpressionAttributeValues: { ":g": g, ":until": until },
      ...pages,
    })),
  fc.record({ e: fc.constantFrom("ada@example.com", "z"), ...paging }).map(({ e, ...pages }) => ({
    IndexName: "texts",
    KeyConditionExpression: "#e = :e",
    ExpressionAttributeNames: { "#e": "e" },
    ExpressionAttributeValues: { ":e": e },
    ...pages,
  })),
);
const anyQueryCommand = anyQuery.map((input) => step("Query", { TableName: "Sorted", ...input }));

/** All segments of one scan. Which of them holds an item is each table's own affair; together they hold all. */
const anyScan = fc
  .record({
    TableName: fc.constantFrom("Sorted", "Numbered"),
    segments: fc.integer({ min: 1, max: 3 }),
    Limit: fc.integer({ min: 1, max: 5 }),
  })
  .map(({ TableName, segments, Limit }) =>
    step(
      "Scan",
      ...Array.from({ length: segments }, (_, Segment) => ({ TableName, Segment, TotalSegments: segments, Limit })),
    ),
  );

const anyBatchGet = fc
  .record({
    Sorted: usually<object[]>(
      fc.uniqueArray(sortedKey, { minLength: 1, maxLength: 6, selector: (k) => k.p + k.s }),
      fc.array(sortedKey, { maxLength: 3 }),
    ),
    Numbered: fc.uniqueArray(numberedKey, { minLength: 1, maxLength: 3, selector: ({ k }) => k }),
  })
  .map((keys) =>
    step("BatchGet", {
      RequestItems: Object.fromEntries(
        Object.entries(keys).map(([name, Keys]) => [name, { Keys, ConsistentRead: true }]),
      ),
    }),
  );

const anyWrite = fc.oneof(
  fc
    .record({ key: sortedKey, attributes })
    .map(({ key: at, attributes: rest }) => ({ PutRequest: { Item: { ...rest, ...at } } })),
  sortedKey.map((Key) => ({ DeleteRequest: { Key } })),
);
const anyBatchWrite = fc
  .array(anyWrite, { minLength: 1, maxLength: 4 })
  .map((writes) => step("BatchWrite", { RequestItems: { Sorted: writes } }));

/** In a transaction the engine looks into an expression only when it gets there, so none is wrong by itself. */
const expected = fc.record({
  condition: fc.option(soundCondition, { nil: undefined, freq: 2 }),
  ReturnValuesOnConditionCheckFailure: onFailure,
});

const anyPart = fc.oneof(
  fc.record({ at: key, attributes, expected }).map(({ at, attributes: rest, expected: more }) => ({
    Put: { TableName: at.TableName, Item: { ...rest, ...at.Key }, ...withCondition(more) },
  })),
  fc
    // The engine takes an empty expression here, which AWS and every other update refuse.
    .record({ at: key, update: anyUpdate.filter(({ text }) => text !== ""), expected })
    .map(({ at, update, expected: { condition, ReturnValuesOnConditionCheckFailure } }) => ({
      Update: {
        ...at,
        UpdateExpression: update.text,
        ...withCondition({ condition }),
        ...placeholders(condition, update),
        ReturnValuesOnConditionCheckFailure,
      },
    })),
  fc.record({ at: key, expected }).map(({ at, expected: more }) => ({ Delete: { ...at, ...withCondition(more) } })),
  fc
    .record({ at: key, condition: soundCondition, ReturnValuesOnConditionCheckFailure: onFailure })
    .map(({ at, ...more }) => ({ ConditionCheck: { ...at, ...withCondition(more) } })),
);
/** Few keys, so now and then two parts mean one item. */
const anyTransaction = fc
  .array(anyPart, { minLength: 1, maxLength: 3 })
  .map((parts) => step("TransactWrite", { TransactItems: parts }));

/** Everything that the indexes hold. */
export const indexSteps: readonly Step[] = [
  ...[0, 1].map((g) => ({
    IndexName: "numbers",
    KeyConditionExpression: "g = :x",
    ExpressionAttributeValues: { ":x": g },
  })),
  ...["ada@example.com", "z"].map((e) => ({
    IndexName: "texts",
    KeyConditionExpression: "e = :x",
    ExpressionAttributeValues: { ":x": e },
  })),
].map((input) => step("Query", { TableName: "Sorted", ...input }));

export const anySteps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.oneof(
    { arbitrary: anyPut, weight: 12 },
    { arbitrary: anyUpdateCommand, weight: 12 },
    { arbitrary: updateOfKey, weight: 1 },
    { arbitrary: anyDelete, weight: 4 },
    { arbitrary: anyGet, weight: 2 },
    { arbitrary: anyQueryCommand, weight: 8 },
    { arbitrary: anyScan, weight: 2 },
    { arbitrary: anyBatchGet, weight: 2 },
    { arbitrary: anyBatchWrite, weight: 4 },
    { arbitrary: anyTransaction, weight: 8 },
  ),
  { minLength: 5, maxLength: 30 },
);
