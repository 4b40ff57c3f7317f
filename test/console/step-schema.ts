import * as z from "zod";
import { checkSteps, stepSchema } from "../../lambdas/domain/step-schema.ts";

export { exitsOf, type Step } from "../../lambdas/domain/step-schema.ts";

/** The steps of a campaign as the API takes them. */
export const stepSchemaOfEditor = z.array(stepSchema).min(1).max(30).superRefine(checkSteps);
