import { startHttpServer } from "../../lib/local/stand-ins/http-server.ts";

interface Call {
  readonly UserPoolId: string;
  readonly Username: string;
  readonly MessageAction?: string;
  readonly UserAttributes?: readonly { readonly Name: string; readonly Value: string }[];
}

/** Cognito as far as inviting people speaks to it: AWS JSON 1.1, accounts by their address, and its own refusals. */
export interface CognitoStandIn {
  readonly endpoint: string;
  /** The mails it would have sent, by address. */
  readonly mails: string[];
  /** Attributes of every account, by address. */
  readonly accounts: Map<string, { readonly attributes: Call["UserAttributes"]; confirmed: boolean }>;
  /** Answers every call with a limit that was passed. */
  busy: boolean;
  stop(): Promise<void>;
}

export const startCognitoStandIn = async (pool: string): Promise<CognitoStandIn> => {
  const accounts: CognitoStandIn["accounts"] = new Map();
  const mails: string[] = [];

  const faultOf = ({ UserPoolId, Username, MessageAction }: Call): string | undefined => {
    if (standIn.busy) return "TooManyRequestsException";
    if (UserPoolId !== pool) return "ResourceNotFoundException";
    const known = accounts.get(Username);
    if (MessageAction !== "RESEND") return known === undefined ? undefined : "UsernameExistsException";
    if (known === undefined) return "UserNotFoundException";
    return known.confirmed ? "UnsupportedUserStateException" : undefined;
  };

  const answer = (status: number, body: object) => ({
    kind: "answer" as const,
    status,
    headers: { "content-type": "application/x-amz-json-1.1" },
    body: JSON.stringify(body),
  });

  const server = await startHttpServer({
    handle: ({ body, headers }) => {
      const target = String(headers["x-amz-target"] ?? "");
      if (target !== "AWSCognitoIdentityProviderService.AdminCreateUser")
        return answer(400, { __type: "UnknownOperation" });
      const call = JSON.parse(body) as Call;
      const fault = faultOf(call);
      if (fault !== undefined) return answer(400, { __type: fault, message: `about ${call.Username}` });
      if (call.MessageAction !== "RESEND")
        accounts.set(call.Username, { attributes: call.UserAttributes, confirmed: false });
      mails.push(call.Username);
      return answer(200, { User: { Username: call.Username, UserStatus: "FORCE_CHANGE_PASSWORD", Enabled: true } });
    },
  });
  const standIn: CognitoStandIn = {
    endpoint: server.endpoint,
    mails,
    accounts,
    busy: false,
    stop: () => server.stop(),
  };
  return standIn;
};
