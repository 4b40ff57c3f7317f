import { CameDue } from "./came-due.tsx";
import type { Value } from "./data.ts";
import { LookBacks } from "./look-back.tsx";
import { Model } from "./model.tsx";
import type { ShopReport } from "./report.ts";
import { Totals } from "./totals.tsx";
import { Weeks } from "./weeks.tsx";

export const ForecastTab = ({ value, report }: { readonly value: Value; readonly report: ShopReport }) => (
  <>
    <Totals report={report} />
    <Weeks report={report} />
    <LookBacks lookBack={report.lookBack} />
    <CameDue value={value} />
    <Model models={report.models} />
  </>
);
