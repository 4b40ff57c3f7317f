import { MantineProvider } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { Suspense } from "react";
import { BrowserRouter, Route, Routes, useLocation } from "react-router";
import { ApiRefusal } from "./api/answered.ts";
import { groups } from "./navigation.ts";
import { Waiting } from "./parts/states.tsx";
import { ForPeopleOfTheShop } from "./session/not-on-the-list.tsx";
import { NoPage, PageBoundary } from "./shell/page-boundary.tsx";
import { Shell } from "./shell/shell.tsx";
import { readableColors, theme } from "./theme.ts";

const retriesMost = 2;

/** What was refused is refused again; only who did not answer, or could not, is asked once more. */
const queries = new QueryClient({
  defaultOptions: {
    queries: {
      retry: (failures, error) => failures < retriesMost && !(error instanceof ApiRefusal && error.status < 500),
      staleTime: 5_000,
    },
  },
});

const Pages = () => {
  const { pathname } = useLocation();
  return (
    <PageBoundary key={pathname.split("/")[1]}>
      <Suspense fallback={<Waiting rows={5} />}>
        <Routes>
          {groups.flat().map(({ path, page: PlacePage }) => (
            <Route key={path} path={path === "/" ? "/" : `${path}/*`} element={<PlacePage />} />
          ))}
          <Route path="*" element={<NoPage />} />
        </Routes>
      </Suspense>
    </PageBoundary>
  );
};

export const App = () => (
  <MantineProvider theme={theme} cssVariablesResolver={readableColors} defaultColorScheme="auto">
    <Notifications position="bottom-right" />
    <QueryClientProvider client={queries}>
      <BrowserRouter>
        <ForPeopleOfTheShop>
          <Shell>
            <Pages />
          </Shell>
        </ForPeopleOfTheShop>
      </BrowserRouter>
    </QueryClientProvider>
  </MantineProvider>
);
