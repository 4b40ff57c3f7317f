/** The ways a message can reach a customer: email (SES), sms (SNS or End User Messaging to a number), push (SNS to a platform endpoint). */
export const channels = ["email", "sms", "push"] as const;
export type Channel = (typeof channels)[number];

/** What a message is about. Caps and consent speak in categories; a topic is a category, or `all`. */
export const categories = ["promotion", "care", "service", "transactional"] as const;
export type Category = (typeof categories)[number];

export const languages = ["en", "zh"] as const;
export type Language = (typeof languages)[number];
