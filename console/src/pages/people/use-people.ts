import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { ApiRefusal, answered, type GoodBody } from "../../api/answered.ts";
import { api } from "../../api/client.ts";

export type People = GoodBody<Awaited<ReturnType<typeof api.people.$get>>>;
export type Person = People["people"][number];
export type Role = Person["roles"][number];
export type Invitation = GoodBody<Awaited<ReturnType<typeof api.people.$put>>>["invitations"][number];

export interface GivenPerson {
  readonly email: string;
  readonly name?: string;
  readonly roles: readonly Role[];
}

const given = ({ email, name, roles }: GivenPerson) => ({ email, ...(name && { name }), roles: [...roles] });

export const isChangedMeanwhile = (error: unknown): boolean =>
  error instanceof ApiRefusal && typeof error.body === "object" && error.body !== null
    ? Reflect.get(error.body, "reason") === "changed-meanwhile"
    : false;

/** The list, and how it becomes another one. Whom the deployment names is not part of what is saved. */
export const usePeople = () => {
  const queries = useQueryClient();
  const query = useQuery({ queryKey: ["people"], queryFn: () => answered(api.people.$get()) });
  const refetch = () => queries.invalidateQueries({ queryKey: ["people"] });
  const save = useMutation({
    mutationFn: (people: readonly GivenPerson[]) =>
      answered(api.people.$put({ json: { revision: query.data?.revision ?? 0, people: people.map(given) } })),
    onSuccess: (answer) => {
      queries.setQueryData(["people"], { revision: answer.revision, people: answer.people, invites: answer.invites });
      void queries.invalidateQueries({ queryKey: ["local", "people"] });
    },
    // What stands is shown at once, so that the change can be made again on top of it.
    onError: refetch,
  });
  const invite = useMutation({
    mutationFn: (email: string) => answered(api.people[":email"].invitation.$post({ param: { email } })),
  });
  return { query, save, invite };
};
