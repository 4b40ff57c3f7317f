import { defineWords, useWords } from "../../../words/define-words.ts";

const personWords = defineWords("campaign-persons", {
  en: { unrecorded: "came with the product", local: "the owner of this machine" },
  zh: { unrecorded: "随产品提供", local: "本机所有者" },
});

/** Who did something, as one calls them: an email address stands as it is, an IAM identity by its last part. */
export const usePersonName = (): ((by: string) => string) => {
  const say = useWords(personWords);
  return (by) => {
    if (by === "unrecorded" || by === "local") return say(by);
    return by.startsWith("arn:") ? (by.split("/").at(-1) ?? by) : by;
  };
};
