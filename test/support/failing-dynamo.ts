import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { createDynamo } from "../../lambdas/shared/clients.ts";
import { environmentFrom } from "../../lambdas/shared/environment.ts";
import type { Tables } from "./tables.ts";

/** The real client, but calls for which `fails` says so never reach the table. */
export const failingDynamo = (
  tables: Tables,
  fails: (operation: string, input: object) => boolean,
): DynamoDBDocumentClient => {
  const dynamo = createDynamo(environmentFrom(tables.variables));
  dynamo.middlewareStack.add(
    (next, context) => async (args) => {
      const operation = String(context.commandName ?? "").replace(/Command$/, "");
      if (fails(operation, args.input)) throw new Error(`${operation} fails in this test`);
      return next(args);
    },
    { step: "initialize", name: "failing", priority: "low" },
  );
  return dynamo;
};
