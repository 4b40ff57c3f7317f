import { caseAfter, caseOpenedBy } from "../../domain/case-deadlines.ts";
import type { CustomerEvent } from "../../domain/event.ts";
import { opensCase } from "../../domain/opens-case.ts";
import type { Rules } from "../../domain/rules.ts";
import { caseKeyOf } from "../../domain/service-case.ts";
import { RekindleError } from "../../shared/errors.ts";
import type { CaseStore } from "../../store/case-store.ts";
import type { EventStore } from "../../store/event-store.ts";

/** A case is written by its events, by people and by ticks; so many lost races in a row mean that something is wrong. */
const triesMost = 5;

interface DeskTools {
  readonly cases: Pick<CaseStore, "create" | "get" | "save">;
  readonly events: Pick<EventStore, "append">;
}

interface Received {
  readonly events: readonly CustomerEvent[];
  readonly rules: Rules;
}

/**
 * Keeps the list of cases in step with what happened, whoever told of it: the shop, a campaign, a person. A repeat of an event
 * changes nothing, because a case is created once by its id and each thing about it is noted once.
 */
export const createCaseDesk = ({ cases, events: store }: DeskTools) => {
  const note = async (event: Extract<CustomerEvent, { caseId: string }>): Promise<void> => {
    for (let tries = 0; tries < triesMost; tries += 1) {
      const known = await cases.get({ customerId: event.customerId, caseKey: caseKeyOf(event) });
      const next = known === undefined ? undefined : caseAfter(known, event);
      if (next === undefined || (await cases.save(next)) === "saved") return;
    }
    throw new RekindleError("work-contended", "A case was written by somebody else at every try.");
  };

  return async ({ events, rules }: Received): Promise<void> => {
    for (const event of events) {
      const opened = opensCase(event, rules);
      if (opened !== undefined) await store.append([opened]);
      if (event.kind === "case-opened") await cases.create(caseOpenedBy(event, rules));
      else if ("caseId" in event) await note(event);
    }
  };
};
