// What every command asks for that reads an order log.
import { type Channel, channels } from "../lambdas/domain/channel.ts";
import { textOf, type Values, wrongArgument } from "./command.ts";

/** The path of the log, which no such command can do without. */
export const ordersPathOf = (values: Values): string => {
  const path = textOf(values, "orders");
  if (path === undefined) throw wrongArgument("--orders", "is missing", "nothing", "the path of a CSV file");
  return path;
};

/** The parts of a list with commas; empty when the option is absent. */
export const listOf = (values: Values, name: string): readonly string[] =>
  (textOf(values, name) ?? "").split(",").flatMap((one) => one.trim() || []);

/** The file of customers with the columns of it that are kept; columns without a file are a mistake. */
export const customersOf = (values: Values): { readonly path?: string; readonly attributes: readonly string[] } => {
  const path = textOf(values, "customers");
  const attributes = listOf(values, "attributes");
  if (path === undefined && attributes.length > 0)
    throw wrongArgument("--attributes", "names columns of --customers, which is missing", attributes.join(), "both");
  return { ...(path !== undefined && { path }), attributes };
};

/** The channels that customers allow of whom the log says nothing. */
export const assumedOf = (values: Values): readonly Channel[] =>
  (textOf(values, "assume") ?? "email").split(",").map((name) => {
    const channel = channels.find((known) => known === name.trim());
    if (channel === undefined) throw wrongArgument("--assume", "is not a channel", name, channels.join(", "));
    return channel;
  });
