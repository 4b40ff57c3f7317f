import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";

/** Where a program breaks off: before its call of that number (from 1) reaches the table, or after it, before the answer. */
export interface BreakPoint {
  readonly call: number;
  readonly when: "before" | "after";
}

export class BrokenOff extends Error {}

/** The client as given, but the program ends at one of its calls: from there on none gets through. */
export const breakingDynamo = (dynamo: DynamoDBDocumentClient, { call, when }: BreakPoint): DynamoDBDocumentClient => {
  let calls = 0;
  const send = async (command: Parameters<DynamoDBDocumentClient["send"]>[0]) => {
    calls += 1;
    if (calls > call || (calls === call && when === "before")) throw new BrokenOff(`call ${calls}`);
    const answer = await dynamo.send(command);
    if (calls === call) throw new BrokenOff(`after call ${calls}`);
    return answer;
  };
  return Object.create(dynamo, { send: { value: send } });
};
