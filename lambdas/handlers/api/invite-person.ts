import { AdminCreateUserCommand } from "@aws-sdk/client-cognito-identity-provider";
import type { Runtime } from "../../shared/runtime.ts";

/**
 * What became of an invitation. `has-account`: the person signed in before and needs none. `failed`: the sign-in service did not
 * make the account; the list is kept, and the invitation can be sent again.
 */
export const inviteOutcomes = ["invited", "has-account", "failed"] as const;
export interface Invitation {
  readonly email: string;
  readonly outcome: (typeof inviteOutcomes)[number];
  /** Of one that failed: the service's own word for it. */
  readonly reason?: string;
}

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : "unknown");

/** With a temporary password that the service mails. The address counts as proved: only its owner can read that mail. */
const create = (pool: string, email: string, again: boolean) =>
  new AdminCreateUserCommand({
    UserPoolId: pool,
    Username: email,
    DesiredDeliveryMediums: ["EMAIL"],
    ...(again
      ? { MessageAction: "RESEND" as const }
      : {
          UserAttributes: [
            { Name: "email", Value: email },
            { Name: "email_verified", Value: "true" },
          ],
        }),
  });

/** An account for somebody on the list. Asked twice, the invitation is sent again as long as nobody signed in by it. */
export const invitePerson = async (
  { cognito, logger }: Pick<Runtime, "cognito" | "logger">,
  { pool, email }: { readonly pool: string; readonly email: string },
): Promise<Invitation> => {
  const failed = (error: unknown): Invitation => {
    logger.error("An invitation failed", { error });
    return { email, outcome: "failed", reason: nameOf(error) };
  };
  try {
    await cognito().send(create(pool, email, false));
    return { email, outcome: "invited" };
  } catch (error) {
    if (nameOf(error) !== "UsernameExistsException") return failed(error);
  }
  try {
    await cognito().send(create(pool, email, true));
    return { email, outcome: "invited" };
  } catch (error) {
    return nameOf(error) === "UnsupportedUserStateException" ? { email, outcome: "has-account" } : failed(error);
  }
};
