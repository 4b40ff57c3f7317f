import { ApiRefusal } from "../../../api/answered.ts";
import { personCalls } from "./use-person.ts";

/** Everything stored of a person, as a file. */
export const downloadExport = async (customerId: string, format: "json" | "csv"): Promise<void> => {
  const answer = await personCalls.export.$get({ param: { customerId }, query: { format } });
  if (!answer.ok) throw new ApiRefusal(answer.status, [], undefined);
  const url = URL.createObjectURL(await answer.blob());
  const link = document.createElement("a");
  link.href = url;
  link.download = `customer-${customerId.replaceAll(/[^\w.-]/g, "_").slice(0, 60)}.${format}`;
  link.click();
  URL.revokeObjectURL(url);
};
