// The timeline: a lane for each camera with recordings, gaps and marks, and the instant shown.
// Wheel and keys zoom from a minute to a year, the ruler is dragged to move, the lanes to scrub,
// with Shift to choose a range.

import { asPlanned, clock, day, exactClock, time } from './dom.js';

const MINUTE = 60_000;
const YEAR = 366 * 24 * 60 * MINUTE;
const STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200, 86400, 172800, 604800, 1209600, 2592000, 7776000, 15552000].map((s) => s * 1000);
const RULER = 26;
const LANE = 38;

const read = (list = []) => list.map((each) => ({ ...each, start: Date.parse(each.start), end: Date.parse(each.end ?? each.start) }));

export class Strip {
  constructor(canvas, actions) {
    this.canvas = canvas;
    this.actions = actions;
    this.lanes = [];
    this.range = null;
    this.found = {};
    this.#view(Date.now() - 60 * MINUTE, Date.now());
    this.thumb = document.createElement('div');
    this.thumb.id = 'thumb';
    this.thumb.hidden = true;
    document.body.append(this.thumb);
    this.observer = new ResizeObserver(() => this.draw());
    this.observer.observe(canvas);
    this.dark = matchMedia('(prefers-color-scheme: dark)');
    this.redraw = () => this.draw();
    this.dark.addEventListener('change', this.redraw);
    canvas.addEventListener('pointerdown', (e) => this.#down(e));
    canvas.addEventListener('pointermove', (e) => this.#move(e));
    canvas.addEventListener('pointerup', (e) => this.#up(e));
    canvas.addEventListener('pointercancel', () => this.#cancel());
    canvas.addEventListener('pointerleave', () => this.#hideThumb());
    canvas.addEventListener('wheel', (e) => this.#wheel(e), { passive: false });
    canvas.addEventListener('keydown', (e) => this.#key(e));
  }

  close() {
    this.observer.disconnect();
    this.dark.removeEventListener('change', this.redraw);
    this.thumb.remove();
  }

  /** One lane: { camera, name, recordings, gaps, bookmarks, holds }; times as texts. */
  show(lanes) {
    const first = !this.lanes.length;
    this.lanes = lanes.map((lane) => ({
      ...lane, recordings: read(lane.recordings), gaps: read(lane.gaps), bookmarks: read(lane.bookmarks), holds: read(lane.holds),
    }));
    const all = this.extent();
    this.canvas.dataset.start = all?.start ?? '';
    this.canvas.dataset.end = all?.end ?? '';
    this.canvas.style.height = `${RULER + LANE * Math.max(1, lanes.length) + 10}px`;
    if (first) this.fit();
    this.draw();
  }

  /** From the first to the last recorded instant, the last day at most. */
  fit() {
    const all = this.extent();
    if (!all) return;
    const span = Math.max(MINUTE, Math.min(all.end - all.start, 24 * 60 * MINUTE));
    this.#view(all.end - span * 1.02, all.end + span * 0.02);
    this.draw();
  }

  extent() {
    const all = this.lanes.flatMap((lane) => lane.recordings);
    return all.length ? { start: Math.min(...all.map((r) => r.start)), end: Math.max(...all.map((r) => r.end)) } : null;
  }

  lastInstant() {
    const all = this.extent();
    return all && new Date(all.end);
  }

  head(instant) {
    this.shown = instant ? instant.getTime() : undefined;
    if (this.shown && this.following && (this.shown < this.from || this.shown > this.until)) this.center(this.shown);
    this.draw();
  }

  center(at) {
    const half = (this.until - this.from) / 2;
    this.#view(at - half, at + half);
  }

  /** How much is shown, around the instant shown. */
  zoomTo(ms) {
    const around = this.shown >= this.from && this.shown <= this.until ? this.shown : (this.from + this.until) / 2;
    // Of what is to come there is nothing to see.
    const until = Math.min(around + ms / 2, Math.max(Date.now(), around) + ms * 0.03);
    this.#view(until - ms, until);
    this.draw();
  }

  /** By camera { from, until, levels, events }: how much moved in equal parts of that time. */
  happened(found) {
    this.found = Object.fromEntries(Object.entries(found).filter(([, each]) => each).map(([camera, each]) => [camera, { ...each, events: read(each.events) }]));
    this.draw();
  }

  choose(range) {
    this.range = range;
    this.draw();
    this.actions.range(range);
  }

  #view(from, until) {
    const span = Math.min(YEAR, Math.max(MINUTE, until - from));
    const middle = (from + until) / 2;
    this.from = middle - span / 2;
    this.until = middle + span / 2;
    this.canvas.dataset.from = this.from;
    this.canvas.dataset.until = this.until;
    this.actions.moved?.();
  }

  #x(at) {
    return ((at - this.from) / (this.until - this.from)) * this.canvas.clientWidth;
  }

  #time(x) {
    return this.from + (x / this.canvas.clientWidth) * (this.until - this.from);
  }

  draw() {
    const scale = devicePixelRatio || 1;
    const width = this.canvas.clientWidth;
    const height = this.canvas.clientHeight;
    if (!width) return;
    if (this.canvas.width !== Math.round(width * scale)) this.canvas.width = Math.round(width * scale);
    if (this.canvas.height !== Math.round(height * scale)) this.canvas.height = Math.round(height * scale);
    const style = getComputedStyle(document.documentElement);
    const color = (name) => style.getPropertyValue(name).trim();
    const g = this.canvas.getContext('2d');
    g.setTransform(scale, 0, 0, scale, 0, 0);
    g.clearRect(0, 0, width, height);
    this.#ticks(g, width, height, color);
    this.lanes.forEach((lane, i) => this.#lane(g, lane, RULER + i * LANE, width, color));
    if (this.range) {
      const x = this.#x(this.range.start);
      g.fillStyle = color('--chosen');
      g.fillRect(x, RULER, Math.max(2, this.#x(this.range.end) - x), height - RULER);
    }
    if (this.shown) {
      const x = this.#x(this.shown);
      g.fillStyle = color('--head');
      g.fillRect(x - 1, RULER - 6, 2, height - RULER + 6);
      g.beginPath();
      g.moveTo(x - 5, RULER - 7);
      g.lineTo(x + 5, RULER - 7);
      g.lineTo(x, RULER);
      g.fill();
    }
  }

  #lane(g, lane, top, width, color) {
    const bar = (each, y, height, fill) => {
      const x = Math.max(-1, this.#x(each.start));
      const end = Math.min(width + 1, this.#x(each.end));
      if (end < 0 || x > width) return;
      g.fillStyle = fill;
      g.fillRect(x, y, Math.max(2, end - x), height);
    };
    lane.recordings.forEach((each) => bar(each, top + 16, 16, color('--footage')));
    lane.gaps.forEach((each) => bar(each, top + 16, 16, color(asPlanned(each.cause) ? '--planned' : '--gap')));
    const found = this.found[lane.camera];
    if (found) {
      const part = (found.until - found.from) / found.levels.length;
      found.levels.forEach((level, i) => {
        if (level <= 0) return;
        const height = 3 + 13 * Math.min(1, level * 2);
        bar({ start: found.from + i * part, end: found.from + (i + 1) * part }, top + 32 - height, height, color('--motion'));
      });
    }
    lane.holds.forEach((each) => bar(each, top + 33, 3, color('--hold')));
    found?.events.forEach((each) => bar(each, top + 13, 3, color('--event')));
    for (const each of lane.bookmarks) {
      const x = this.#x(each.start);
      if (x < 0 || x > width) continue;
      g.fillStyle = color('--mark');
      g.beginPath();
      g.moveTo(x, top + 16);
      g.lineTo(x - 5, top + 8);
      g.lineTo(x + 5, top + 8);
      g.fill();
    }
    g.font = '600 11px system-ui, "DejaVu Sans", sans-serif';
    g.textBaseline = 'top';
    g.fillStyle = color('--soft');
    g.fillText(lane.name, 6, top + 1);
  }

  #ticks(g, width, height, color) {
    const wanted = (this.until - this.from) / (width / 96);
    const step = STEPS.find((s) => s >= wanted) || STEPS.at(-1);
    const zone = new Date(this.from).getTimezoneOffset() * MINUTE;
    g.font = '12px system-ui, "DejaVu Sans", sans-serif';
    g.textBaseline = 'top';
    let lastDay = '';
    for (let t = Math.ceil((this.from - zone) / step) * step + zone; t < this.until; t += step) {
      const x = this.#x(t);
      const date = new Date(t);
      g.fillStyle = color('--line');
      g.fillRect(x, RULER - 4, 1, height - RULER + 4);
      g.fillStyle = color('--soft');
      const today = day(date);
      const text = step >= 86_400_000 || today !== lastDay && step >= 3_600_000 ? today : time(date).slice(0, step >= MINUTE ? 5 : 8);
      lastDay = today;
      if (x + g.measureText(text).width < width) g.fillText(text, x + 3, 5);
    }
  }

  #down(event) {
    if (event.button) return;
    this.canvas.setPointerCapture(event.pointerId);
    const inLanes = event.offsetY > RULER;
    const kind = inLanes ? (event.shiftKey ? 'range' : 'scrub') : 'move';
    this.drag = { kind, x: event.offsetX, from: this.from, until: this.until, start: this.#time(event.offsetX), moved: false };
  }

  #move(event) {
    const at = this.#time(event.offsetX);
    this.actions.hover(this.#under(event.offsetX, event.offsetY, at));
    const drag = this.drag;
    if (drag) drag.moved ||= Math.abs(event.offsetX - drag.x) > 4;
    if (!drag || !drag.moved) return this.#showThumb(event, at);
    this.#hideThumb();
    if (drag.kind === 'move') {
      const shift = ((drag.x - event.offsetX) / this.canvas.clientWidth) * (drag.until - drag.from);
      this.#view(drag.from + shift, drag.until + shift);
      this.draw();
    } else if (drag.kind === 'range') {
      this.choose({ start: Math.min(drag.start, at), end: Math.max(drag.start, at) });
    } else {
      this.shown = at;
      this.draw();
      this.actions.scrub(new Date(at));
    }
    return undefined;
  }

  #up(event) {
    const drag = this.drag;
    this.drag = null;
    if (!drag || (drag.kind !== 'scrub' && drag.moved)) return;
    if (drag.kind === 'range') this.choose(null);
    else this.actions.seek(new Date(this.#time(event.offsetX)));
  }

  #cancel() {
    if (this.drag?.kind === 'scrub') this.actions.scrub(null);
    this.drag = null;
  }

  /** What lies under the pointer: a mark, an event or a gap. */
  #under(x, y, at) {
    const lane = this.lanes[Math.floor((y - RULER) / LANE)];
    if (!lane) return null;
    const near = ((this.until - this.from) / this.canvas.clientWidth) * 5;
    const within = (each) => each.start - near <= at && at < each.end + near;
    const mark = lane.bookmarks.find(within);
    if (mark) return { kind: 'bookmark', lane, ...mark };
    const gap = lane.gaps.find((each) => each.start <= at && at < each.end) || lane.gaps.find(within);
    if (gap) return { kind: 'gap', lane, ...gap };
    const event = this.found[lane.camera]?.events.find(within);
    if (event) return { kind: 'event', lane, ...event };
    const hold = lane.holds.find(within);
    return hold ? { kind: 'hold', lane, ...hold } : null;
  }

  #showThumb(event, at) {
    if (event.pointerType === 'touch') return;
    const lane = this.lanes[Math.max(0, Math.floor((event.offsetY - RULER) / LANE))];
    const there = lane?.recordings.some((each) => each.start <= at && at < each.end);
    if (!there) return this.#hideThumb();
    this.thumb.hidden = false;
    this.thumb.style.left = `${Math.max(4, Math.min(innerWidth - 204, event.clientX - 100))}px`;
    this.thumb.style.top = `${this.canvas.getBoundingClientRect().top - 142}px`;
    clearTimeout(this.thumbTimer);
    this.thumbTimer = setTimeout(() => {
      const picture = new Image();
      picture.alt = '';
      picture.onload = () => this.thumb.replaceChildren(picture, clock(new Date(at)));
      picture.src = this.actions.thumbnail(lane.camera, new Date(at));
    }, 120);
    return undefined;
  }

  #hideThumb() {
    clearTimeout(this.thumbTimer);
    this.thumb.hidden = true;
    this.thumb.replaceChildren();
    return undefined;
  }

  #wheel(event) {
    event.preventDefault();
    if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
      const shift = ((event.deltaX || event.deltaY) / this.canvas.clientWidth) * (this.until - this.from);
      this.#view(this.from + shift, this.until + shift);
      this.draw();
    } else this.#zoom(event.deltaY > 0 ? 1.25 : 0.8, this.#time(event.offsetX));
  }

  #zoom(factor, around) {
    const span = this.until - this.from;
    const next = Math.min(YEAR, Math.max(MINUTE, span * factor));
    const from = around - ((around - this.from) / span) * next;
    this.#view(from, from + next);
    this.draw();
  }

  #key(event) {
    const middle = this.shown >= this.from && this.shown <= this.until ? this.shown : (this.from + this.until) / 2;
    const shift = (this.until - this.from) / 10;
    if (event.key === '+' || event.key === '=') this.#zoom(0.8, middle);
    else if (event.key === '-') this.#zoom(1.25, middle);
    else if (event.key === 'Home') this.fit();
    else if (event.key === 'PageUp' || event.key === 'PageDown') {
      const by = (event.key === 'PageUp' ? -8 : 8) * shift;
      this.#view(this.from + by, this.until + by);
      this.draw();
    } else if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') {
      const by = (event.key === 'ArrowLeft' ? -shift : shift) / 4;
      this.actions.seek(new Date((this.shown || middle) + by));
    } else return;
    event.preventDefault();
  }

  /** For those who can't see it. */
  describe() {
    return `${exactClock(new Date(this.from))} to ${exactClock(new Date(this.until))}`;
  }
}
