/** Every page, batch and retry of the stores, with its reason. */

/** BatchGetItem takes at most so many keys. */
export const batchGetMax = 100;

/** BatchWriteItem takes at most so many items. */
export const batchWriteMax = 25;

/** Sends of one batch that still leave something unprocessed: with doubling pauses, about 6 seconds of throttling. */
export const unprocessedTriesMax = 8;

/** The first pause before unprocessed items are sent again; each further one is twice as long. */
export const unprocessedPauseMs = 50;

/** Customers that share one email address or phone number. More are a shop's test address, not people. */
export const sharedAddressMax = 100;

/** Publishing is done by people: so many lost races in a row mean something else is wrong. */
export const publishTriesMax = 8;

/** Writers of one counter: one shard has one reader, so a second try meets at most a repeat of the same records. */
export const addTriesMax = 4;

/** Ticks that overlap, and a page of each at a time: whoever loses that often claims nothing and leaves its customers due. */
export const paceTriesMax = 12;

/** A pause must reach every function within a tick, so nobody decides by rules older than this. */
export const rulesAgeMsMax = 20_000;

/** The shop's typical gap moves slowly and its counters grow in number, so they are read less often. */
export const figuresAgeMsMax = 300_000;

/** Words of a campaign version never change once saved; a send needs them for every message. */
export const wordsKept = 200;

/** A deed of a person that meets another write of the same item: feedback writes a message a few times at most. */
export const togetherTriesMax = 5;

/** Codes of a sheet: with its codes' marks and the pool's head they are one transaction, which takes 100 items. */
export const sheetCodesMax = 90;

/** Sheets that a sender remembers; they never change. One serves ninety messages. */
export const sheetsKept = 20;

/** Tries at an item of a pool that others write as well. Each loser lets somebody else go on. */
export const poolTriesMax = 12;

/** Codes drawn and not settled yet. So many at once are more than parallel senders: some of them broke off. */
export const openDrawsMax = 25;

/** Best sellers move slowly; what sold out is out of every message after so long. */
export const picksAgeMsMax = 300_000;

/** Lists of best sellers that a sender remembers: one for each category of the shop. */
export const pickListsKept = 500;

/** Lists of what goes with a product that a sender remembers: one for each product that is compared at all. */
export const companionListsKept = 1_000;

/** Lists that show the same product: all of them are written when its price changes or it sells out. */
export const shownInMax = 40;

/** Products that a sender remembers, of those its messages are about. */
export const productsLoadedMax = 1_000;

/** Writers of one list of best sellers: a person's count, and webhooks of the products in it. */
export const pickListTriesMax = 8;

/** Customers of a sample read at a time; a part holds fewer, as long as the count that divided them is right. */
export const samplePageMax = 250;

/** Samples drawn anew because the count was out of date: each round may be eight times off. */
export const sampleRoundsMax = 8;

/** Customers that the shop learns from: a figure of them all is right to two points, whatever the size of the shop. */
export const learnSampleSize = 2_000;

/** Customers whose histories a backtest plays while a person waits. */
export const backtestSampleSize = 500;

/** Events of one customer that learning looks at, the latest ones: a megabyte holds more, and few people do that much. */
export const learnEventsMax = 1_000;

/** Customers whose events are read at once: enough to hide the latency of the table. */
export const learnReadsAtOnce = 20;

/** What was learned changes once a day, and reaches everybody within the hour that way. */
export const learnedAgeMsMax = 300_000;

/** An item of the table holds 400 KB. What is learned of products is cut long before that. */
export const learnedBytesMax = 200_000;

/** Days of which the key figures are kept. */
export const learnedDaysKept = 400;

/** Days of counters that splits that adapt learn from: as many as the console's page of effect looks back. */
export const waysDaysMax = 400;
