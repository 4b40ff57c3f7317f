import type { Template, TemplateResource } from "../synthesize.ts";
import { LocalError } from "./local-error.ts";

/** A resource with the place it was found at. */
export interface Found {
  readonly id: string;
  readonly resource: TemplateResource;
  readonly template: Template;
}

/** Follows what templates say instead of names: references inside one, and exports of another. */
export interface References {
  all(...types: readonly string[]): readonly Found[];
  /** The resource behind a Ref, a GetAtt or an import of either. */
  target(value: unknown, from: Found): Found;
  /** The text of a value as a function would be handed it. A resource without a name of its own is called by its id. */
  text(value: unknown, from: Pick<Found, "template">): string;
}

type Fields = Readonly<Record<string, unknown>>;

export const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export const refuseTemplate = (what: string, value: unknown): never => {
  throw new LocalError("template-not-understood", `The template ${what}: ${JSON.stringify(value)}.`);
};

const pseudoParameters: Fields = {
  "AWS::Region": "us-east-1",
  "AWS::AccountId": "000000000000",
  "AWS::Partition": "aws",
  "AWS::URLSuffix": "amazonaws.com",
  "AWS::StackName": "local",
};

/** The property that gives a resource its own name, by type. */
const nameProperties: Fields = {
  "AWS::DynamoDB::GlobalTable": "TableName",
  "AWS::DynamoDB::Table": "TableName",
  "AWS::Lambda::Function": "FunctionName",
  "AWS::SQS::Queue": "QueueName",
  "AWS::SNS::Topic": "TopicName",
  "AWS::SES::ConfigurationSet": "Name",
  "AWS::SMSVOICE::ConfigurationSet": "ConfigurationSetName",
  "AWS::SecretsManager::Secret": "Name",
  "AWS::S3::Bucket": "BucketName",
};

export const nameOf = ({ id, resource }: Found): string => {
  const property = nameProperties[resource.Type];
  const name = typeof property === "string" ? resource.Properties?.[property] : undefined;
  return typeof name === "string" ? name : id;
};

const firstWord = (value: unknown): string | undefined => {
  if (typeof value === "string") return value.split(".")[0];
  return Array.isArray(value) && typeof value[0] === "string" ? value[0] : undefined;
};

export const createReferences = (templates: readonly Template[]): References => {
  const exported = new Map<string, { readonly value: unknown; readonly template: Template }>();

  const find = (id: string | undefined, template: Template): Found => {
    const resource = id === undefined ? undefined : template.Resources[id];
    if (id === undefined || resource === undefined) return refuseTemplate("names a resource it does not have", id);
    return { id, resource, template };
  };

  const imported = (name: unknown, from: Pick<Found, "template">) => {
    const key = text(name, from);
    return exported.get(key) ?? refuseTemplate("imports a value that no template exports", key);
  };

  const target = (value: unknown, from: Pick<Found, "template">): Found => {
    if (!isFields(value)) return refuseTemplate("has no reference where one is needed", value);
    if ("Fn::ImportValue" in value) {
      const source = imported(value["Fn::ImportValue"], from);
      return target(source.value, source);
    }
    return find(firstWord(value.Ref ?? value["Fn::GetAtt"]), from.template);
  };

  const join = (operand: unknown, from: Pick<Found, "template">): string => {
    if (!Array.isArray(operand) || !Array.isArray(operand[1])) return refuseTemplate("has an odd Fn::Join", operand);
    return operand[1].map((part) => text(part, from)).join(String(operand[0]));
  };

  const text = (value: unknown, from: Pick<Found, "template">): string => {
    if (typeof value === "string") return value;
    if (typeof value === "number" || typeof value === "boolean") return String(value);
    if (!isFields(value)) return refuseTemplate("has no text where one is needed", value);
    if ("Fn::Join" in value) return join(value["Fn::Join"], from);
    if ("Fn::ImportValue" in value) {
      const source = imported(value["Fn::ImportValue"], from);
      return text(source.value, source);
    }
    const pseudo = typeof value.Ref === "string" ? pseudoParameters[value.Ref] : undefined;
    if (typeof pseudo === "string") return pseudo;
    if ("Ref" in value) return nameOf(target(value, from));
    if ("Fn::GetAtt" in value) return `local:${nameOf(target(value, from))}`;
    return refuseTemplate("uses a function that is not known here", value);
  };

  for (const template of templates) {
    for (const output of Object.values(template.Outputs ?? {})) {
      if (output.Export) exported.set(text(output.Export.Name, { template }), { value: output.Value, template });
    }
  }
  const everything = templates.flatMap((template) =>
    Object.entries(template.Resources).map(([id, resource]): Found => ({ id, resource, template })),
  );
  return { all: (...types) => everything.filter(({ resource }) => types.includes(resource.Type)), target, text };
};
