import type { DynamoDBRecord } from "aws-lambda";
import { RekindleError } from "../shared/errors.ts";
import type { StreamImage } from "../store/attributes.ts";

/** The item as the record's write left it. Every stream but that of a deletion carries it. */
export const imageOf = (record: DynamoDBRecord): StreamImage => {
  const image = record.dynamodb?.NewImage;
  if (image === undefined) throw new RekindleError("record-invalid", "A stream record has no new image.");
  return image;
};
