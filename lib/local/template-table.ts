import type {
  AttributeDefinition,
  CreateTableCommandInput,
  GlobalSecondaryIndex,
  StreamViewType,
} from "@aws-sdk/client-dynamodb";
import { refuseTemplate } from "./references.ts";
import type { LocalTable } from "./wiring.ts";

type Properties = Readonly<Record<string, unknown>>;

/** The parts of a table's properties that mean something here; CloudFormation and the API name them alike. */
interface TableProperties {
  readonly AttributeDefinitions: AttributeDefinition[];
  readonly KeySchema: NonNullable<CreateTableCommandInput["KeySchema"]>;
  readonly GlobalSecondaryIndexes?: readonly GlobalSecondaryIndex[];
  readonly StreamSpecification?: { readonly StreamViewType?: StreamViewType };
  readonly TimeToLiveSpecification?: { readonly AttributeName?: string; readonly Enabled?: boolean };
}

const isTable = (properties: Properties): properties is Properties & TableProperties =>
  Array.isArray(properties.AttributeDefinitions) && Array.isArray(properties.KeySchema);

const indexInput = ({ IndexName, KeySchema, Projection }: GlobalSecondaryIndex): GlobalSecondaryIndex => ({
  IndexName,
  KeySchema,
  Projection,
});

export const readTable = (name: string, properties: Properties): LocalTable => {
  if (!isTable(properties)) return refuseTemplate(`has a table ${name} without keys`, properties);
  const indexes = properties.GlobalSecondaryIndexes ?? [];
  const view = properties.StreamSpecification?.StreamViewType;
  const expiry = properties.TimeToLiveSpecification;
  return {
    name,
    input: {
      TableName: name,
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: properties.AttributeDefinitions,
      KeySchema: properties.KeySchema,
      ...(indexes.length > 0 && { GlobalSecondaryIndexes: indexes.map(indexInput) }),
      ...(view !== undefined && { StreamSpecification: { StreamEnabled: true, StreamViewType: view } }),
    },
    ...(expiry?.Enabled === true && expiry.AttributeName !== undefined && { timeToLive: expiry.AttributeName }),
  };
};
