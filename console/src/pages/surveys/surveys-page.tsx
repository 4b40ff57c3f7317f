import { lazy } from "react";
import { Route, Routes } from "react-router";
import { SurveyList } from "./survey-list.tsx";

// Charts are large, and the list has none.
const SurveyDetail = lazy(() => import("./survey-detail.tsx").then((loaded) => ({ default: loaded.SurveyDetail })));

const SurveysPage = () => (
  <Routes>
    <Route index element={<SurveyList />} />
    <Route path=":surveyId" element={<SurveyDetail />} />
  </Routes>
);

export default SurveysPage;
