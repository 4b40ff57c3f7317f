import type { Context } from "hono";
import { fixedAdmins, lockedOut, type Person, peopleChanges } from "../../domain/people.ts";
import type { Role } from "../../domain/role.ts";
import { inParallel } from "../../shared/batch.ts";
import { optional } from "../../shared/environment.ts";
import type { Runtime } from "../../shared/runtime.ts";
import { createPeopleStore, type PeopleRecord } from "../../store/people-store.ts";
import { refuse } from "./answer.ts";
import { peopleContract } from "./contract/people.ts";
import { ContractApp } from "./contract-app.ts";
import { type Invitation, invitePerson } from "./invite-person.ts";
import { actorOf } from "./person.ts";

/** Each change is an entry of the trail, in one transaction with the list. */
const changesMax = 50;
const invitationsAtOnce = 5;

interface Tools {
  readonly runtime: Runtime;
  readonly fixed: readonly string[];
}

/** Those whom the deployment names stand in it too, so that nobody wonders who else is an admin. */
const shownPeople = ({ people, revision }: PeopleRecord, { fixed }: Tools) => ({
  revision,
  people: [
    ...fixed.map((email) => ({ email, roles: ["admin"] satisfies Role[], fixed: true })),
    ...people.filter(({ email }) => !fixed.includes(email)).map((person) => ({ ...person, fixed: false })),
  ],
});

/** On the local runtime nobody signs in, so nobody is invited. */
const poolOf = ({ runtime }: Tools, context: Context): string | undefined =>
  actorOf(context).local ? undefined : optional(runtime.environment, "USER_POOL_ID");

const inviteAll = async (
  { runtime }: Tools,
  pool: string | undefined,
  emails: readonly string[],
): Promise<readonly Invitation[]> => {
  if (pool === undefined) return [];
  const invitations: Invitation[] = [];
  await inParallel(emails, invitationsAtOnce, async (email) => {
    invitations.push(await invitePerson(runtime, { pool, email }));
  });
  return invitations.toSorted((a, b) => (a.email < b.email ? -1 : 1));
};

const withoutFixed = (people: readonly Person[], { fixed }: Tools): readonly Person[] =>
  people.filter(({ email }) => !fixed.includes(email));

const changedMeanwhile = (context: Context, stands: PeopleRecord, tools: Tools) =>
  refuse(context, 409, [{ where: "revision", problem: "the list was changed meanwhile; nothing was overwritten" }], {
    reason: "changed-meanwhile",
    ...shownPeople(stands, tools),
  });

const save = async (
  tools: Tools,
  context: Context,
  given: { readonly revision: number; readonly people: readonly Person[] },
) => {
  const { runtime, fixed } = tools;
  const { person: by, local } = actorOf(context);
  const store = createPeopleStore(runtime);
  const before = await store.load();
  if (before.revision !== given.revision) return changedMeanwhile(context, before, tools);
  const people = withoutFixed(given.people, tools);
  const problem = lockedOut(people, local || fixed.length > 0);
  if (problem !== undefined) return refuse(context, 409, [problem], { reason: "no-admin" });
  const changes = peopleChanges(before.people, people);
  if (changes.length > changesMax)
    return refuse(context, 409, [{ where: "people", problem: "changes too many", allowed: `${changesMax} at once` }]);
  const record = { revision: given.revision, people };
  const saved = await store.save({ record, changes, by, now: runtime.clock.now() });
  if (saved !== "written") return changedMeanwhile(context, saved.refused, tools);
  runtime.logger.info("The list of people was changed", { changes: changes.length });
  const pool = poolOf(tools, context);
  const added = changes.flatMap((change) => (change.kind === "added" ? [change.after.email] : []));
  const invitations = await inviteAll(tools, pool, added);
  const shown = shownPeople({ people, revision: given.revision + 1 }, tools);
  return context.json({ ...shown, invites: pool !== undefined, invitations }, 200);
};

const inviteAgain = async (tools: Tools, context: Context, email: string) => {
  const pool = poolOf(tools, context);
  if (pool === undefined)
    return refuse(context, 409, [{ where: "email", problem: "cannot be invited: nobody signs in here" }]);
  const { people } = await createPeopleStore(tools.runtime).load();
  if (![...tools.fixed, ...people.map((person) => person.email)].includes(email))
    return refuse(context, 404, [{ where: "email", problem: "is not on the list of people", received: email }]);
  return context.json({ invitation: await invitePerson(tools.runtime, { pool, email }) }, 200);
};

/** Who works in the shop. Who was taken off may still sign in, and is then let in nowhere. */
export const createPeopleRoutes = (runtime: Runtime): ContractApp => {
  const tools: Tools = { runtime, fixed: fixedAdmins(optional(runtime.environment, "ADMIN_EMAILS")) };
  return new ContractApp()
    .openapi(peopleContract.list, async (context) => {
      const record = await createPeopleStore(runtime).load();
      return context.json({ ...shownPeople(record, tools), invites: poolOf(tools, context) !== undefined }, 200);
    })
    .openapi(peopleContract.save, (context) => save(tools, context, context.req.valid("json")))
    .openapi(peopleContract.invite, (context) => inviteAgain(tools, context, context.req.valid("param").email));
};
