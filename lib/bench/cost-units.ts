import type { CostUnits, TableUnits } from "../../lambdas/domain/cost-units.ts";
import type { Units } from "../replay/capacity-ledger.ts";
import type { EventCapacity } from "./event-capacity.ts";
import type { MessageCapacity } from "./message-capacity.ts";

const add = (parts: readonly (Units | undefined)[]): TableUnits => {
  const sum = (unit: keyof Units): number =>
    Math.round(parts.reduce((total, one) => total + (one?.[unit] ?? 0), 0) * 1000) / 1000;
  return { writes: sum("writeUnits"), reads: sum("readUnits") };
};

/** Publishing the campaign is `replan`'s: it happens once, not for every event or message. */
const sumOf = ({ replan: _, ...functions }: Readonly<Record<string, Units>>): TableUnits =>
  add(Object.values(functions));

/** What the cost model reckons by, out of what was measured. */
export const costUnitsOf = (messages: MessageCapacity, events: EventCapacity): CostUnits => {
  const { tick, send, act, report, feedback } = messages.functions;
  return {
    message: add([tick, send, act, report]),
    feedback: add([feedback]),
    order: sumOf(events.perOrder),
    look: sumOf(events.perEvaluation),
    idleTick: sumOf(events.perIdleTick),
    bytes: { customer: messages.itemBytes, event: events.eventBytes, message: messages.messageBytes },
  };
};
