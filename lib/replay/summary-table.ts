import type { ImportReport } from "../import/import-report.ts";
import type { ReplayResult } from "./replay.ts";

/** What a person reads after a replay. */
export const summaryTable = (imported: ImportReport, result: Extract<ReplayResult, { ok: true }>): string =>
  [importLines(imported), funnelLines(result), messageLines(result), capacityLines(result)]
    .map((lines) => `${lines.join("\n")}\n`)
    .join("\n");

const importLines = (imported: ImportReport): string[] => [
  `Import      ${imported.rowsRead} rows read, ${imported.accepted} accepted`,
  ...Object.entries(imported.rejected).map(([reason, { count }]) => `            ${count} left out: ${reason}`),
  `            ${imported.customers} customers, ${imported.orders} orders, ${imported.cancellations} cancellations`,
];

const funnelLines = ({ funnel }: Extract<ReplayResult, { ok: true }>): string[] => [
  `${"Campaign".padEnd(24)}${["looked at", "reserved", "held out"].map((name) => name.padStart(11)).join("")}  skipped`,
  ...funnel.map(({ campaignId, lookedAt, reserved, heldOut, skipped }) => {
    const numbers = [lookedAt, reserved, heldOut].map((count) => String(count).padStart(11)).join("");
    const reasons = Object.entries(skipped).map(([reason, count]) => `${reason} ${count}`);
    return `${campaignId.padEnd(24)}${numbers}  ${reasons.join(", ") || "none"}`;
  }),
];

const messageLines = ({ messages, acceptedCalls }: Extract<ReplayResult, { ok: true }>): string[] => {
  const byStatus = new Map<string, number>();
  for (const { status } of messages) byStatus.set(status, (byStatus.get(status) ?? 0) + 1);
  const counts = [...byStatus].sort().map(([status, count]) => `${count} ${status}`);
  return [
    `Messages    ${counts.join(", ") || "none"}`,
    `            ${acceptedCalls} calls accepted by the stand-ins for SES and SNS`,
  ];
};

const capacityLines = ({ capacity }: Extract<ReplayResult, { ok: true }>): string[] => [
  `Capacity    ${capacity.writeUnitsPerAcceptedMessage} write and ${capacity.readUnitsPerAcceptedMessage} read units per accepted message`,
];
