import * as z from "zod";
import { emailAddress, peopleSchema } from "../../../domain/people.ts";
import { roles } from "../../../domain/role.ts";
import { inviteOutcomes } from "../invite-person.ts";
import { answers, defineRoute, jsonBody, listOf } from "./parts.ts";

const shownPerson = z
  .strictObject({
    email: z.string(),
    name: z.string().optional(),
    roles: listOf(z.enum(roles)),
    fixed: z.boolean().describe("An admin by the deployment: the list can neither remove nor change them."),
  })
  .meta({ id: "Person" });

const invitation = z.strictObject({
  email: z.string(),
  outcome: z
    .enum(inviteOutcomes)
    .describe("`invited`: mail with a temporary password is on its way. `has-account`: they can sign in as they are."),
  reason: z.string().optional().describe("Of one that failed: the sign-in service's own word."),
});

const listed = {
  revision: z.number().int().describe("To be named with a change; 0: nobody was ever put on the list."),
  people: listOf(shownPerson),
  invites: z.boolean().describe("Whether a new person is sent an invitation; not on the local runtime."),
};

export const peopleContract = {
  list: defineRoute({
    method: "get",
    path: "/people",
    tags: ["people"],
    summary: "Who works in the shop, with their roles",
    right: "manage-people",
    responses: answers(z.strictObject(listed)),
  }),
  save: defineRoute({
    method: "put",
    path: "/people",
    tags: ["people"],
    summary: "Says who works in the shop from now on; new people are invited",
    right: "manage-people",
    request: {
      body: jsonBody(z.strictObject({ revision: z.number().int().min(0), people: peopleSchema })),
    },
    responses: answers(z.strictObject({ ...listed, invitations: listOf(invitation) })),
  }),
  invite: defineRoute({
    method: "post",
    path: "/people/{email}/invitation",
    tags: ["people"],
    summary: "Sends a person on the list their invitation again",
    right: "manage-people",
    request: { params: z.strictObject({ email: emailAddress }) },
    responses: answers(z.strictObject({ invitation })),
  }),
};
