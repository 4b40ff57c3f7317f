import { Bands } from "./bands.tsx";
import { Fifths, Habits } from "./habits.tsx";
import { Movement } from "./movement.tsx";
import type { ShopReport } from "./report.ts";
import { TierShares } from "./tier-shares.tsx";

export const TiersTab = ({ report }: { readonly report: ShopReport }) => (
  <>
    <TierShares report={report} />
    <Movement movement={report.tiers} />
    <Bands bands={report.bands} />
    <Habits rfm={report.rfm} />
    <Fifths rfm={report.rfm} />
  </>
);
