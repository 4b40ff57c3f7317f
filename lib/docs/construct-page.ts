import { settingRules } from "../settings.ts";

const heading = `# Rekindle in your own CDK app

<!-- Written by \`npm run docs\` from lib/settings.ts and lib/docs/construct-page.ts. -->

\`\`\`ts
import { Rekindle } from "rekindle";

const rekindle = new Rekindle(this, "Rekindle", { stackPrefix: "TeaShop-Rekindle", emailIdentity: "tea.example" });
\`\`\`

[examples/tea-shop](../examples/tea-shop/README.md) is an app that does so. The construct makes three stacks beside yours, in the same account and region:
data that must survive, the engine that can be replaced, the console ([decision 95](decisions/0095-three-stacks-inside-a-construct.md)).
\`cdk deploy --all\` deploys them in the right order. Deleting your own stack leaves them alone.

It wants TypeScript to be run or compiled on the way (\`tsx\`, as the example does), one \`aws-cdk-lib\` for both, so a workspace or a \`file:\` dependency named
\`rekindle\`, and the context flags of this repository's \`cdk.json\` where yours has none of its own.

A shop that began with this repository's own app stays with it, or moves to the construct knowing that logical ids of the engine hold
the way to it. The tables keep their ids either way. A data stack that exists is not taken over by another app unless it
has the same \`stackPrefix\`.

## Props

Every deploy setting, and three more: \`env\` (default: where your stack goes), \`consoleFiles\` (the folder of the built console, which
\`await buildConsole()\` makes in \`consoleDirectory\`; default: none yet), \`bundling\` (false leaves out the functions' code, for tests).
What each means is in its docstring.

| prop | default | allowed |
|---|---|---|`;

const row = ([name, { fallback, allowed }]: (typeof rules)[number]): string =>
  `| \`${name}\` | ${fallback === undefined ? "none" : `\`${JSON.stringify(fallback)}\``} | ${allowed.replaceAll("|", "\\|")} |`;
const rules = Object.entries(settingRules);

const ending = `
A wrong value stops the synthesis, with every problem in one message.

## What there is to wire to

| property | what for |
|---|---|
| \`tables\` | \`rekindle.tables.customers.grantReadData(…)\` for a report of your own. Only Rekindle writes to them; their streams bear no more readers |
| \`apiUrl\`, \`httpApi\` | where events go: [the client](client.md) |
| \`eventBus\` | rules of your own over what happened: [events out](events-out.md); there with \`eventsOut: "on"\` |
| \`alarmTopic\` | subscribe whoever watches: every alarm is told here |
| \`functions\` | every function by its name, for dashboards and alarms of your own |
| \`consoleUrl\`, \`userPool\` | where people sign in, and who they are |
| \`stacks\` | the three stacks, for tags and dependencies |

A stack that uses one of these depends on ours by an export: CloudFormation then refuses to take away what you still use. So hand Rekindle names and ARNs of
your things as text, and never a property of a resource of that same stack: the two would wait for each other.
`;

/** docs/construct.md. */
export const constructPage = (): string => [heading, ...rules.map(row), ending].join("\n");
