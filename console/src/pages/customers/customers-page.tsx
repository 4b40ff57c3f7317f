import { lazy } from "react";
import { Route, Routes } from "react-router";
import { SearchPage } from "./search-page.tsx";

const PersonPage = lazy(() => import("./person/person-page.tsx"));

const CustomersPage = () => (
  <Routes>
    <Route index element={<SearchPage />} />
    <Route path=":customerId" element={<PersonPage />} />
  </Routes>
);

export default CustomersPage;
