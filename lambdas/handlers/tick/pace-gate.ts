import { accountStop, type Trip } from "../../domain/breaker.ts";
import { claimHour, type HourGrant, isShared, returnToHour } from "../../domain/hourly-limit.ts";
import { emailGrant, type PaceLimit, returnEmails, type SendingAccount } from "../../domain/pace.ts";
import type { Rules } from "../../domain/rules.ts";
import type { Logger } from "../../shared/logger.ts";
import type { Metrics } from "../../shared/metrics.ts";
import type { PaceStore } from "../../store/pace-store.ts";

/** What a page of due customers asks before it reserves. */
export interface PaceGate {
  /** How many of these emails may be reserved now. Fewer than wanted: nothing more may be read in this run. */
  claimEmails(wanted: number): Promise<number>;
  claimHour(campaignId: string, wanted: { readonly waited: number; readonly fresh: number }): Promise<HourGrant>;
  /** Both give back what was claimed and certainly not reserved. */
  returnEmails(count: number): Promise<void>;
  returnHour(campaignId: string, count: number): Promise<void>;
}

export interface PaceRun {
  readonly pace: Pick<PaceStore, "changePace" | "changeHour">;
  /** Asks SES; asked once in a run. */
  readonly readAccount: () => Promise<SendingAccount>;
  readonly openBreaker: (trip: Trip) => Promise<void>;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly now: number;
  /** From tick to tick, milliseconds. */
  readonly tickMs: number;
  readonly rules: Rules;
}

export const createPaceGate = (run: PaceRun): PaceGate => {
  let asked: Promise<SendingAccount | undefined> | undefined;
  /** Per campaign whether another run was at work when this one claimed first. */
  const shared = new Map<string, boolean>();
  const account = (): Promise<SendingAccount | undefined> => {
    asked ??= knownAccount(run);
    return asked;
  };
  return {
    claimEmails: async (wanted) => claimEmails(run, await account(), wanted),
    claimHour: async (campaignId, wanted) => {
      const max = run.rules.hourlyMax.get(campaignId) ?? Number.MAX_SAFE_INTEGER;
      const { now } = run;
      const { grant } = await run.pace.changeHour(campaignId, (state) => {
        const mayDefer = !(shared.get(campaignId) ?? isShared(state, now));
        const claimed = claimHour({ state, max, ...wanted, now, mayDefer });
        return { grant: claimed, state: claimed.state };
      });
      shared.set(campaignId, grant.backAt === undefined);
      return grant;
    },
    returnEmails: async (count) => {
      const day = run.rules.dayOf(run.now);
      await run.pace.changePace((state) => ({ state: state && returnEmails(state, { count, day }) }));
    },
    returnHour: async (campaignId, count) => {
      await run.pace.changeHour(campaignId, (state) => ({ state: returnToHour(state, { count, now: run.now }) }));
    },
  };
};

/** Without an answer the one before holds, and without any there is no budget: never is nothing known taken for no limit. */
const knownAccount = async ({ readAccount, logger }: PaceRun): Promise<SendingAccount | undefined> => {
  try {
    return await readAccount();
  } catch (error) {
    logger.error("SES did not tell its quotas; the last known ones hold", { error });
    return undefined;
  }
};

const claimEmails = async (run: PaceRun, account: SendingAccount | undefined, wanted: number): Promise<number> => {
  const stop = account === undefined ? undefined : accountStop(account);
  if (stop !== undefined) {
    await run.openBreaker({ cause: "account", detail: stop });
    return 0;
  }
  const { rules, now, tickMs } = run;
  const question = { account, rule: rules.settings.pace, now, day: rules.dayOf(now), tickMs, wanted };
  const { granted, limit } = await run.pace.changePace((state) => emailGrant({ ...question, state }));
  if (limit !== undefined) tellLimit(run, limit, { wanted, granted });
  return granted;
};

const tellLimit = (
  { logger, metrics }: PaceRun,
  limit: PaceLimit,
  figures: { readonly wanted: number; readonly granted: number },
): void => {
  logger.info("Due emails wait for a later tick", { limit, ...figures });
  if (limit === "quota") metrics.add("QuotaUsedUp", 1);
};
