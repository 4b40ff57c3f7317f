export { itemSize } from "../../lib/bench/item-size.ts";
