import { Validations } from "aws-cdk-lib/core";
import type { IConstruct } from "constructs";

/** Accepts findings of cdk-nag on a construct and everything in it. The reason must be true of every one of them. */
export const acknowledge = (construct: IConstruct, ids: readonly string[], reason: string): void => {
  for (const id of ids) Validations.of(construct).acknowledge({ id, reason });
};
