import { Route, Routes } from "react-router";
import { EffectList } from "./effect-list.tsx";
import { EffectOfCampaign } from "./effect-of-campaign.tsx";

const EffectPage = () => (
  <Routes>
    <Route index element={<EffectList />} />
    <Route path=":campaignId" element={<EffectOfCampaign />} />
  </Routes>
);

export default EffectPage;
