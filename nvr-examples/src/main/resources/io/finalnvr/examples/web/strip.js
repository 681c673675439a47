// The timeline as a strip: recordings, gaps with causes, and the instant shown. Wheel zooms from a
// minute to a year, dragging moves, a click or a drag in the lower half looks for an instant.

import { clock } from './dom.js';

const MINUTE = 60_000;
const YEAR = 366 * 24 * 60 * MINUTE;
const STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200, 86400, 172800, 604800, 1209600, 2592000, 7776000, 15552000].map((s) => s * 1000);

export class Strip {
  constructor(canvas, actions) {
    this.canvas = canvas;
    this.actions = actions;
    this.recordings = [];
    this.gaps = [];
    this.from = Date.now() - 60 * MINUTE;
    this.until = Date.now();
    this.thumb = document.createElement('div');
    this.thumb.id = 'thumb';
    this.thumb.hidden = true;
    document.body.append(this.thumb);
    this.observer = new ResizeObserver(() => this.draw());
    this.observer.observe(canvas);
    canvas.addEventListener('pointerdown', (e) => this.#down(e));
    canvas.addEventListener('pointermove', (e) => this.#move(e));
    canvas.addEventListener('pointerup', (e) => this.#up(e));
    canvas.addEventListener('pointerleave', () => this.#hideThumb());
    canvas.addEventListener('wheel', (e) => this.#wheel(e), { passive: false });
    canvas.addEventListener('keydown', (e) => this.#key(e));
  }

  close() {
    this.observer.disconnect();
    this.thumb.remove();
  }

  timeline(timeline, keepView) {
    const read = (list) => list.map((each) => ({ ...each, start: Date.parse(each.start), end: Date.parse(each.end) }));
    this.recordings = read(timeline.recordings);
    this.gaps = read(timeline.gaps);
    if (!keepView && this.recordings.length) {
      const first = this.recordings[0].start;
      const last = this.recordings.at(-1).end;
      const span = Math.max(MINUTE, Math.min(last - first, 24 * 60 * MINUTE));
      this.#view(last - span * 1.02, last + span * 0.02);
    }
    this.draw();
  }

  lastInstant() {
    return this.recordings.length ? new Date(this.recordings.at(-1).end) : null;
  }

  head(instant) {
    this.shown = instant.getTime();
    this.draw();
  }

  #view(from, until) {
    let span = Math.min(YEAR, Math.max(MINUTE, until - from));
    const middle = (from + until) / 2;
    this.from = middle - span / 2;
    this.until = middle + span / 2;
  }

  #x(time) {
    return ((time - this.from) / (this.until - this.from)) * this.canvas.clientWidth;
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
    const bar = (each, name) => {
      const x = this.#x(each.start);
      const end = this.#x(each.end);
      if (end < 0 || x > width) return;
      g.fillStyle = color(name);
      g.fillRect(x, 40, Math.max(1.5, end - x), 30);
    };
    this.recordings.forEach((each) => bar(each, '--footage'));
    this.gaps.forEach((each) => bar(each, '--gap'));
    if (this.shown) {
      g.fillStyle = color('--bad');
      g.fillRect(this.#x(this.shown) - 1, 30, 2, 50);
    }
  }

  #ticks(g, width, height, color) {
    const wanted = (this.until - this.from) / (width / 110);
    const step = STEPS.find((s) => s >= wanted) || STEPS.at(-1);
    const zone = new Date(this.from).getTimezoneOffset() * MINUTE;
    g.font = '12px system-ui, "DejaVu Sans", sans-serif';
    g.textBaseline = 'top';
    for (let t = Math.ceil((this.from - zone) / step) * step + zone; t < this.until; t += step) {
      const x = this.#x(t);
      g.fillStyle = color('--line');
      g.fillRect(x, 24, 1, height - 24);
      g.fillStyle = color('--soft');
      const text = clock(new Date(t));
      g.fillText(step >= 86_400_000 ? text.slice(0, 10) : step >= MINUTE ? text.slice(5, 16) : text.slice(11), x + 3, 6);
    }
  }

  #down(event) {
    this.canvas.setPointerCapture(event.pointerId);
    this.drag = { x: event.offsetX, from: this.from, until: this.until, scrub: event.offsetY > 24, moved: false };
  }

  #move(event) {
    const time = this.#time(event.offsetX);
    const gap = this.gaps.find((each) => each.start <= time && time < each.end);
    this.actions.gap(gap);
    this.#showThumb(event, time);
    if (!this.drag) return;
    this.drag.moved ||= Math.abs(event.offsetX - this.drag.x) > 4;
    if (!this.drag.scrub && this.drag.moved) {
      const shift = ((this.drag.x - event.offsetX) / this.canvas.clientWidth) * (this.drag.until - this.drag.from);
      this.from = this.drag.from + shift;
      this.until = this.drag.until + shift;
      this.draw();
    }
  }

  #up(event) {
    const drag = this.drag;
    this.drag = null;
    if (drag && (drag.scrub || !drag.moved)) this.actions.seek(new Date(this.#time(event.offsetX)));
  }

  #showThumb(event, time) {
    const there = this.recordings.some((each) => each.start <= time && time < each.end);
    if (!there) return this.#hideThumb();
    this.thumb.hidden = false;
    this.thumb.style.left = `${Math.max(4, Math.min(innerWidth - 204, event.clientX - 100))}px`;
    this.thumb.style.top = `${this.canvas.getBoundingClientRect().top - 140}px`;
    clearTimeout(this.thumbTimer);
    this.thumbTimer = setTimeout(() => {
      const picture = new Image();
      picture.alt = '';
      picture.onload = () => this.thumb.replaceChildren(picture, clock(new Date(time)));
      picture.src = this.actions.thumbnail(new Date(time));
    }, 120);
    return undefined;
  }

  #hideThumb() {
    clearTimeout(this.thumbTimer);
    this.thumb.hidden = true;
    this.thumb.replaceChildren();
  }

  #wheel(event) {
    event.preventDefault();
    this.#zoom(event.deltaY > 0 ? 1.25 : 0.8, this.#time(event.offsetX));
  }

  #zoom(factor, around) {
    const span = this.until - this.from;
    const next = Math.min(YEAR, Math.max(MINUTE, span * factor));
    this.from = around - ((around - this.from) / span) * next;
    this.until = this.from + next;
    this.draw();
  }

  #key(event) {
    const middle = (this.from + this.until) / 2;
    const shift = (this.until - this.from) / 10;
    if (event.key === '+' || event.key === '=') this.#zoom(0.8, middle);
    else if (event.key === '-') this.#zoom(1.25, middle);
    else if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') {
      const by = event.key === 'ArrowLeft' ? -shift : shift;
      this.from += by;
      this.until += by;
      this.draw();
    } else if (event.key === 'Enter') this.actions.seek(new Date(middle));
    else return;
    event.preventDefault();
  }
}
