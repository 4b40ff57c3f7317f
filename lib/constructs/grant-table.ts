import type { ITableV2 } from "aws-cdk-lib/aws-dynamodb";
import { Grant, type IGrantable } from "aws-cdk-lib/aws-iam";
import type { TableGrant } from "../function-definition.ts";

/**
 * Allows the listed actions on the table, or on one index of it.
 *
 * The L2 grants (`grantReadWriteData` and the like) allow a dozen actions on the table and on all of its indexes; here a
 * function gets what its handler calls, and a new call needs a new word in `lib/functions.ts`.
 */
export const grantTable = (grantee: IGrantable, table: ITableV2, grant: TableGrant): void => {
  const resource = grant.index === undefined ? table.tableArn : `${table.tableArn}/index/${grant.index}`;
  Grant.addToPrincipal({
    grantee,
    actions: grant.actions.map((action) => `dynamodb:${action}`),
    resourceArns: [resource],
    ...(grant.keys !== undefined && {
      conditions: { "ForAllValues:StringLike": { "dynamodb:LeadingKeys": [grant.keys] } },
    }),
  });
};
