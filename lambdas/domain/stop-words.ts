/**
 * Words by which people leave a list when they answer a text message, with where each set comes from. They count when they
 * are the whole message: "stop" leaves, "do not stop" and "where is the bus stop" do not.
 */
const leavingWords = {
  /** CTIA handbook, 47 CFR 64.1200(a)(10), and the keywords of AWS End User Messaging. */
  english: [
    ...["stop", "stopall", "stop all", "unsubscribe", "cancel", "end", "quit", "revoke", "opt out", "optout", "remove"],
    ...["unsub", "no more", "stop please", "please stop"],
  ],
  /** Gateways in mainland China ask for one of these; "回T退订" is how messages themselves put it. */
  chinese: [
    ...["t", "td", "n", "r", "qx", "退订", "退訂", "取消", "取消订阅", "取消訂閱", "拒收", "不要再发", "停止"],
    ...["回t", "回td", "回t退订", "回td退订", "t退订", "td退订", "回复t", "回复td", "回n", "回r", "回复r"],
    ...["回复stop", "回stop", "stop退订", "回复stop退订", "拒收请回复r", "退订回t"],
  ],
  /** AWS End User Messaging, for Canada and France. */
  french: ["arret", "desabonner", "desabonnement", "desinscrire"],
  german: ["stopp", "abmelden", "abbestellen", "austragen"],
  spanish: ["alto", "baja", "parar", "pare", "cancelar", "detener", "no mas"],
  italian: ["basta", "cancella", "annulla", "disiscrivi"],
  portuguese: ["sair", "cancelar", "descadastrar"],
  dutch: ["afmelden", "uitschrijven"],
  polish: ["koniec", "rezygnuje", "wypisz"],
  turkish: ["iptal", "dur", "ret"],
  japanese: ["停止", "解除", "配信停止"],
  korean: ["수신거부", "중지"],
  russian: ["стоп", "отмена", "отписаться"],
} as const;

export type StopLanguage = keyof typeof leavingWords;

/** What a phone adds around a word: quotes, full stops, invisible marks. */
const around = /^[\s\p{P}\p{S}\p{Cf}\p{Cc}]+|[\s\p{P}\p{S}\p{Cf}\p{Cc}]+$/gu;
const accents = /\p{Mn}+/gu;

/** One spelling: full-width letters, capitals, accents, dashes and runs of spaces are no difference. */
const spelled = (text: string): string =>
  text
    .normalize("NFKD")
    .replace(accents, "")
    .normalize("NFKC")
    .toLowerCase()
    .replace(around, "")
    .replace(/[\s\p{Pd}_]+/gu, " ");

const known = new Set(
  Object.values(leavingWords)
    .flat()
    .map((word) => spelled(word)),
);

/** Longer than any way of saying it; a message of a novel is not spelled out. */
const longest = 60;

/** Whether the whole message says: no more. */
export const isStop = (text: string): boolean => text.length <= longest && known.has(spelled(text));
