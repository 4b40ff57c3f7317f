import { Navigate, Route, Routes, useParams } from "react-router";
import { AffinityTab } from "./affinity-tab.tsx";
import { CustomersTab } from "./customers-tab.tsx";
import type { Value } from "./data.ts";
import { ForecastTab } from "./forecast-tab.tsx";
import { OverviewTab } from "./overview-tab.tsx";
import { ProductsTab } from "./products-tab.tsx";
import type { ShopReport } from "./report.ts";
import { TiersTab } from "./tiers-tab.tsx";
import { isTab, type TabName, ValueFrame } from "./value-frame.tsx";

interface TabProps {
  readonly tab: TabName;
  readonly value: Value;
  readonly report: ShopReport;
}

const Tab = ({ tab, value, report }: TabProps) => {
  switch (tab) {
    case "overview":
      return <OverviewTab report={report} />;
    case "tiers":
      return <TiersTab report={report} />;
    case "forecast":
      return <ForecastTab value={value} report={report} />;
    case "products":
      return <ProductsTab at={report.from.at} />;
    case "affinity":
      return <AffinityTab at={report.from.at} />;
    case "customers":
      return <CustomersTab report={report} />;
  }
};

const OneTab = () => {
  const { tab = "overview" } = useParams();
  if (!isTab(tab)) return <Navigate to="/value" replace />;
  return <ValueFrame tab={tab}>{(value, report) => <Tab tab={tab} value={value} report={report} />}</ValueFrame>;
};

const ValuePage = () => (
  <Routes>
    <Route path=":tab?" element={<OneTab />} />
  </Routes>
);

export default ValuePage;
