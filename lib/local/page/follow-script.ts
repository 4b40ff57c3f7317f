import { html } from "hono/html";
import type { Html, PageFrame } from "./layout.ts";

/** The parts of the overview that are exchanged while the clock moves. */
export const liveIds = { figures: "live-figures", funnel: "live-funnel", messages: "live-messages" } as const;

/**
 * Follows what is under way: the bar and the clock twice a second, figures and messages every third second, everything at
 * the end. Parts the keyboard is in stay as they are. Without script the page reloads by itself.
 */
export const followScript = (
  frame: PageFrame,
): Html => html`<noscript><meta http-equiv="refresh" content="2; url=/?lang=${frame.language}"></noscript>
<script nonce="${frame.nonce}">
const bar = document.getElementById("jump");
const label = document.getElementById("jump-label");
const shopClock = document.getElementById("shop-clock");
const { kind, home } = bar.dataset;
const page = location.pathname === "/" ? location.href : home;
const { locale, zone } = shopClock.dataset;
const asTime = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short", timeZone: zone });
const exchange = async () => {
  // The style of another answer carries a nonce that this page does not allow.
  const text = (await (await fetch(page)).text()).replace(/<style[^]*?<\\/style>/, "");
  const fresh = new DOMParser().parseFromString(text, "text/html");
  for (const old of document.querySelectorAll("[id^=live-]")) {
    const next = fresh.getElementById(old.id);
    if (next && !old.contains(document.activeElement)) old.replaceWith(document.adoptNode(next));
  }
  const said = fresh.getElementById("jump-label");
  if (said) label.textContent = said.textContent;
};
let turn = 0;
const follow = async () => {
  try {
    const state = await (await fetch("/clock")).json();
    if (state.kind !== kind) return page === location.href ? location.reload() : location.replace(page);
    bar.value = state.percent;
    if (state.now) shopClock.textContent = asTime.format(state.now);
    turn += 1;
    if (turn % 6 === 0) await exchange();
    setTimeout(follow, 500);
  } catch {
    setTimeout(follow, 3000);
  }
};
setTimeout(follow, 300);
</script>`;
