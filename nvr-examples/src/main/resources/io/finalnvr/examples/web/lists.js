// What is marked, and what is missing, as lists below the timeline: for keys, and for reading causes.

import { remove } from './api.js';
import { asPlanned, causeOf, clock, confirmDialog, h, span } from './dom.js';

const MOST_GAPS = 50;

export class Lists {
  /** Actions: goTo(instant), changed(); whether marks may be removed. */
  constructor(actions, mayKeep) {
    this.actions = actions;
    this.mayKeep = mayKeep;
    this.element = h('div', { class: 'grid lists' }, ['marks', 'gaps'].map((id) => h('section', { class: 'card', 'data-list': id })));
    this.shown = {};
  }

  /** Bookmarks and holds of the lanes, the newest first. */
  marks(lanes) {
    const rows = lanes.flatMap((lane) => [
      ...lane.bookmarks.map((each) => ({ ...each, lane, what: each.name, path: `/bookmarks/${each.id}`, kind: 'Bookmark' })),
      ...lane.holds.map((each) => ({ ...each, lane, what: `${each.note || 'held'}${each.stream === 'sub' ? ' (sub stream)' : ''}`, path: `/holds/${each.id}`, kind: 'Hold' })),
    ]).sort((a, b) => Date.parse(b.start) - Date.parse(a.start));
    const none = this.mayKeep ? 'None. Bookmarks name an instant, holds keep a range from being removed.' : 'None.';
    this.#section('marks', 'Bookmarks and holds', none, rows, (row) => h('tr', {},
      h('td', { class: 'time' }, this.#jump(row.start, clock(new Date(row.start)))),
      h('td', {}, `${row.kind}: ${row.what}`),
      h('td', { class: 'soft' }, row.lane.name),
      h('td', {}, this.mayKeep ? h('button', { class: 'quiet small', 'aria-label': `Remove ${row.kind} ${row.what}`, onclick: () => this.#drop(row) }, 'Remove') : null)));
  }

  /** Gaps in what a timeline shows, the newest first. */
  gaps({ lanes, from, until }) {
    const rows = lanes.flatMap((lane) => lane.gaps.filter((gap) => gap.end > from && gap.start < until).map((gap) => ({ ...gap, lane })))
      .sort((a, b) => b.start - a.start).slice(0, MOST_GAPS);
    this.#section('gaps', 'Gaps', 'None in what the timeline shows.', rows, (gap) => h('tr', {},
      h('td', { class: 'time' }, this.#jump(gap.start - 2000, clock(new Date(gap.start)), 'Go to 2 s before it')),
      h('td', { class: 'length' }, span(gap.end - gap.start)),
      h('td', {}, h('span', { class: `state ${asPlanned(gap.cause) ? '' : 'warn'}` }, causeOf(gap.cause)), gap.detail && gap.detail !== causeOf(gap.cause) ? h('div', { class: 'soft' }, gap.detail) : null),
      h('td', { class: 'soft' }, lanes.length > 1 ? gap.lane.name : '')));
  }

  #jump(at, text, title = 'Go there') {
    return h('button', { class: 'link', title, onclick: () => this.actions.goTo(new Date(at)) }, text);
  }

  #drop(row) {
    const text = row.kind === 'Hold' ? 'Retention removes again what it held.' : 'The footage stays.';
    confirmDialog(`Remove ${row.kind.toLowerCase()} “${row.what}”?`, text, 'Remove', async () => {
      await remove(row.path);
      this.actions.changed();
    });
  }

  /** What is the same as before stays, with its focus. */
  #section(id, title, none, rows, row) {
    const key = JSON.stringify(rows.map((each) => ({ ...each, lane: each.lane.name })));
    if (this.shown[id] === key) return;
    this.shown[id] = key;
    const content = rows.length ? h('div', { class: 'scroll' }, h('table', {}, rows.map(row))) : h('p', { class: 'soft' }, none);
    this.element.querySelector(`[data-list=${id}]`).replaceChildren(h('h2', {}, title), content);
  }
}
