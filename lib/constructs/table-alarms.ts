import type { MonitoringFacade } from "cdk-monitoring-constructs";
import { type Tables, tableNames } from "../tables.ts";
import { pascalCase } from "./handler-function.ts";

/** On demand a table doubles within half an hour, and every throttled call is made again; a burst of more needs a person. */
const throttlesMax = 100;

/** Six tables on the dashboard, with an alarm for reads and for writes that a table puts off. */
export const watchTables = (facade: MonitoringFacade, tables: Tables): void => {
  for (const name of tableNames) {
    const threshold = { Throttles: { maxThrottledEventsThreshold: throttlesMax } };
    facade.monitorDynamoTable({
      table: tables[name],
      alarmFriendlyName: `${pascalCase(name)}Table`,
      humanReadableName: `Table ${name}`,
      addReadThrottledEventsCountAlarm: threshold,
      addWriteThrottledEventsCountAlarm: threshold,
    });
  }
};
