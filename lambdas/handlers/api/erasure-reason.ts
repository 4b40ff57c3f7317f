/** Why a person is erased. Codes and not words, because the record outlives the person and must not name anybody. */
export const erasureReasons = ["requested", "retention-over", "wrong-person", "test-data"] as const;
export type ErasureReason = (typeof erasureReasons)[number];
