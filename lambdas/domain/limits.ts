/** How much a profile remembers. Each bound keeps the stored item under 2 KB, so that a decision costs two write units. */

/** Orders kept to recognise one that is reported twice or cancelled. */
export const recentOrdersKept = 5;

/** Products whose last purchase is kept. */
export const productsKept = 5;

/** Open journeys of one campaign; a further occurrence does not enter while so many lie ahead. */
export const journeysPerCampaign = 3;

/** Milliseconds in a day of a trigger or a wait: always 24 hours, whatever the clocks do. */
export const dayMs = 86_400_000;

export const hourMs = 3_600_000;

/** What the customer did lately, for counts within a window. */
export const activitiesKept = 12;

/** Names of attributes; a name longer than this, and text longer than that, is refused at the door. */
export const attributesKept = 20;
export const attributeNameMax = 60;
export const attributeTextMax = 120;
/** Values of an attribute that is a list. */
export const attributeListKept = 10;
/** A longer name of an event can be asked for nowhere. */
export const activityNameMax = 100;

export const categoriesKept = 5;
export const favouritesKept = 5;
export const cartProductsKept = 3;
export const devicesKept = 3;
/**
 * Open cases, so that promotions wait for the last of them; whoever has more is called by a person long before. Closed ones
 * only answer for an opening that comes late.
 */
export const casesKept = 10;
export const closedCasesKept = 3;
export const couponsKept = 4;
export const departuresKept = 5;

/** Versions before the live one that are kept whole, for each campaign, and lists of the steps' names of still older ones. */
export const earlierKept = 10;
export const forgottenKept = 10;

/** Best sellers kept in a list: a customer may have bought five of them, some may sell out before the next count. */
export const picksKept = 12;
/** Of the products bought last, those whose companions are picked from: each may cost a read. */
export const companionsAsked = 2;
/** Picks that a message can show. */
export const picksShown = 3;
