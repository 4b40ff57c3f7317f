declare module "virtual:playbooks" {
  export const playbooks: readonly import("../../lib/console/playbook-library.ts").LibraryPlaybook[];
  /** By the id of the playbook. */
  export const wordsLoaders: Readonly<
    Record<string, () => Promise<{ default: readonly import("../../lambdas/channels/words.ts").Words[] }>>
  >;
}

declare module "virtual:blank-emails" {
  const emails: Readonly<
    Record<import("../../lambdas/domain/channel.ts").Language, import("../../lambdas/channels/words.ts").EmailWords>
  >;
  export default emails;
}
