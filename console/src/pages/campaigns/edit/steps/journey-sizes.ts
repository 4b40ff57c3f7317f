import { type Node, type NodeChange, Position } from "@xyflow/react";
import { useState } from "react";
import { boxWidth } from "./journey-layout.ts";

/** As tall as most boxes are. */
export const boxHeight = 90;

export type Sizes = Readonly<Record<string, Node["measured"]>>;

/**
 * How large the boxes came out. They are handed back with every drawing: the library measures a box once, and forgets the
 * measure (and hides the box) of one that comes without it.
 */
export const useSizes = () => {
  const [sizes, setSizes] = useState<Sizes>({});
  const noteSizes = <Item extends Node>(changes: readonly NodeChange<Item>[]): void => {
    const found = changes.flatMap((one) =>
      one.type === "dimensions" && one.dimensions !== undefined ? [[one.id, one.dimensions] as const] : [],
    );
    if (found.length > 0) setSizes((known) => ({ ...known, ...Object.fromEntries(found) }));
  };
  return { sizes, noteSizes };
};

/** Where ways enter a box of that height and leave it. Told, not read from the page, for the reason above. */
export const handlesOf = (height: number): Node["handles"] => [
  { type: "target", position: Position.Top, x: boxWidth / 2, y: 0 },
  { type: "source", position: Position.Bottom, x: boxWidth / 2, y: height },
];
