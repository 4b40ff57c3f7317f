import { ConcentrationCurve } from "./concentration.tsx";
import { Deciles } from "./deciles.tsx";
import { KeyFigures } from "./key-figures.tsx";
import type { ShopReport } from "./report.ts";

export const OverviewTab = ({ report }: { readonly report: ShopReport }) => (
  <>
    <KeyFigures report={report} />
    <ConcentrationCurve concentration={report.concentration} />
    <Deciles report={report} />
  </>
);
