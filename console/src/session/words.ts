import { defineWords } from "../words/define-words.ts";

export const sessionWords = defineWords("session", {
  en: {
    leaving: "Taking you to the sign-in page",
    "sign-in": "Signing in did not work",
    "sign-inHint": "It was broken off, or it took too long. Nothing is lost: sign in again.",
    signInAgain: "Sign in again",
    unreachable: "Rekindle does not answer",
    unreachableHint: "Check that you are online, then load the page again.",
    loadAgain: "Load again",
    stranger: "You are not on this shop's list",
    strangerHint:
      "You are signed in as {{person}}. Ask an admin of the shop to add this address on the page People, or sign in with another one.",
    leave: "Sign in as somebody else",
  },
  zh: {
    leaving: "正在前往登录页面",
    "sign-in": "登录未成功",
    "sign-inHint": "登录被中断或等待过久。没有任何内容丢失，请重新登录。",
    signInAgain: "重新登录",
    unreachable: "Rekindle 没有响应",
    unreachableHint: "请检查网络连接，然后重新加载页面。",
    loadAgain: "重新加载",
    stranger: "您不在本店的成员名单中",
    strangerHint: "您当前以 {{person}} 登录。请让店铺管理员在“成员”页面添加此地址，或换一个账号登录。",
    leave: "换账号登录",
  },
});
