import { Skeleton } from "@mantine/core";
import { lazy, Suspense } from "react";
import type { BarPictureProps } from "./bar-picture.tsx";

const BarPicture = lazy(() => import("./bar-picture.tsx"));

/** Bars that come when their library has come; until then a place of the same height is kept. */
export const Bars = (props: BarPictureProps) => (
  <Suspense fallback={<Skeleton height={props.height} />}>
    <BarPicture {...props} />
  </Suspense>
);
