import { answered } from "../../../api/answered.ts";
import { api } from "../../../api/client.ts";
import type { bringsOf } from "../start/draft-of-playbook.ts";

type Brings = ReturnType<typeof bringsOf>;

const saveCoupon = ({ id: couponId, ...coupon }: Brings["coupons"][number]) =>
  answered(api.coupons[":couponId"].$put({ param: { couponId }, json: coupon }));

type SegmentBody = Parameters<(typeof api.segments)[":segmentId"]["$put"]>[0]["json"];
const saveSegment = ({ id: segmentId, ...segment }: Brings["segments"][number]) =>
  answered(api.segments[":segmentId"].$put({ param: { segmentId }, json: segment as unknown as SegmentBody }));

/** Creates what a playbook needs and the shop does not have. What the shop made under the same id stays as it is. */
export const bringAlong = async ({ coupons, segments }: Brings): Promise<void> => {
  if (coupons.length > 0) {
    const known = new Set((await answered(api.coupons.$get())).coupons.map(({ id }) => id));
    for (const coupon of coupons) if (!known.has(coupon.id)) await saveCoupon(coupon);
  }
  if (segments.length > 0) {
    const known = new Set((await answered(api.segments.$get())).segments.map(({ id }) => id));
    for (const segment of segments) if (!known.has(segment.id)) await saveSegment(segment);
  }
};
