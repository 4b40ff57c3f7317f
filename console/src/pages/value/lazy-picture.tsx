import { Skeleton } from "@mantine/core";
import { lazy, Suspense } from "react";
import type { PictureProps } from "./picture.tsx";

const LazyPicture = lazy(() => import("./picture.tsx"));

/** Lines and bars that come when their library has come; until then a place of the same height is kept. */
export const Picture = (props: PictureProps) => (
  <Suspense fallback={<Skeleton height={props.height} />}>
    <LazyPicture {...props} />
  </Suspense>
);
