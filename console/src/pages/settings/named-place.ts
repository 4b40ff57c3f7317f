import { useEffect } from "react";
import { useLocation } from "react-router";

/** The setting that the address names: `/settings#senders.smsPricesUsd`. */
const placeIn = (hash: string): string => decodeURIComponent(hash.replace(/^#/, ""));

/** Whether the address names one of these parts or something in them. */
export const useNamedPlace = (parts: readonly string[]): boolean => {
  const place = placeIn(useLocation().hash);
  return parts.some((part) => place === part || place.startsWith(`${part}.`));
};

const smooth = (): ScrollBehavior =>
  window.matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";

/** Leads to the setting that the address names, or to its part, once the page stands. */
export const useWayToPlace = (): void => {
  const { hash } = useLocation();
  useEffect(() => {
    const place = placeIn(hash);
    if (place === "") return;
    const target = document.getElementById(place) ?? document.getElementById(place.split(".")[0] ?? "");
    target?.scrollIntoView({ block: "center", behavior: smooth() });
    if (target?.matches("input, textarea, button")) target.focus({ preventScroll: true });
  }, [hash]);
};
