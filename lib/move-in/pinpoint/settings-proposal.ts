import { parseSettings } from "../../../lambdas/domain/parse-settings.ts";
import type { PinpointSettings, QuietTime } from "./documents.ts";

export interface SettingsProposal {
  readonly proposal: Readonly<Record<string, unknown>>;
  readonly left: readonly string[];
}

/** `9:00` is written so, too. */
const clock = (text: string | null | undefined): string | undefined => {
  const [, hour = "", minute = ""] = /^(\d{1,2}):(\d{2})/.exec(text ?? "") ?? [];
  return hour === "" || Number(hour) > 23 || Number(minute) > 59 ? undefined : `${hour.padStart(2, "0")}:${minute}`;
};

export const quietHoursOf = (quiet: QuietTime): { readonly from: string; readonly to: string } | undefined => {
  const [from, to] = [clock(quiet?.Start), clock(quiet?.End)];
  return from === undefined || to === undefined || from === to ? undefined : { from, to };
};

interface Quiet {
  /** Whose quiet time it is: `the project`, `campaign Spring`. */
  readonly of: string;
  readonly quiet: QuietTime;
}

/**
 * One quiet time for the shop: the project's; without one, what all campaigns and journeys have in common. Where they differ
 * a person has to choose.
 */
const chosenQuiet = (project: QuietTime, others: readonly Quiet[]): SettingsProposal => {
  const told = others.flatMap(({ of, quiet }) => {
    const hours = quietHoursOf(quiet);
    return hours === undefined ? [] : [{ of, hours }];
  });
  const same = new Set(told.map(({ hours }) => JSON.stringify(hours)));
  const common = quietHoursOf(project) ?? (same.size === 1 ? told[0]?.hours : undefined);
  const other = told.filter(({ hours }) => JSON.stringify(hours) !== JSON.stringify(common));
  const left = other.map(
    ({ of, hours }) => `quiet time ${hours.from} to ${hours.to} of ${of}: quiet hours belong to the shop`,
  );
  return { proposal: common === undefined ? {} : { quietHours: { default: common } }, left };
};

/** Quiet hours and caps as the old tool had them, to be looked at and put into the shop's settings by a person. */
export const proposeSettings = (project: PinpointSettings | undefined, others: readonly Quiet[]): SettingsProposal => {
  const quiet = chosenQuiet(project?.QuietTime, others);
  const daily = project?.Limits?.Daily ?? 0;
  const caps =
    daily > 0 ? { caps: [{ id: "pinpoint-daily", scope: "all", window: { rollingHours: 24 }, max: daily }] } : {};
  const left = [
    ...quiet.left,
    ...(project?.Limits?.Total
      ? [`Limits.Total ${project.Limits.Total} of the project: a campaign's reentry says how often somebody may enter`]
      : []),
    ...(project?.Limits?.MessagesPerSecond
      ? ["Limits.MessagesPerSecond of the project: the pace comes from the account's own limits"]
      : []),
    ...(project?.Limits?.MaximumDuration
      ? ["Limits.MaximumDuration of the project: every message has a send-by deadline instead"]
      : []),
    ...(daily > 0
      ? [`Limits.Daily ${daily} counted each endpoint by itself; the proposed cap counts the customer`]
      : []),
  ];
  const proposal = { ...quiet.proposal, ...caps };
  const parsed = parseSettings(proposal);
  return parsed.ok
    ? { proposal, left }
    : { proposal: {}, left: [...left, ...parsed.problems.map(({ where, problem }) => `${where} ${problem}`)] };
};
