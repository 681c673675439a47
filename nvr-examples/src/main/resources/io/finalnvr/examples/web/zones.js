// Where motion counts and where it does not: rectangles drawn over a picture of the camera. Zones
// of other shapes, set by the API, are shown and stay as they are.

import { h } from './dom.js';

const LEAST = 0.02; // of the picture's width and height
const STEP = 0.02;
const TRY_AGAIN = 2000; // ms after which a picture is asked for that was not there
const KINDS = { zones: 'Zone', masks: 'Mask' };

const corners = ({ x, y, width, height }) => [
  { x, y }, { x: x + width, y }, { x: x + width, y: y + height }, { x, y: y + height }];

function bounds(zone) {
  const xs = zone.corners.map((corner) => corner.x);
  const ys = zone.corners.map((corner) => corner.y);
  const [x, y] = [Math.min(...xs), Math.min(...ys)];
  return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y };
}

const round = (value) => Math.round(value * 1000) / 1000;
const within = (value, least, most) => round(Math.min(most, Math.max(least, value)));

export class ZoneEditor {
  /** Of { zones, masks }; with what tells the address of a picture to draw over. */
  constructor({ zones, masks }, picture) {
    this.zones = [...zones];
    this.masks = [...masks];
    this.kind = 'zones';
    this.surface = h('div', { class: 'zone-picture' }, h('p', { class: 'soft' }, 'There is no picture yet; zones can be drawn all the same.'));
    const image = h('img', { alt: '', draggable: false });
    image.addEventListener('load', () => {
      this.surface.style.aspectRatio = `${image.naturalWidth} / ${image.naturalHeight}`;
      this.surface.querySelector('p')?.replaceWith(image);
    });
    image.addEventListener('error', () => setTimeout(() => { if (this.surface.isConnected) image.src = picture(); }, TRY_AGAIN));
    image.src = picture();
    this.list = h('ul', { class: 'zone-list' });
    this.element = h('div', { class: 'part' },
      h('div', { class: 'controls' },
        Object.entries({ zones: 'Zone: motion counts here', masks: 'Mask: it does not count here' }).map(([kind, text]) => h('label', { class: 'check' },
          h('input', { type: 'radio', name: 'draw', value: kind, checked: kind === 'zones', onchange: () => { this.kind = kind; } }), text))),
      this.surface,
      h('p', { class: 'soft' }, 'Draw over the picture. Arrow keys move the one that is focused, with Shift they change its size.'),
      this.list,
      h('div', {}, h('button', { type: 'button', class: 'small', onclick: () => this.#add({ x: 0.25, y: 0.25, width: 0.5, height: 0.5 }) }, 'Add in the middle')));
    this.surface.addEventListener('pointerdown', (event) => this.#draw(event));
    this.#show();
  }

  /** As the API takes them. */
  get value() {
    return { zones: this.zones, masks: this.masks };
  }

  #at(event) {
    const box = this.surface.getBoundingClientRect();
    return { x: within((event.clientX - box.left) / box.width, 0, 1), y: within((event.clientY - box.top) / box.height, 0, 1) };
  }

  #draw(event) {
    if (event.button || event.target.closest('.zone')) return;
    event.preventDefault();
    const start = this.#at(event);
    const shown = h('div', { class: `zone ${this.kind}` });
    this.surface.append(shown);
    this.surface.setPointerCapture(event.pointerId);
    let area = null;
    const move = (moved) => {
      const end = this.#at(moved);
      area = { x: Math.min(start.x, end.x), y: Math.min(start.y, end.y), width: round(Math.abs(end.x - start.x)), height: round(Math.abs(end.y - start.y)) };
      this.#place(shown, area);
    };
    const over = () => {
      this.surface.removeEventListener('pointermove', move);
      this.surface.removeEventListener('pointerup', over);
      this.surface.removeEventListener('pointercancel', over);
      shown.remove();
      if (area && area.width >= LEAST && area.height >= LEAST) this.#add(area);
    };
    this.surface.addEventListener('pointermove', move);
    this.surface.addEventListener('pointerup', over);
    this.surface.addEventListener('pointercancel', over);
  }

  #add(area) {
    const all = this[this.kind];
    const word = KINDS[this.kind];
    let number = all.length + 1;
    while (all.some((zone) => zone.name === `${word} ${number}`)) number++;
    all.push({ name: `${word} ${number}`, corners: corners(area) });
    this.#show();
  }

  #place(element, { x, y, width, height }) {
    Object.assign(element.style, { left: `${x * 100}%`, top: `${y * 100}%`, width: `${width * 100}%`, height: `${height * 100}%` });
  }

  #show() {
    this.surface.querySelectorAll('.zone').forEach((each) => each.remove());
    const rows = [];
    for (const kind of Object.keys(KINDS)) {
      this[kind].forEach((zone, i) => {
        const box = bounds(zone);
        const shown = h('div', { class: `zone ${kind}`, tabIndex: 0, role: 'img', 'aria-label': zone.name, onkeydown: (event) => this.#key(event, kind, i) }, h('span', {}, zone.name));
        this.#place(shown, box);
        const shape = zone.corners.map((corner) => `${((corner.x - box.x) / box.width) * 100}% ${((corner.y - box.y) / box.height) * 100}%`);
        shown.append(h('i', {}));
        shown.lastChild.style.clipPath = `polygon(${shape.join(', ')})`;
        this.surface.append(shown);
        rows.push(h('li', {},
          h('input', { value: zone.name, 'aria-label': `Name of ${zone.name}`, maxLength: 60, onchange: (event) => this.#rename(event.target, kind, i) }),
          h('span', { class: 'soft' }, kind === 'zones' ? 'counts' : 'does not count'),
          h('button', { type: 'button', class: 'quiet small', 'aria-label': `Remove ${zone.name}`, onclick: () => { this[kind].splice(i, 1); this.#show(); } }, 'Remove')));
      });
    }
    this.list.replaceChildren(...rows);
    if (!rows.length) this.list.append(h('li', { class: 'soft' }, 'None: motion counts everywhere.'));
  }

  #rename(input, kind, i) {
    const name = input.value.trim();
    if (name) this[kind][i] = { ...this[kind][i], name };
    this.#show();
  }

  #key(event, kind, i) {
    const way = { ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, -STEP], ArrowDown: [0, STEP] }[event.key];
    if (!way) return;
    event.preventDefault();
    const zone = this[kind][i];
    const box = bounds(zone);
    const moved = event.shiftKey
      ? { ...box, width: within(box.width + way[0], LEAST, 1 - box.x), height: within(box.height + way[1], LEAST, 1 - box.y) }
      : { ...box, x: within(box.x + way[0], 0, 1 - box.width), y: within(box.y + way[1], 0, 1 - box.height) };
    this[kind][i] = {
      ...zone,
      corners: zone.corners.map((corner) => ({
        x: within(moved.x + ((corner.x - box.x) / box.width) * moved.width, 0, 1),
        y: within(moved.y + ((corner.y - box.y) / box.height) * moved.height, 0, 1),
      })),
    };
    const focused = [...this.surface.querySelectorAll('.zone')].indexOf(event.currentTarget);
    this.#show();
    this.surface.querySelectorAll('.zone')[focused]?.focus();
  }
}
