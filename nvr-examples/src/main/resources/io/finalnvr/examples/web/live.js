// The wall: cameras live, 1 to 16 at once.

import { get, snapshotUrl } from './api.js';
import { empty, h, stateOf } from './dom.js';
import { CameraView } from './view.js';

const SIZES = [1, 4, 9, 16];
const WAYS = { auto: 'Automatic', WebRTC: 'WebRTC', MSE: 'MSE' };
const BOXES = 1500; // ms that a box stays where nothing more is told

export async function show(page, context) {
  let cameras = await get('/cameras');
  const size = h('select', { 'aria-label': 'Cameras on the wall' }, SIZES.map((n) => h('option', { value: n }, n === 1 ? '1 camera' : `${n} cameras`)));
  const remembered = Number(localStorage.getItem('nvr.wall'));
  size.value = String(SIZES.includes(remembered) ? remembered : SIZES.find((n) => n >= cameras.length) || 16);
  const wall = h('div', { class: 'wall' });
  page.append(h('div', { class: 'head' }, h('h1', {}, 'Live'), size), wall);
  let tiles = [];

  function build() {
    tiles.forEach((tile) => tile.close());
    const shown = cameras.slice(0, Number(size.value));
    wall.style.setProperty('--columns', Math.max(1, Math.ceil(Math.sqrt(shown.length))));
    wall.style.setProperty('--rows', Math.max(1, Math.ceil(shown.length / Math.ceil(Math.sqrt(shown.length)))));
    wall.classList.toggle('many', shown.length > 4);
    tiles = shown.map((camera) => new Tile(camera));
    wall.replaceChildren(...tiles.map((tile) => tile.element));
    if (!tiles.length) {
      wall.append(empty('No cameras yet', context.session.role === 'ADMIN' ? h('a', { href: '#cameras' }, 'Add the first one to see it here.') : 'An administrator adds them.'));
    }
    size.hidden = !tiles.length;
  }

  size.addEventListener('change', () => {
    localStorage.setItem('nvr.wall', size.value);
    build();
  });
  build();
  context.onMessage(async (message) => {
    if (message.type === 'seen') {
      tiles.filter((tile) => tile.camera.id === message.camera).forEach((tile) => tile.seen(message.detections));
      return;
    }
    if (!['camera', 'again'].includes(message.type)) return;
    const now = await get('/cameras');
    const same = now.length === cameras.length && now.every((camera, i) => camera.id === cameras[i].id && camera.uri === cameras[i].uri);
    cameras = now;
    if (same) tiles.forEach((tile) => tile.update(now.find((camera) => camera.id === tile.camera.id)));
    else build();
  });
  return () => tiles.forEach((tile) => tile.close());
}

class Tile {
  constructor(camera) {
    this.camera = camera;
    this.view = new CameraView(camera.id);
    this.label = h('span', { class: 'label state' });
    this.figures = h('span', { class: 'figures' });
    this.trouble = h('div', { class: 'trouble', role: 'status', hidden: true });
    this.sound = h('button', { class: 'sound', 'aria-pressed': 'false', onclick: () => this.#sound() }, 'Sound');
    this.ways = h('select', { class: 'way', 'aria-label': 'How the video comes', title: 'WebRTC has the least delay; MSE leaves out nothing', onchange: () => this.#choose() }, Object.entries(WAYS).map(([value, name]) => h('option', { value }, name)));
    this.ways.value = WAYS[localStorage.getItem(`nvr.way.${camera.id}`)] ? localStorage.getItem(`nvr.way.${camera.id}`) : 'auto';
    const tools = h('div', { class: 'tools' },
      this.sound,
      this.ways,
      h('a', { class: 'button', href: `#recorded/${camera.id}` }, 'Recorded'),
      h('button', { onclick: () => this.#snapshot() }, 'Snapshot'),
      h('button', { onclick: () => this.#full() }, 'Full screen'));
    this.element = h('section', { class: 'tile', tabIndex: 0, 'data-tile': camera.id, 'aria-label': camera.name, ondblclick: () => this.#full(), onkeydown: (event) => this.#key(event) },
      this.view.element, this.trouble, this.label, this.figures, tools);
    this.update(camera);
    this.view.live(this.ways.value);
    this.view.addEventListener('shown', () => this.#late(this.view.instant?.getTime()));
    this.view.addEventListener('silent', (event) => {
      this.sound.disabled = true;
      this.sound.title = `This browser can't decode the sound: ${event.detail}`;
    });
    this.#measure();
    this.timer = setInterval(() => this.#forget(), 500);
  }

  update(camera) {
    if (!camera) return;
    this.camera = camera;
    const [kind, word, reason] = stateOf(camera);
    this.label.className = `label state ${kind}`;
    this.label.textContent = camera.name;
    this.label.title = `${word}: ${reason}`;
    this.sound.hidden = !camera.tracks.some((track) => track.startsWith('audio'));
    this.trouble.hidden = kind !== 'bad' && camera.recorder !== undefined;
    this.trouble.textContent = camera.recorder ? reason : 'Not recorded, so there is nothing live to see.';
    if (!camera.recorder) this.figures.textContent = '';
  }

  /** What is seen in front of the camera now. */
  seen(detections) {
    this.seenUntil = Date.now() + BOXES;
    this.view.boxes(detections.filter((each) => each.area));
  }

  #forget() {
    if (!this.seenUntil || this.seenUntil > Date.now()) return;
    this.seenUntil = 0;
    this.view.boxes([]);
  }

  #sound() {
    const media = this.view.media;
    media.muted = !media.muted;
    this.view.video.sound = !media.muted;
    if (this.view.kind === 'video') this.view.live(this.ways.value);
    this.sound.setAttribute('aria-pressed', String(!media.muted));
  }

  #choose() {
    localStorage.setItem(`nvr.way.${this.camera.id}`, this.ways.value);
    this.sound.disabled = false;
    this.sound.title = '';
    this.view.live(this.ways.value);
  }

  #snapshot() {
    const at = this.view.instant || new Date();
    h('a', { href: snapshotUrl(this.camera.id, at), download: `${this.camera.id}-${at.toISOString()}.jpg` }).click();
  }

  #full() {
    if (document.fullscreenElement) document.exitFullscreen();
    else this.element.requestFullscreen?.();
  }

  #key(event) {
    if (event.target !== this.element) return;
    if (event.key === 'Enter' || event.key === 'f') this.#full();
    else if (event.key === 'm' && !this.sound.hidden) this.#sound();
    else if (event.key === 's') this.#snapshot();
    else if (event.key === 'r') location.hash = `#recorded/${this.camera.id}`;
    else return;
    event.preventDefault();
  }

  /** From the instant of a frame to when it is shown; camera, server and browser need one clock. */
  #measure() {
    const media = this.view.media;
    if (!media.requestVideoFrameCallback) return;
    const each = (now, frame) => {
      if (this.closed) return;
      this.#late(this.view.timeOf(frame), Date.now() - performance.now() + frame.expectedDisplayTime);
      media.requestVideoFrameCallback(each);
    };
    media.requestVideoFrameCallback(each);
  }

  #late(instant, shown = Date.now()) {
    if (!instant || !this.camera.recorder) return;
    const late = Math.round(shown - instant);
    const now = performance.now();
    if (this.written && now - this.written < 500) return;
    this.written = now;
    this.figures.textContent = `${this.view.way} · ${Math.max(0, late)} ms`;
    this.figures.title = `How it is shown, and how long after it happened${this.view.why ? `. Not by WebRTC: ${this.view.why}` : ''}`;
    this.element.dataset.latency = late;
  }

  close() {
    this.closed = true;
    clearInterval(this.timer);
    this.view.close();
  }
}
