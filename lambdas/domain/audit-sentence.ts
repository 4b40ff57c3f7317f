import { auditSentences, type Told } from "./audit-sentences.ts";
import type { Label } from "./field-label.ts";

/** Who did what, in both languages; an action without a sentence of its own stands by its name. */
export const auditSentence = (told: Told): Label => {
  const sentence = Object.hasOwn(auditSentences, told.action) ? auditSentences[told.action] : undefined;
  const { en, zh } = sentence?.(told) ?? { en: `${told.action} ${told.subject}`, zh: `${told.action} ${told.subject}` };
  const note = told.details.note === undefined ? undefined : String(told.details.note);
  return {
    en: `${told.by} ${en}${note === undefined ? "" : `: ${note}`}`,
    zh: `${told.by} ${zh}${note === undefined ? "" : `：${note}`}`,
  };
};
