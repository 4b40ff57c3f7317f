import { html } from "hono/html";
import type { JumpState } from "../clock-jump.ts";
import { followScript } from "./follow-script.ts";
import { type Html, type PageFrame, shopTime, timeLocales } from "./layout.ts";

/** What the clock is doing: moving, or not yet to be moved because the shop is still being filled. */
export type ClockState = JumpState | { readonly kind: "filling"; readonly done: number; readonly of: number };

export interface ClockQuery {
  readonly frame: PageFrame;
  readonly now: number;
  readonly timeZone: string;
  readonly clock: ClockState;
}

const share = (done: number, of: number): number => Math.round((100 * done) / Math.max(1, of));

/** How much of what is under way is done, 0 to 100. */
export const percentDone = (state: ClockState): number => {
  if (state.kind === "filling") return share(state.done, state.of);
  return state.kind === "running" ? share(state.now - state.from, state.to - state.from) : 0;
};

const jumpButtons = ({ language, words }: PageFrame): Html => {
  const button = (by: string, label: string) =>
    html`<form method="post" action="/clock?lang=${language}"><input type="hidden" name="by" value="${by}">
<button class="main" type="submit">${label}</button></form>`;
  return html`<div class="row">${button("day", words.clock.day)}${button("week", words.clock.week)}${button("month", words.clock.month)}</div>`;
};

const progress = (frame: PageFrame, clock: ClockState, label: string): Html =>
  html`<p id="jump-label" role="status">${label}</p>
<progress id="jump" aria-labelledby="jump-label" data-kind="${clock.kind}" data-home="/?lang=${frame.language}" max="100" value="${percentDone(clock)}"></progress>
${followScript(frame)}`;

const underWay = ({ frame, timeZone, clock }: ClockQuery): Html => {
  const { words, language } = frame;
  switch (clock.kind) {
    case "filling":
      return progress(frame, clock, words.clock.filling(clock.done, clock.of));
    case "running":
      return html`${progress(frame, clock, words.clock.moving(shopTime(language, timeZone, clock.to)))}
<form class="row" method="post" action="/clock/stop?lang=${language}"><button type="submit">${words.clock.stop}</button></form>`;
    default:
      return jumpButtons(frame);
  }
};

export const clockSection = (q: ClockQuery): Html => {
  const { words, language } = q.frame;
  return html`<section aria-labelledby="clock"><h2 id="clock">${words.clock.heading}</h2>
<p class="now"><time id="shop-clock" data-locale="${timeLocales[language]}" data-zone="${q.timeZone}" datetime="${new Date(q.now).toISOString()}">${shopTime(language, q.timeZone, q.now)}</time></p>
<p class="dim">${words.clock.shopTime(q.timeZone)}</p>
${underWay(q)}
<p class="dim">${words.clock.explain}</p></section>`;
};
