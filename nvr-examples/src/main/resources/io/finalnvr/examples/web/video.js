// Shows one camera: fragments from the server's WebSocket into a video element, by Media Source
// Extensions. Media time is seconds since `origin`, so that every frame's instant is known.

import { socket } from './api.js';
import { codecNames, decodeTime, tracks, withoutTracks } from './boxes.js';

const HEADER = 16;
const RANDOM_ACCESS = 1;
const DISCONTINUITY = 2;
const LIVE_BEHIND = 1.2; // s behind the newest frame at which a live view jumps
const LIVE_SLACK = 0.3; // s behind the newest frame at which it plays a little faster
const LIVE_JUMP = 0.08; // s before the newest frame that it jumps to
const ROOM = 2; // s before the first picture, for sound that is older: nothing may be below 0
const KEEP = 30; // s that stay in the buffer behind what is shown
const ENOUGH = 12; // s ahead at which recorded footage is held back
const MORE = 6; // s ahead at which it comes again

export class CameraVideo extends EventTarget {
  constructor(element, camera) {
    super();
    this.element = element;
    this.camera = camera;
    this.speed = 1;
    this.sound = false; // whether what is live comes with sound
    element.muted = true;
    element.playsInline = true;
    this.timer = setInterval(() => this.#tend(), 250);
  }

  /** Shows what the camera sends now; over a socket that is open already where one is given. */
  live(ws = null) {
    this.#open(null, false, ws);
  }

  /** Shows nothing any more, and leaves the element to others. */
  stop() {
    this.#reset();
    this.from = undefined;
  }

  /** Shows footage from an instant on; paused it shows the picture of that instant. */
  play(from, paused = false) {
    if (this.#has(from)) {
      this.element.currentTime = from.getTime() / 1000 - this.origin;
      if (paused) this.element.pause();
      else this.element.play().catch(() => {});
      return;
    }
    this.#open(from, paused);
  }

  /** Whether an instant can be shown of what is there already. */
  #has(instant) {
    if (!this.started || this.isLive || this.origin === null) return false;
    const at = instant.getTime() / 1000 - this.origin;
    const ranges = this.element.buffered;
    for (let i = 0; i < ranges.length; i++) if (ranges.start(i) <= at && at < ranges.end(i) - 0.1) return true;
    return false;
  }

  /** The instant shown; null where there is none. */
  get instant() {
    return this.origin === null || this.origin === undefined ? null : new Date((this.origin + this.element.currentTime) * 1000);
  }

  get isLive() {
    return this.from === null;
  }

  set rate(rate) {
    this.speed = rate;
    this.element.playbackRate = rate;
  }

  close() {
    clearInterval(this.timer);
    this.#reset();
  }

  #reset() {
    if (this.ws) {
      this.ws.onmessage = this.ws.onclose = null;
      this.ws.close();
    }
    this.ws = null;
    if (this.url) URL.revokeObjectURL(this.url);
    this.element.removeAttribute('src');
    this.element.load();
    this.queue = [];
    this.buffer = null;
    this.source = null;
    this.video = null;
    this.announced = null;
    this.dropped = null;
    this.origin = null;
    this.held = false;
    this.ended = false;
    this.started = false;
  }

  #open(from, paused = false, opened = null) {
    this.#reset();
    this.asPicture = paused;
    this.from = from;
    this.source = new MediaSource();
    this.url = URL.createObjectURL(this.source);
    this.element.src = this.url;
    this.#say('Waiting for video …');
    const query = from === null ? '' : `?from=${from.toISOString()}`;
    const ws = opened || socket(`/cameras/${encodeURIComponent(this.camera)}/video${query}`);
    if (opened) opened.send('{"command":"fragments"}');
    this.ws = ws;
    ws.onmessage = (event) => (typeof event.data === 'string' ? this.#told(JSON.parse(event.data)) : this.#take(event.data));
    ws.onclose = (event) => {
      if (this.ws !== ws || this.ended) return;
      this.#say(event.reason || 'The connection to the server is lost; trying again …');
      setTimeout(() => this.ws === ws && this.#open(this.isLive ? null : this.instant || from, this.element.paused), 2000);
    };
  }

  #told(message) {
    if (message.type === 'gap') this.dispatchEvent(new CustomEvent('gap', { detail: message.value }));
    if (message.type === 'end') {
      this.ended = true;
      this.dispatchEvent(new Event('ended'));
    }
    if (message.type === 'failure') this.#say(message.value);
  }

  #say(text) {
    this.dispatchEvent(new CustomEvent('message', { detail: text }));
  }

  #take(data) {
    const view = new DataView(data);
    const time = Number(view.getBigInt64(0)) / 1e6;
    const flags = view.getUint8(8);
    if (flags & RANDOM_ACCESS) {
      const found = tracks(data, HEADER);
      if (found) this.#tracks(found);
    }
    if (!this.video || !this.ws) return;
    let offset;
    if (this.origin === null || flags & DISCONTINUITY) {
      const at = decodeTime(data, HEADER, this.video);
      if (this.origin === null) this.origin = Math.floor(time) - ROOM;
      if (at !== null) offset = time - this.origin - at;
    }
    const boxes = this.dropped ? withoutTracks(data, HEADER, this.dropped) : new Uint8Array(data, HEADER);
    this.queue.push({ boxes, type: this.type, offset });
    this.#append();
  }

  #tracks(found) {
    const video = found.find((t) => t.kind === 'video') || found[0];
    const type = `video/mp4; codecs="${found.map((t) => t.codec).join(', ')}"`;
    if (this.video && type === this.announced) return;
    this.announced = type;
    this.dropped = null;
    const supported = MediaSource.isTypeSupported(type);
    const others = video.kind === 'video' ? found.filter((t) => t !== video) : [];
    const silent = `video/mp4; codecs="${video.codec}"`;
    if (others.length && (!supported || this.isLive && !this.sound) && MediaSource.isTypeSupported(silent)) {
      // Sound that nobody hears only makes what is live late; G.711 can't be decoded at all.
      this.dropped = new Set(others.map((t) => t.id));
      if (!supported) this.dispatchEvent(new CustomEvent('silent', { detail: codecNames(others) }));
      this.video = video;
      this.type = silent;
      return;
    }
    if (!supported) {
      this.#reset();
      this.dispatchEvent(new CustomEvent('unsupported', { detail: codecNames(found) }));
      return;
    }
    this.video = video;
    this.type = type;
  }

  #append() {
    if (!this.source || !this.queue.length && !this.buffer) return;
    if (this.source.readyState !== 'open') {
      if (!this.waiting) {
        this.waiting = true;
        this.source.addEventListener('sourceopen', () => { this.waiting = false; this.#append(); }, { once: true });
      }
      return;
    }
    if (!this.buffer) {
      this.buffer = this.source.addSourceBuffer(this.queue[0].type);
      this.appended = this.queue[0].type;
      this.buffer.addEventListener('updateend', () => this.#append());
    }
    this.#start();
    if (this.buffer.updating || !this.queue.length) return;
    const next = this.queue.shift();
    try {
      if (next.type !== this.appended) {
        this.buffer.changeType(next.type);
        this.appended = next.type;
      }
      if (next.offset !== undefined) {
        this.buffer.abort();
        this.buffer.timestampOffset = next.offset;
      }
      this.buffer.appendBuffer(next.boxes);
    } catch (e) {
      if (e.name === 'QuotaExceededError') this.queue.unshift(next);
      else this.#say(`The video can't be shown: ${e.message}`);
    }
  }

  #start() {
    const ranges = this.element.buffered;
    if (this.started || !ranges.length) return;
    const asked = this.isLive ? ranges.end(ranges.length - 1) - LIVE_JUMP : this.from.getTime() / 1000 - this.origin;
    // The picture of an instant is there when what comes after it is.
    if (!this.isLive && !this.ended && asked > ranges.end(ranges.length - 1) - 0.02) return;
    this.started = true;
    this.#say('');
    this.element.currentTime = Math.min(Math.max(asked, ranges.start(0)), ranges.end(ranges.length - 1));
    this.element.playbackRate = this.speed;
    if (this.asPicture) this.element.pause();
    else this.element.play().catch(() => {});
    this.dispatchEvent(new Event('started'));
  }

  #tend() {
    const ranges = this.element.buffered;
    if (!this.buffer || !ranges.length) return;
    this.#append();
    const end = ranges.end(ranges.length - 1);
    const ahead = end - this.element.currentTime;
    if (this.isLive) {
      if (ahead > LIVE_BEHIND && !this.element.paused) this.element.currentTime = end - LIVE_JUMP;
      this.element.playbackRate = ahead > LIVE_SLACK ? 1.1 : 1;
    } else {
      this.#flow(ahead);
    }
    this.#skipHole(ranges);
    this.#forget(ranges);
  }

  #flow(ahead) {
    if (!this.ws || this.ws.readyState !== WebSocket.OPEN) return;
    if (!this.held && ahead > ENOUGH * Math.max(1, this.speed)) {
      this.held = true;
      this.ws.send('{"command":"pause"}');
    } else if (this.held && ahead < MORE * Math.max(1, this.speed)) {
      this.held = false;
      this.ws.send('{"command":"play"}');
    }
  }

  /** Passes over a gap: nothing is buffered where the picture stands, but something is later. */
  #skipHole(ranges) {
    const now = this.element.currentTime;
    if (this.element.paused || this.element.readyState > 2) return;
    for (let i = 0; i < ranges.length; i++) {
      if (ranges.start(i) <= now + 0.05 && ranges.end(i) > now + 0.1) return;
      if (ranges.start(i) > now) {
        this.element.currentTime = ranges.start(i) + 0.001;
        return;
      }
    }
  }

  #forget(ranges) {
    const until = this.element.currentTime - KEEP;
    if (!this.buffer.updating && ranges.start(0) < until - 5) this.buffer.remove(0, until);
  }
}
