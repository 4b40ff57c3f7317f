import { defineWords, useWords } from "../../../words/define-words.ts";

const sourceWords = defineWords("consent-source", {
  en: {
    system: "by the shop's system ({{name}})",
    source: {
      "told-to-shop": "told somebody of the shop",
      preferences: "on the preferences page",
      page: "on the opt-out page",
      "one-click": "by the mail program's button",
      "sms-reply": "by answering a text",
      "ses-subscription": "at the mail provider",
      import: "from an import",
      checkout: "at the checkout",
      form: "in a form",
      "sign-up": "when signing up",
      shopify: "in the Shopify shop",
    },
  },
  zh: {
    system: "店铺系统（{{name}}）",
    source: {
      "told-to-shop": "告知店铺人员",
      preferences: "偏好设置页面",
      page: "退订页面",
      "one-click": "邮箱的一键退订",
      "sms-reply": "回复短信",
      "ses-subscription": "邮件服务商处",
      import: "导入数据",
      checkout: "结账页面",
      form: "表单",
      "sign-up": "注册时",
      shopify: "Shopify 店铺",
    },
  },
});

/** Where a statement of consent was made; a shop's own name for it stands as it is. */
export const useSourceName = (): ((source: string) => string) => {
  const say = useWords(sourceWords);
  return (source) => {
    const [, name] = /^(?:identify|track) by (.+)$/.exec(source) ?? [];
    return name === undefined ? say.code("source", source) : say("system", { name });
  };
};
