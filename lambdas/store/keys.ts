/** Index names and the composed keys. Lengths are fixed where order matters, because the tables sort keys as text. */

export const indexes = { due: "due", email: "email", phone: "phone", lease: "lease", open: "open" } as const;

/** All leases are in one partition of their index: it holds only submissions that never reported back. */
export const leaseShard = 0;
/** Another partition of the same index holds what waits for a person, so that nobody has to scan for it. */
export const parkedShard = 1;
/**
 * The partitions of the index of what waits for people, one for each list. People close what they are asked; what is open
 * never grows beyond what a partition can take.
 */
export const workShards = { tasks: 0, cases: 1 } as const;

const instantDigits = 13;
const sequenceDigits = 40;
const unstamped = "unstamped";

/** Sorts a customer's events by time. An event that came without a time has no place in it, but a repeat finds it. */
export const eventKeyOf = (event: {
  readonly occurredAt: number;
  readonly eventId: string;
  readonly unstamped?: true;
}) => `${event.unstamped === true ? unstamped : instantText(event.occurredAt)}#${event.eventId}`;

/** Text that sorts as the instant does, from the year 1970 to 2286; an earlier instant sorts as the first one. */
export const instantText = (at: number): string => String(Math.max(0, Math.floor(at))).padStart(instantDigits, "0");

/** Text that sorts as the sequence number does; AWS writes at most 40 digits. */
export const sequenceText = (sequence: string): string => sequence.padStart(sequenceDigits, "0");

export const snapshotKey = { id: "live", kind: "snapshot" } as const;
export const definitionPrefix = "definition#";
/** What the ticks share of the pace of email; no campaign has such a kind. */
export const paceKey = { id: "live", kind: "pace" } as const;
export const hourKey = (campaignId: string) => ({ id: campaignId, kind: "hour" }) as const;
export const definitionKey = (q: { readonly campaignId: string; readonly version: number }) => ({
  id: q.campaignId,
  kind: `${definitionPrefix}${q.version}`,
});
export const wordsKey = (q: { readonly campaignId: string; readonly version: number; readonly language: string }) => ({
  id: q.campaignId,
  kind: `words#${q.version}#${q.language}`,
});
/** The records of all campaigns are together, so that a list of them is one query; what they say is with each campaign. */
export const livesId = "campaigns";
export const lifePrefix = "life#";
export const lifeKey = (campaignId: string) => ({ id: livesId, kind: `${lifePrefix}${campaignId}` }) as const;
export const learnedId = "learned";
export type LearnedKind = "head" | "rules" | "shop" | "products" | "affinity" | "history";
/** What the shop learned of its customers: a small head that tells when, and beside it what decisions and people read. */
export const learnedKey = (kind: LearnedKind) => ({ id: learnedId, kind }) as const;
/** Who works in the shop, with their roles: one item, so that a request reads it at once. */
export const peopleKey = { id: "people", kind: "people" } as const;
/** All imports are together, so that a list of them is one query; an id sorts as the instant it was made. */
export const importsId = "imports";
export const importPrefix = "import#";
export const importKey = (importId: string) => ({ id: importsId, kind: `${importPrefix}${importId}` }) as const;
/** Who holds write keys is listed beside the keys themselves, which are found by their hash alone. */
export const writeKeysId = "write-keys";
export const heldKeyKey = (hash: string) => ({ id: writeKeysId, kind: `key#${hash}` }) as const;
export const writeKeyKey = (hash: string) => ({ id: `write-key#${hash}`, kind: "write-key" }) as const;
/** Entries of one UTC day are together, in the order of time; `subject` and `action` tell those of one instant apart. */
export const auditKey = (q: { readonly at: number; readonly subject: string; readonly action: string }) => ({
  id: auditDay(q.at),
  kind: `${auditPrefix}${instantText(q.at)}#${q.subject}#${q.action}`,
});
export const auditPrefix = "audit#";
export const auditDay = (at: number): string => `${auditPrefix}${new Date(at).toISOString().slice(0, 10)}`;
export const jobKey = (id: string) => ({ id: `job#${id}`, kind: "job" }) as const;

/** One counter item per day and shard: a shard has one reader, so its items have one writer. */
export const counterKey = (q: {
  readonly campaignId: string;
  readonly day: string;
  readonly stream: string;
  readonly shardId: string;
}) => ({ campaignId: q.campaignId, day: `${q.day}#${q.stream}#${q.shardId}` });

/** The lists of one day are together, each in the order of time; no campaign has such an id. */
export const messageListPrefix = "messages#";
export const messageListKey = {
  id: (day: string): string => `${messageListPrefix}${day}`,
  of: (q: {
    readonly day: string;
    readonly list: string;
    readonly at: number;
    readonly shardId: string;
    readonly sequence: string;
  }) => ({
    campaignId: messageListKey.id(q.day),
    day: `${q.list}#${instantText(q.at)}#${q.shardId}#${sequenceText(q.sequence)}`,
  }),
};

export const shopId = "shop";
export const figuresPrefix = "figures#";
export const figuresKey = (shardId: string) => ({ campaignId: shopId, day: `${figuresPrefix}${shardId}` });

/** The list of what must not be written to, and the record of an erasure: both by keyed hash, never by address or id. */
export const suppressionKey = (hash: string) => ({ id: `suppressed#${hash}`, kind: "suppression" }) as const;
export const erasureKey = (hash: string) => ({ id: `erased#${hash}`, kind: "erasure" }) as const;

/** Of a pool of codes: what was given so far, its codes in the order of upload, and a mark for every code it ever had. */
const poolId = (couponId: string): string => `coupon#${couponId}`;
export const poolKey = (couponId: string) => ({ id: poolId(couponId), kind: "pool" }) as const;
export const sheetPrefix = "sheet#";
/** A sheet is named by the number of its first code. */
export const sheetKey = (couponId: string, first: number) => ({
  id: poolId(couponId),
  kind: `${sheetPrefix}${instantText(first)}`,
});
export const knownCodeKey = (couponId: string, code: string) => ({ id: poolId(couponId), kind: `code#${code}` });

/** Codes of pools that a customer was given, together, so that an export or an erasure finds them. */
export const couponClaimsId = (customerId: string): string => `coupon-claims#${customerId}`;
export const couponClaimKey = (q: { readonly customerId: string; readonly claimId: string }) => ({
  id: couponClaimsId(q.customerId),
  kind: `claim#${q.claimId}`,
});

/** The catalogue is together, so that a count of what was sold reads it in pages; the lists that messages read are beside it. */
export const productsId = "products";
export const productKey = (productId: string) => ({ id: productsId, kind: `product#${productId}` }) as const;
export const pickListsId = "products#picks";
/** Without a category: the whole shop's list. */
export const pickListKey = (category?: string) =>
  ({ id: pickListsId, kind: category === undefined ? "shop" : `category#${category}` }) as const;
/** What goes with a product: beside the lists of best sellers, which are read where this says too little. */
export const companionListPrefix = "with#";
export const companionListKey = (productId: string) =>
  ({ id: pickListsId, kind: `${companionListPrefix}${productId}` }) as const;

/** Messages on trial that one person asked for: so many places, taken again once an hour has passed. */
export const trialsId = (person: string): string => `trials#${person}`;
export const trialPrefix = "trial#";
export const trialKey = (person: string, place: number) =>
  ({ customerId: trialsId(person), messageKey: `${trialPrefix}${String(place).padStart(2, "0")}` }) as const;
