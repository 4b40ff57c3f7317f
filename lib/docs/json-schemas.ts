import * as z from "zod";
import { campaignSchema } from "../../lambdas/domain/campaign.ts";
import { segmentSchema } from "../../lambdas/domain/predicate.ts";

const jsonSchema = (schema: z.ZodType, title: string, description: string): string => {
  const { $schema, ...rest } = z.toJSONSchema(schema, { io: "input" });
  return `${JSON.stringify({ $schema, title, description, ...rest }, undefined, 2)}\n`;
};

const limits = "Rekindle checks more than a JSON Schema can say: see docs/campaigns.md.";

/** docs/campaign.schema.json: a campaign's definition, for editors that complete and check JSON. */
export const campaignJsonSchema = (): string =>
  jsonSchema(campaignSchema, "Campaign", `A campaign of Rekindle. ${limits}`);

/** docs/segment.schema.json. */
export const segmentJsonSchema = (): string =>
  jsonSchema(segmentSchema, "Segment", `A named predicate over profiles. ${limits}`);
