// The wall: all cameras, live.

import { get } from './api.js';
import { h, stateOf } from './dom.js';
import { CameraVideo } from './video.js';

const SIZES = [1, 4, 9, 16];

export async function show(page, context) {
  let cameras = await get('/cameras');
  if (!cameras.length) {
    page.append(h('div', { class: 'empty' }, h('h1', {}, 'No cameras yet'), h('p', {}, h('a', { href: '#cameras' }, 'Add the first one'), ' to see it here.')));
    return () => {};
  }
  const size = h('select', { 'aria-label': 'Cameras on the wall' }, SIZES.map((n) => h('option', { value: n }, `${n} camera${n > 1 ? 's' : ''}`)));
  const remembered = Number(localStorage.getItem('nvr.wall'));
  size.value = String(SIZES.includes(remembered) ? remembered : SIZES.find((n) => n >= cameras.length) || 16);
  const wall = h('div', { class: 'wall' });
  page.append(h('div', { class: 'head' }, h('h1', {}, 'Live'), size), wall);
  let tiles = [];

  function build() {
    tiles.forEach((tile) => tile.close());
    const shown = cameras.slice(0, Number(size.value));
    wall.style.setProperty('--columns', Math.ceil(Math.sqrt(Math.min(shown.length, Number(size.value)))));
    tiles = shown.map((camera) => new Tile(camera));
    wall.replaceChildren(...tiles.map((tile) => tile.element));
  }

  size.addEventListener('change', () => {
    localStorage.setItem('nvr.wall', size.value);
    build();
  });
  build();
  context.onCamera(async () => {
    const now = await get('/cameras');
    const same = now.length === cameras.length && now.every((camera, i) => camera.id === cameras[i].id);
    cameras = now;
    if (same) tiles.forEach((tile) => tile.update(now.find((camera) => camera.id === tile.camera.id)));
    else build();
  });
  return () => tiles.forEach((tile) => tile.close());
}

class Tile {
  constructor(camera) {
    this.camera = camera;
    this.media = h('video', { autoplay: true, muted: true, 'data-camera': camera.id });
    this.label = h('span', { class: 'label state' });
    this.figures = h('span', { class: 'figures' });
    this.message = h('div', { class: 'message' });
    const sound = h('button', { class: 'sound', 'aria-pressed': 'false', onclick: () => {
      this.media.muted = !this.media.muted;
      sound.textContent = this.media.muted ? 'Sound off' : 'Sound on';
      sound.setAttribute('aria-pressed', String(!this.media.muted));
    } }, 'Sound off');
    this.element = h('div', { class: 'tile', ondblclick: () => this.element.requestFullscreen?.() }, this.media, this.message, this.label, this.figures, sound);
    this.view = new CameraVideo(this.media, camera.id);
    this.view.addEventListener('message', (event) => { this.message.textContent = event.detail; });
    this.update(camera);
    this.view.live();
    this.#measure();
  }

  update(camera) {
    if (!camera) return;
    this.camera = camera;
    const [kind, text] = stateOf(camera);
    this.label.className = `label state ${kind}`;
    this.label.textContent = camera.name;
    this.label.title = text;
  }

  /** From the instant of a frame to when it is shown; camera, server and browser need one clock. */
  #measure() {
    const media = this.media;
    if (!media.requestVideoFrameCallback) return;
    const each = (now, frame) => {
      if (this.closed) return;
      if (this.view.origin !== null) {
        const shown = Date.now() - performance.now() + frame.expectedDisplayTime;
        const late = Math.round(shown - (this.view.origin + frame.mediaTime) * 1000);
        this.figures.textContent = `MSE · ${late} ms`;
        media.dataset.latency = late;
      }
      media.requestVideoFrameCallback(each);
    };
    media.requestVideoFrameCallback(each);
  }

  close() {
    this.closed = true;
    this.view.close();
  }
}
