import type { Context } from "hono";
import { type Breaker, isOpen } from "../../domain/breaker.ts";
import { type PaceState, reservedOn } from "../../domain/pace.ts";
import type { Problem } from "../../domain/problem.ts";
import { compileRules, type Snapshot } from "../../domain/rules.ts";
import { warmUpCeiling } from "../../domain/warm-up.ts";
import type { Runtime } from "../../shared/runtime.ts";
import { createCampaignStore } from "../../store/campaign-store.ts";
import { closeBreaker } from "../../store/close-breaker.ts";
import { createPaceStore } from "../../store/pace-store.ts";
import { refuse } from "./answer.ts";
import { sendingContract } from "./contract/sending.ts";
import { ContractApp } from "./contract-app.ts";
import { actingPerson } from "./person.ts";

const iso = (at: number): string => new Date(at).toISOString();

const shownBreaker = (breaker: Breaker | undefined) =>
  breaker === undefined
    ? { state: "closed" as const }
    : {
        state: isOpen(breaker) ? ("open" as const) : ("closed" as const),
        cause: breaker.cause,
        detail: breaker.detail,
        openedAt: iso(breaker.openedAt),
        openedBy: breaker.openedBy,
        ...(breaker.closedAt !== undefined && { closedAt: iso(breaker.closedAt), closedBy: breaker.closedBy }),
      };

/** As SES last told the tick; nothing before it was asked first. */
const shownAccount = (account: PaceState["account"]) =>
  account === undefined ? undefined : { ...account, readAt: iso(account.readAt) };

const shownToday = (pace: PaceState | undefined, { settings }: Snapshot, day: string) => {
  const ceiling = warmUpCeiling(settings.pace.warmUp, day);
  const reserved = pace === undefined ? 0 : reservedOn(pace, day);
  return { day, emailsReserved: reserved, ...(Number.isFinite(ceiling) && { warmUpCeiling: ceiling }) };
};

const nothingPublished: Problem = {
  where: "campaigns",
  problem: "nothing was published yet; activate a campaign first",
};
const notOpen: Problem = { where: "breaker", problem: "is closed already" };

/** How sending stands, and how a person lets it go on. */
export const createSendingRoutes = (runtime: Runtime): ContractApp => {
  const { clock, logger } = runtime;
  const campaigns = createCampaignStore(runtime);
  const paces = createPaceStore(runtime);

  const answer = async (context: Context) => {
    const [snapshot, pace] = await Promise.all([campaigns.snapshot({ consistent: true }), paces.pace()]);
    if (snapshot === undefined) return refuse(context, 409, [nothingPublished]);
    const day = compileRules(snapshot, { gapCount: 0, gapMsTotal: 0 }).dayOf(clock.now());
    const [breaker, account] = [shownBreaker(snapshot.breaker), shownAccount(pace?.account)];
    return context.json({ paused: snapshot.paused, breaker, account, today: shownToday(pace, snapshot, day) }, 200);
  };

  return new ContractApp().openapi(sendingContract.get, answer).openapi(sendingContract.resume, async (context) => {
    const by = actingPerson(context);
    const closing = await closeBreaker(runtime, { by, now: clock.now() });
    if (closing !== "closed") return refuse(context, 409, [closing === "closed-already" ? notOpen : nothingPublished]);
    logger.warn("A person closed the breaker", { by });
    return answer(context);
  });
};
