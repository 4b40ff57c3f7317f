import type { Runtime } from "../../shared/runtime.ts";
import { refuse } from "./answer.ts";
import { customerContract } from "./contract/customers.ts";
import { ContractApp } from "./contract-app.ts";
import { eraseCustomer } from "./erase-customer.ts";
import { exportAsCsv, exportCustomer } from "./export-customer.ts";
import { actingPerson } from "./person.ts";

/** A file name of an export; ids hold anything, and a header must not. */
const attachment = (customerId: string, ending: string): string =>
  `attachment; filename="customer-${customerId.replaceAll(/[^\w.-]/g, "_").slice(0, 60)}.${ending}"`;

/** What a person may ask a shop for: everything that is stored of them, and that it is erased. */
export const createCustomerRoutes = (runtime: Runtime): ContractApp => {
  const { logger } = runtime;
  return new ContractApp()
    .openapi(customerContract.export, async (context) => {
      const [{ customerId }, { format }] = [context.req.valid("param"), context.req.valid("query")];
      const exported = await exportCustomer(runtime, customerId);
      if (exported === undefined)
        return refuse(context, 404, [{ where: "customerId", problem: "nothing is stored of such a customer" }]);
      logger.info("A customer was exported", { customerId, format, by: actingPerson(context) });
      const headers = { "content-disposition": attachment(customerId, format) };
      return format === "json"
        ? context.json(exported, 200, headers)
        : context.body(exportAsCsv(exported), 200, { ...headers, "content-type": "text/csv; charset=utf-8" });
    })
    .openapi(customerContract.erase, async (context) => {
      const { customerId } = context.req.valid("param");
      const { reason, confirm } = context.req.valid("json");
      if (confirm !== customerId) {
        const problem = { where: "confirm", problem: "is not the customer's id" };
        return refuse(context, 400, [{ ...problem, allowed: "the id that stands in the path" }]);
      }
      const erasure = await eraseCustomer(runtime, { customerId, reason, by: actingPerson(context) });
      // The record's own name: after this nobody can say whose it is.
      logger.info("A customer was erased", { erasure: erasure.hash, reason, events: erasure.events });
      return context.json({ erasure }, 200);
    });
};
