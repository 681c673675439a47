// Shows one camera live by WebRTC. What both sides have to tell each other goes over the socket on
// which fragments come otherwise; where WebRTC does not work, that socket goes on with those.

import { socket } from './api.js';

const PATIENCE = 6000; // ms from the offer to the first picture
const INTERRUPTED = 3000; // ms that a connection may be interrupted
const LATE = 3000; // ms behind what happens, for as long again: the browser is too slow for this
const TICKS = 90; // of an RTP timestamp in a millisecond

/** Why this browser can't do it at all; empty where it can. */
export function unable() {
  if (!window.RTCPeerConnection || !HTMLVideoElement.prototype.requestVideoFrameCallback) return 'This browser has no WebRTC.';
  const codecs = RTCRtpReceiver.getCapabilities?.('video')?.codecs || [];
  return codecs.some((codec) => codec.mimeType === 'video/H264') ? '' : 'This browser knows no H.264 by WebRTC.';
}

export class PeerVideo extends EventTarget {
  constructor(element, camera) {
    super();
    this.element = element;
    this.camera = camera;
    this.active = false;
    this.instant = null;
  }

  /** Shows what the camera sends now; tells `refused`, with the reason, where that does not work. */
  live(sound) {
    this.close();
    this.active = true;
    this.sound = sound;
    this.clock = null;
    this.lateSince = null;
    this.#say('Waiting for video …');
    const ws = socket(`/cameras/${encodeURIComponent(this.camera)}/video?webrtc=true&sound=${sound}`);
    this.ws = ws;
    ws.onmessage = (event) => this.#told(ws, JSON.parse(event.data)).catch((e) => this.ws === ws && this.#refuse(e.message));
    ws.onclose = (event) => {
      if (this.ws !== ws) return;
      if (event.code === 1008) return this.#refuse(event.reason || 'The server refused.');
      this.#end();
      this.#say('The connection to the server is lost; trying again …');
      this.timer = setTimeout(() => this.live(sound), 2000);
      return undefined;
    };
  }

  /** When the picture was taken that a frame shows, in ms since 1970; null where that is not known. */
  timeOf(frame) {
    if (!this.clock || frame.rtpTimestamp === undefined) return null;
    return this.clock.micros / 1000 + ((frame.rtpTimestamp - this.clock.rtp) | 0) / TICKS;
  }

  close() {
    this.active = false;
    const ws = this.#end();
    if (ws) {
      ws.onmessage = ws.onclose = null;
      ws.close();
    }
  }

  /** Ends all but the socket, which is handed over. */
  #end() {
    clearTimeout(this.timer);
    clearTimeout(this.interrupted);
    if (this.pc) {
      this.pc.ontrack = this.pc.onicecandidate = this.pc.onconnectionstatechange = null;
      this.pc.close();
      this.element.srcObject = null;
    }
    const ws = this.ws;
    this.pc = this.ws = this.instant = null;
    return ws;
  }

  #refuse(reason) {
    this.active = false;
    const ws = this.#end();
    const open = ws?.readyState === WebSocket.OPEN;
    if (ws) ws.onmessage = ws.onclose = null;
    this.dispatchEvent(new CustomEvent('refused', { detail: { reason, socket: open ? ws : null } }));
  }

  #say(text) {
    this.dispatchEvent(new CustomEvent('message', { detail: text }));
  }

  async #told(ws, message) {
    if (this.ws !== ws) return;
    if (message.type === 'offer') await this.#answer(ws, message.value);
    if (message.type === 'candidate') await this.pc?.addIceCandidate({ sdpMLineIndex: message.value.line, candidate: message.value.candidate });
    if (message.type === 'time') this.clock = message.value;
    if (message.type === 'refused') this.#refuse(message.value);
  }

  async #answer(ws, sdp) {
    const pc = new RTCPeerConnection({ bundlePolicy: 'max-bundle' });
    this.pc = pc;
    this.timer = setTimeout(() => this.#refuse(`No picture came within ${PATIENCE / 1000} s.`), PATIENCE);
    const stream = new MediaStream();
    pc.ontrack = (event) => {
      if ('jitterBufferTarget' in event.receiver) event.receiver.jitterBufferTarget = 0;
      stream.addTrack(event.track);
      if (event.track.kind === 'video') this.#show(stream);
    };
    pc.onicecandidate = (event) => {
      if (event.candidate && ws.readyState === WebSocket.OPEN) ws.send(JSON.stringify({ command: 'candidate', line: event.candidate.sdpMLineIndex, candidate: event.candidate.candidate }));
    };
    pc.onconnectionstatechange = () => {
      clearTimeout(this.interrupted);
      if (pc.connectionState === 'failed') this.#refuse('The connection for video failed.');
      if (pc.connectionState === 'disconnected') this.interrupted = setTimeout(() => this.#refuse('The connection for video broke.'), INTERRUPTED);
    };
    await pc.setRemoteDescription({ type: 'offer', sdp });
    await pc.setLocalDescription(await pc.createAnswer());
    ws.send(JSON.stringify({ command: 'answer', sdp: pc.localDescription.sdp }));
  }

  #show(stream) {
    const pc = this.pc;
    this.element.srcObject = stream;
    this.element.play().catch(() => {});
    const each = (now, frame) => {
      if (this.pc !== pc) return;
      if (this.timer) {
        clearTimeout(this.timer);
        this.timer = null;
        this.#say('');
        this.dispatchEvent(new Event('started'));
      }
      const time = this.timeOf(frame);
      if (time !== null) this.#shown(new Date(time));
      if (this.pc === pc) this.element.requestVideoFrameCallback(each);
    };
    this.element.requestVideoFrameCallback(each);
  }

  /** One that stays behind has more to decode than it can: fragments can be left out for it. */
  #shown(instant) {
    this.instant = instant;
    const now = Date.now();
    if (now - instant.getTime() < LATE) this.lateSince = null;
    else this.lateSince ??= now;
    if (this.lateSince && now - this.lateSince > LATE) this.#refuse('The browser stays behind.');
  }
}
