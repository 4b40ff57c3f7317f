import { synthesize, type Template, type TemplateResource } from "../../lib/synthesize.ts";

/** The templates with the default settings; made once per test file that asks. */
export const templates = synthesize({ bundling: false });

export interface NamedResource extends TemplateResource {
  readonly id: string;
}

const allResources: readonly NamedResource[] = [
  templates.dataTemplate,
  templates.engineTemplate,
  templates.consoleTemplate,
].flatMap(({ Resources }) => Object.entries(Resources).map(([id, resource]) => ({ ...resource, id })));

/** All resources of the type, in any stack. */
export const resourcesOf = (type: string): readonly NamedResource[] =>
  allResources.filter((resource) => resource.Type === type);

/** The engine of a shop whose texts go through End User Messaging. */
export const endUserMessagingTemplate = (): Template =>
  synthesize({
    bundling: false,
    settings: { smsThrough: "end-user-messaging", smsOrigination: "pool/pool-0123abcd" },
  }).engineTemplate;

export const resourcesIn = ({ Resources }: Template, type: string): readonly NamedResource[] =>
  Object.entries(Resources).flatMap(([id, resource]) => (resource.Type === type ? [{ ...resource, id }] : []));

/** The value at a path such as "Environment.Variables", or undefined. */
export const property = (resource: TemplateResource, path: string): unknown =>
  path.split(".").reduce<unknown>((value, key) => (isObject(value) ? value[key] : undefined), resource.Properties);

export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null;

/** One statement of a policy, with action and resource as lists. */
export interface Statement {
  readonly owner: string;
  readonly effect: unknown;
  readonly actions: readonly unknown[];
  readonly resources: readonly unknown[];
  readonly condition: unknown;
}

const asList = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value : value === undefined ? [] : [value];

const documentPaths = ["PolicyDocument", "KeyPolicy", "AssumeRolePolicyDocument"];

/** Every statement of every policy document there is: of roles, keys, topics, queues. */
export const allStatements = (): readonly Statement[] => statementsOf(allResources);

/** The same of one template, for settings of the test's own. */
export const statementsIn = ({ Resources }: Template): readonly Statement[] =>
  statementsOf(Object.entries(Resources).map(([id, resource]) => ({ ...resource, id })));

const statementsOf = (resources: readonly NamedResource[]): readonly Statement[] =>
  resources.flatMap((resource) =>
    documentPaths
      .flatMap((path) => asList(property(resource, `${path}.Statement`)))
      .filter(isObject)
      .map((statement) => ({
        owner: resource.id,
        effect: statement.Effect,
        actions: asList(statement.Action),
        resources: asList(statement.Resource),
        condition: statement.Condition,
      })),
  );
