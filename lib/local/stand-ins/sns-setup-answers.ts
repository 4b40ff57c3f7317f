import type { AccountSetup } from "./account-setup.ts";
import type { HttpAnswer } from "./http-server.ts";
import { answered, escaped } from "./sns-answer.ts";

/** What SNS says of the account's texts; nothing when another action is asked for. */
export const snsSetupAnswer = (setup: AccountSetup, action: string | null): HttpAnswer | undefined => {
  switch (action) {
    case "GetSMSSandboxAccountStatus":
      return answered(action, `<IsInSandbox>${setup.smsSandbox}</IsInSandbox>`);
    case "GetSMSAttributes":
      return answered(action, `<attributes>${attributes(setup)}</attributes>`);
    case "ListOriginationNumbers":
      return answered(action, `<PhoneNumbers>${setup.originationNumbers.map(numberOf).join("")}</PhoneNumbers>`);
    default:
      return undefined;
  }
};

const attributes = ({ smsSpendLimit }: AccountSetup): string =>
  smsSpendLimit === undefined ? "" : `<entry><key>MonthlySpendLimit</key><value>${smsSpendLimit}</value></entry>`;

const numberOf = (number: string): string =>
  `<member><PhoneNumber>${escaped(number)}</PhoneNumber><Status>Active</Status><Iso2CountryCode>GB</Iso2CountryCode></member>`;
