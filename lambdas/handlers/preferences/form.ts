import { channels } from "../../domain/channel.ts";
import { boxName, chosenTopics, isPerWeek, type Wish } from "../../domain/preferences.ts";

/** The whole form has less than 600 bytes. */
export const formBytesMax = 4 * 1024;

/** Names of the fields: every box shown, the ticked ones, messages a week, and the button that stops everything. */
export const fields = { shown: "shown", ticked: "ticked", perWeek: "perWeek", stop: "stop" } as const;

/** What `perWeek` says for "as often as the shop likes". */
export const asShopLikes = "any";

const boxes: ReadonlySet<string> = new Set(channels.flatMap((one) => chosenTopics.map((topic) => boxName(one, topic))));

/**
 * What a posted form asks for; undefined when it is not our form, and then nothing changes. Boxes that do not exist are
 * passed over: they can stand for nothing.
 */
export const readWish = (body: string): Wish | undefined => {
  const form = new URLSearchParams(body);
  if (form.get(fields.stop) === "all") return { kind: "stop-all" };
  const said = form.get(fields.perWeek);
  const perWeek = said === null || !/^\d{1,2}$/.test(said) ? undefined : Number(said);
  if (said !== asShopLikes && (perWeek === undefined || !isPerWeek(perWeek))) return undefined;
  return {
    kind: "choose",
    shown: namedIn(form, fields.shown),
    ticked: namedIn(form, fields.ticked),
    ...(perWeek !== undefined && { perWeek }),
  };
};

const namedIn = (form: URLSearchParams, field: string): ReadonlySet<string> =>
  new Set(form.getAll(field).filter((name) => boxes.has(name)));
