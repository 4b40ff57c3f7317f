import { type DynamoDBStreamsClient, GetRecordsCommand } from "@aws-sdk/client-dynamodb-streams";
import { createPost, failureOf } from "../local/direct-tables.ts";

/**
 * The short way to the engine for reading streams, as `createDirectTables` is for the tables: every worker asks every stream
 * again and again, and the SDK's core was the largest single part of a worker's time. Records are the same JSON on the wire as in a
 * function's event, so nothing has to be changed in them. Any other command goes through the SDK.
 */
export const createDirectStreams = (sdk: DynamoDBStreamsClient, endpoint: string): DynamoDBStreamsClient => {
  const { post } = createPost(endpoint, "DynamoDBStreams_20120810");
  const send = async (command: { readonly input: object }, ...rest: unknown[]): Promise<unknown> => {
    if (!(command instanceof GetRecordsCommand)) return Reflect.apply(sdk.send, sdk, [command, ...rest]);
    const answer = await post("GetRecords", { ...command.input });
    if (answer.status !== 200) throw failureOf(answer);
    return answer.fields;
  };
  return Object.create(sdk, { send: { value: send } });
};
