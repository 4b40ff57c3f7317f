import * as z from "zod";
import { channels } from "../../../domain/channel.ts";

/** Figures that several answers show. Counts are whole numbers, money is in the shop's currency unless it says US dollars. */
export const count = z.number().int();

/** A local day of the shop. */
export const day = z.string().describe("YYYY-MM-DD, a day in the shop's zone.").meta({ format: "date" });

export const channelFigures = z
  .strictObject({
    channel: z.enum(channels),
    sent: count.describe("Taken by the provider."),
    delivered: count,
    opened: count.describe("Of pushes alone: an email's opening proves nothing."),
    clicked: count.describe("Links followed, without scanners and previews."),
    bounced: count.describe("For good."),
    complained: count,
    optedOut: count,
    costUsd: z.number().describe("US dollars, as providers bill; without texts whose price is not known."),
    unpriced: count.describe("Texts whose price is not known."),
  })
  .meta({ id: "ChannelFigures" });

export const money = z
  .strictObject({ orders: count, revenue: z.number().describe("In the shop's currency.") })
  .meta({ id: "OrdersAndRevenue" });

export const countsByName = z.record(z.string(), count);

/** Longer spans would read more counters than an answer has time for. */
export const spanDaysMax = 400;

const dayInQuery = z.iso.date("must be a date such as 2026-03-02");

/** Local days of the shop, both included. Absent: the last thirty. */
export const spanQuery = {
  from: dayInQuery.optional(),
  to: dayInQuery.optional(),
};
