// One camera on the page: as video where the browser can decode it and the way is forward, else as
// pictures that the server decodes. Draws boxes of what was seen over it.

import { h } from './dom.js';
import { PictureVideo } from './pictures.js';
import { CameraVideo } from './video.js';
import { PeerVideo, unable } from './webrtc.js';

const refused = new Map(); // why a camera can't be shown by WebRTC, as long as this page is open
const FASTEST_VIDEO = 4; // times real time; above, key frames as pictures

export class CameraView extends EventTarget {
  constructor(camera, more = {}) {
    super();
    this.camera = camera;
    this.speed = 1;
    this.kind = 'video';
    this.playing = false;
    this.supported = true;
    this.media = h('video', { 'data-camera': camera, ...more });
    this.canvas = h('canvas', { 'data-pictures': camera, hidden: true });
    this.overlay = h('canvas', { class: 'boxes' });
    this.message = h('div', { class: 'message', role: 'status' });
    this.element = h('div', { class: 'view' }, this.media, this.canvas, this.overlay, this.message);
    this.video = new CameraVideo(this.media, camera);
    this.pictures = new PictureVideo(this.canvas, camera);
    this.peer = new PeerVideo(this.media, camera);
    this.peer.addEventListener('refused', (event) => this.#withoutPeer(event.detail));
    for (const source of [this.video, this.pictures, this.peer]) {
      source.addEventListener('message', (event) => this.#say(source, event.detail));
      source.addEventListener('gap', (event) => this.dispatchEvent(new CustomEvent('gap', { detail: event.detail })));
      source.addEventListener('ended', () => source === this.#source && this.dispatchEvent(new Event('ended')));
    }
    this.pictures.addEventListener('shown', () => this.dispatchEvent(new Event('shown')));
    this.video.addEventListener('unsupported', (event) => this.#withoutVideo(event.detail));
    this.video.addEventListener('silent', (event) => this.dispatchEvent(new CustomEvent('silent', { detail: event.detail })));
    this.resized = new ResizeObserver(() => this.#draw());
    this.resized.observe(this.element);
    this.detections = [];
  }

  get #source() {
    if (this.kind !== 'video') return this.pictures;
    return this.peer.active ? this.peer : this.video;
  }

  /** How it is shown, in a word. */
  get way() {
    if (this.kind !== 'video') return 'JPEG';
    return this.peer.active ? 'WebRTC' : 'MSE';
  }

  /** When the picture was taken that a frame shows, in ms since 1970; null where that is not known. */
  timeOf(frame) {
    if (this.peer.active) return this.peer.timeOf(frame);
    return this.video.origin === null ? null : (this.video.origin + frame.mediaTime) * 1000;
  }

  get instant() {
    if (this.peer.active) return this.peer.instant;
    const shown = this.kind === 'video' ? (this.video.started ? this.video.instant : null) : this.pictures.instant;
    return shown || this.at || null;
  }

  /** Shows what is live, by `WebRTC`, by `MSE`, or, with `auto`, by WebRTC where it works. */
  live(transport = 'MSE') {
    this.isLive = true;
    this.at = null;
    this.playing = true;
    this.transport = transport;
    this.why = transport === 'MSE' ? '' : unable() || transport === 'auto' && refused.get(this.camera) || '';
    this.#use(this.supported ? 'video' : 'pictures');
    this.peer.close();
    if (this.supported && transport !== 'MSE' && !this.why) {
      this.video.stop();
      this.peer.live(this.video.sound);
    } else {
      this.#source.live();
    }
  }

  #withoutPeer({ reason, socket }) {
    this.why = reason;
    refused.set(this.camera, reason);
    this.video.live(socket);
  }

  /** Shows footage from an instant on; the picture of that instant where it does not play. */
  seek(at, playing = this.playing) {
    this.isLive = false;
    this.at = at;
    this.playing = playing;
    this.#use(this.#fitting());
    if (this.kind === 'video') {
      this.video.rate = this.speed;
      this.video.play(at, !playing);
    } else {
      this.pictures.play(at, this.speed, !playing);
    }
  }

  #fitting() {
    return this.supported && this.speed > 0 && this.speed <= FASTEST_VIDEO ? 'video' : 'pictures';
  }

  play() {
    if (this.#fitting() !== this.kind) return this.seek(this.instant, true);
    this.playing = true;
    if (this.kind === 'video') this.media.play().catch(() => {});
    else this.pictures.resume();
    return undefined;
  }

  pause() {
    this.playing = false;
    if (this.kind === 'video') this.media.pause();
    else this.pictures.pause();
  }

  set rate(speed) {
    const at = this.instant;
    const turned = this.speed * speed < 0;
    this.speed = speed;
    if (!at || this.isLive) return;
    // Fast, what plays is ahead of what is shown: the other way it begins where the picture is.
    if (this.#fitting() !== this.kind || turned) {
      if (this.playing) this.seek(at);
    } else if (this.kind === 'video') this.video.rate = speed;
    else this.pictures.rate = speed;
  }

  /** Plays a little faster or slower, to stay in step with others. */
  nudge(factor) {
    if (this.kind === 'video' && this.playing) this.media.playbackRate = this.speed * factor;
  }

  /** Shows the picture after the one shown, or the one before. */
  step(direction) {
    const at = this.instant;
    if (!at) return;
    this.playing = false;
    if (this.kind === 'video') {
      this.#use('pictures');
      this.pictures.play(at, 1, true);
    }
    this.pictures.step(direction);
  }

  #use(kind) {
    if (kind !== this.kind) {
      if (kind === 'pictures') {
        this.media.pause();
        this.#keepPicture();
      } else {
        this.pictures.close();
      }
    }
    this.kind = kind;
    this.media.hidden = kind !== 'video';
    this.canvas.hidden = kind === 'video';
  }

  /** The picture shown stays until the first one of the server comes. */
  #keepPicture() {
    if (!this.media.videoWidth) return;
    this.canvas.width = this.media.videoWidth;
    this.canvas.height = this.media.videoHeight;
    this.canvas.getContext('2d').drawImage(this.media, 0, 0);
  }

  #withoutVideo(codecs) {
    this.supported = false;
    this.codecs = codecs;
    this.dispatchEvent(new CustomEvent('unsupported', { detail: codecs }));
    if (this.isLive) this.live(this.transport);
    else this.seek(this.at);
  }

  #say(source, text) {
    if (source === this.#source) this.message.textContent = text;
  }

  /** Shows what was seen: labels, and areas as parts of the picture. */
  boxes(detections) {
    this.detections = detections;
    this.#draw();
  }

  #draw() {
    const width = this.element.clientWidth;
    const height = this.element.clientHeight;
    const scale = devicePixelRatio || 1;
    this.overlay.width = Math.round(width * scale);
    this.overlay.height = Math.round(height * scale);
    if (!this.detections.length || !width) return;
    const shown = this.kind === 'video' ? [this.media.videoWidth, this.media.videoHeight] : [this.canvas.width, this.canvas.height];
    if (!shown[0]) return;
    const fit = Math.min(width / shown[0], height / shown[1]);
    const left = (width - shown[0] * fit) / 2;
    const top = (height - shown[1] * fit) / 2;
    const g = this.overlay.getContext('2d');
    g.setTransform(scale, 0, 0, scale, 0, 0);
    g.font = '600 12px system-ui, "DejaVu Sans", sans-serif';
    g.lineWidth = 2;
    for (const each of this.detections) {
      const x = left + each.area.x * shown[0] * fit;
      const y = top + each.area.y * shown[1] * fit;
      g.strokeStyle = '#facc15';
      g.strokeRect(x, y, each.area.width * shown[0] * fit, each.area.height * shown[1] * fit);
      const text = `${each.label}${each.score === undefined ? '' : ` ${Math.round(each.score * 100)} %`}`;
      g.fillStyle = 'rgba(5, 8, 12, .75)';
      const wide = g.measureText(text).width + 10;
      const at = Math.max(0, Math.min(x - 1, width - wide));
      g.fillRect(at, Math.max(0, y - 18), wide, 17);
      g.fillStyle = '#facc15';
      g.fillText(text, at + 5, Math.max(12, y - 5));
    }
  }

  close() {
    this.resized.disconnect();
    this.peer.close();
    this.video.close();
    this.pictures.close();
  }
}
