import { type Right, rights, rightsOf, roles } from "../../lambdas/domain/role.ts";
import { contractRoutes } from "../../lambdas/handlers/api/contract/contract.ts";
import type { ContractRoute } from "../../lambdas/handlers/api/contract/parts.ts";

const row = ({ method, path, summary, right }: ContractRoute): string =>
  `| \`${method.toUpperCase()} /api${path}\` | ${summary} | \`${right}\` |`;

/** Nouns in the order of the contract; those that share a name stand together. */
const byNoun = (): ReadonlyMap<string, readonly ContractRoute[]> => {
  const found = new Map<string, readonly ContractRoute[]>();
  for (const route of contractRoutes) found.set(route.tags[0], [...(found.get(route.tags[0]) ?? []), route]);
  return found;
};

const section = ([noun, routes]: readonly [string, readonly ContractRoute[]]): string =>
  [
    `## ${noun[0]?.toUpperCase()}${noun.slice(1)}`,
    "",
    "| call | does | right |",
    "|---|---|---|",
    ...routes.map(row),
    "",
  ].join("\n");

const mark = (role: (typeof roles)[number], right: Right): string => (rightsOf([role]).includes(right) ? "yes" : "");

const rightsTable = (): string =>
  [
    `| right | ${roles.join(" | ")} |`,
    `|---|${roles.map(() => "---|").join("")}`,
    ...rights.map((right) => `| \`${right}\` | ${roles.map((role) => mark(role, right)).join(" | ")} |`),
  ].join("\n");

const head = `# The API

<!-- Written by \`npm run docs\` from lambdas/handlers/api/contract/. -->

What people ask and decide, by the console or by a program. [openapi.json](openapi.json) says the same for programs, with every schema.

- Answers are JSON, instants ISO 8601 in UTC, money a number in the shop's currency. Nobody may keep an answer (\`cache-control: no-store\`).
- A body is \`application/json\` (up to 500 KB, \`gzip\` is understood) unless the call says otherwise.
- A refusal is \`{ "problems": [{ "where", "problem", "received"?, "allowed"? }] }\`: what was wrong where, and what is allowed. 400: the
  request; 401: nobody signed in; 403: the person may not do this, or is not on the list; 404: there is no such thing; 409: it does not stand
  as the request thought, often with how it stands; 503: it failed, and the same request may be sent again.
- A list comes a page at a time: give \`limit\`, and the \`cursor\` of the answer before. No cursor in an answer: that was all.
- In a path an id is percent-encoded, also a slash within it.

## Roles and rights

A person may have several roles; what each one may do adds up.
`;

/** docs/api.md. */
export const apiPage = (): string => [head, rightsTable(), "", ...[...byNoun()].map(section)].join("\n");
