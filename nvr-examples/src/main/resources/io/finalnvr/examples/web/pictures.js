// Shows one camera as JPEG pictures that the server decodes: what the browser can't decode,
// backwards, at high speeds, and one picture at a time.

import { socket } from './api.js';

const HEADER = 16;

export class PictureVideo extends EventTarget {
  constructor(canvas, camera) {
    super();
    this.canvas = canvas;
    this.camera = camera;
    this.instant = null;
    this.paused = true;
    this.drawn = Promise.resolve();
  }

  live() {
    this.#open('');
    this.paused = false;
  }

  /** From an instant on, at a speed; paused it shows the picture of that instant. */
  play(from, speed, paused) {
    this.paused = paused;
    this.#open(`&from=${from.toISOString()}&speed=${speed}${paused ? '&paused=true' : ''}`);
    if (paused) this.#send({ command: 'forward' });
  }

  pause() {
    this.paused = true;
    this.#send({ command: 'pause' });
  }

  resume() {
    this.paused = false;
    this.#send({ command: 'play' });
  }

  set rate(speed) {
    this.#send({ command: 'speed', speed });
  }

  step(direction) {
    this.paused = true;
    this.#send({ command: direction > 0 ? 'forward' : 'back' });
  }

  close() {
    if (this.ws) {
      this.ws.onmessage = this.ws.onclose = null;
      this.ws.close();
    }
    this.ws = null;
    this.instant = null;
  }

  #open(query) {
    this.close();
    this.waiting = [];
    const width = Math.min(1920, Math.max(320, Math.round((this.canvas.clientWidth || 640) * devicePixelRatio)));
    const ws = socket(`/cameras/${encodeURIComponent(this.camera)}/pictures?width=${width}${query}`);
    this.ws = ws;
    ws.onopen = () => {
      this.waiting.forEach((message) => ws.send(message));
      this.waiting = [];
    };
    ws.onmessage = (event) => (typeof event.data === 'string' ? this.#told(JSON.parse(event.data)) : this.#take(ws, event.data));
    ws.onclose = (event) => this.#say(event.reason || 'The connection to the server is lost.');
  }

  #send(message) {
    const text = JSON.stringify(message);
    if (this.ws?.readyState === WebSocket.OPEN) this.ws.send(text);
    else this.waiting?.push(text);
  }

  #told(message) {
    if (message.type === 'gap') this.dispatchEvent(new CustomEvent('gap', { detail: message.value }));
    if (message.type === 'end') {
      this.paused = true;
      this.dispatchEvent(new Event('ended'));
    }
    if (message.type === 'failure') this.#say(message.value);
  }

  #say(text) {
    this.dispatchEvent(new CustomEvent('message', { detail: text }));
  }

  /** Pictures are decoded side by side, and drawn in the order in which they came. */
  #take(ws, data) {
    const decoding = createImageBitmap(new Blob([new Uint8Array(data, HEADER)], { type: 'image/jpeg' }));
    decoding.catch(() => {}); // Told where it is awaited.
    const micros = Number(new DataView(data).getBigInt64(0));
    this.drawn = this.drawn.then(() => this.#draw(ws, micros, decoding)).catch((error) => console.warn(error));
  }

  async #draw(ws, micros, decoding) {
    try {
      const picture = await decoding;
      if (this.ws !== ws) return;
      if (this.canvas.width !== picture.width) this.canvas.width = picture.width;
      if (this.canvas.height !== picture.height) this.canvas.height = picture.height;
      this.canvas.getContext('2d').drawImage(picture, 0, 0);
      picture.close();
      this.instant = new Date(micros / 1000);
      this.#say('');
      this.dispatchEvent(new Event('shown'));
    } finally {
      if (this.ws === ws) this.#send({ command: 'shown' });
    }
  }
}
