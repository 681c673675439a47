// Recorded footage: a timeline to look for an instant on, and the video from there.

import { get, post, snapshotUrl } from './api.js';
import { attempt, clock, h, notice } from './dom.js';
import { Strip } from './strip.js';
import { CameraVideo } from './video.js';

const SPEEDS = [0.25, 0.5, 1, 2, 4, 8];

export async function show(page, context, argument) {
  const cameras = await get('/cameras');
  if (!cameras.length) {
    page.append(h('div', { class: 'empty' }, h('h1', {}, 'Nothing recorded yet'), h('p', {}, 'Add a camera first.')));
    return () => {};
  }
  const choice = h('select', { 'aria-label': 'Camera' }, cameras.map((camera) => h('option', { value: camera.id }, camera.name)));
  choice.value = cameras.some((camera) => camera.id === argument) ? argument : cameras[0].id;
  const media = h('video', { 'data-recorded': '' });
  const message = h('div', { class: 'message' }, 'Choose an instant on the timeline.');
  const shown = h('output', { 'aria-label': 'Instant shown' }, '–');
  const play = h('button', { class: 'main', onclick: () => toggle() }, 'Play');
  const speed = h('select', { 'aria-label': 'Speed' }, SPEEDS.map((s) => h('option', { value: s, selected: s === 1 }, `${s} ×`)));
  const canvas = h('canvas', { class: 'timeline', tabIndex: 0, 'aria-label': 'Timeline; arrow keys move, plus and minus zoom' });
  const gapText = h('p', { class: 'soft', 'aria-live': 'polite' });
  page.append(
    h('div', { class: 'head' }, h('h1', {}, 'Recorded'), choice),
    h('div', { class: 'stage' }, h('div', { class: 'tile' }, media, message)),
    h('div', { class: 'controls' },
      play,
      h('button', { onclick: () => step(-1), 'aria-label': 'One frame back' }, '‹ frame'),
      h('button', { onclick: () => step(1), 'aria-label': 'One frame forward' }, 'frame ›'),
      speed,
      shown,
      h('button', { onclick: snapshot }, 'Snapshot'),
      context.session.role === 'VIEWER' ? null : h('button', { onclick: hold }, 'Hold ± 1 min')),
    canvas, gapText);

  const video = new CameraVideo(media, choice.value);
  video.addEventListener('message', (event) => { message.textContent = event.detail; });
  const strip = new Strip(canvas, {
    seek: (at) => seek(at),
    thumbnail: (at) => snapshotUrl(choice.value, at, 200),
    gap: (gap) => { gapText.textContent = gap ? `${gap.cause.toLowerCase().replaceAll('_', ' ')}${gap.detail ? `: ${gap.detail}` : ''}` : ''; },
  });

  async function load(keepView) {
    const timeline = await attempt(() => get(`/cameras/${choice.value}/timeline`));
    if (timeline) strip.timeline(timeline, keepView);
  }

  function seek(at) {
    video.rate = Number(speed.value);
    video.play(at);
    play.textContent = 'Pause';
  }

  function toggle() {
    if (video.origin === null || video.origin === undefined) {
      const last = strip.lastInstant();
      if (last) seek(new Date(last.getTime() - 10_000));
    } else if (media.paused) {
      media.play();
      play.textContent = 'Pause';
    } else {
      media.pause();
      play.textContent = 'Play';
    }
  }

  function step(direction) {
    media.pause();
    play.textContent = 'Play';
    media.currentTime += direction / 30;
  }

  function snapshot() {
    if (!video.instant) return notice('There is no picture yet.');
    const link = h('a', { href: snapshotUrl(choice.value, video.instant), download: `${choice.value}-${video.instant.toISOString()}.jpg` });
    link.click();
  }

  function hold() {
    const at = video.instant;
    if (!at) return notice('There is no picture yet.');
    attempt(async () => {
      await post(`/cameras/${choice.value}/holds`, {
        start: new Date(at.getTime() - 60_000).toISOString(), end: new Date(at.getTime() + 60_000).toISOString(), note: 'from the page',
      });
      notice('Held.');
    });
  }

  choice.addEventListener('change', () => {
    video.camera = choice.value;
    const at = video.instant;
    load(true).then(() => at && seek(at));
  });
  speed.addEventListener('change', () => { video.rate = Number(speed.value); });
  const keys = (event) => {
    if (event.target.matches('input, select, textarea')) return;
    if (event.key === ' ') { event.preventDefault(); toggle(); }
    if (event.key === ',') step(-1);
    if (event.key === '.') step(1);
  };
  document.addEventListener('keydown', keys);
  const timer = setInterval(() => {
    if (!video.instant || !media.readyState) return;
    shown.textContent = clock(video.instant);
    strip.head(video.instant);
  }, 200);
  const reload = setInterval(() => load(true), 10_000);
  await load(false);
  return () => {
    clearInterval(timer);
    clearInterval(reload);
    document.removeEventListener('keydown', keys);
    strip.close();
    video.close();
  };
}
