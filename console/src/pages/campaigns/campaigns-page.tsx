import { lazy } from "react";
import { Route, Routes } from "react-router";
import { NoPage } from "../../shell/page-boundary.tsx";
import { CampaignsList } from "./list/campaigns-list.tsx";

const StartPage = lazy(() => import("./start/start-page.tsx"));
const SummaryPage = lazy(() => import("./summary/summary-page.tsx"));
const EditPage = lazy(() => import("./edit/edit-page.tsx"));

const CampaignsPage = () => (
  <Routes>
    <Route index element={<CampaignsList />} />
    <Route path="start/:playbookId" element={<StartPage />} />
    <Route path=":campaignId" element={<SummaryPage />} />
    <Route path=":campaignId/edit/:part?" element={<EditPage />} />
    <Route path="*" element={<NoPage />} />
  </Routes>
);

export default CampaignsPage;
