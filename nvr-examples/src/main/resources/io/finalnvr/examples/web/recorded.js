// Recorded footage: a timeline to look for an instant on, and one or several cameras in step from
// there, forward, backward and picture by picture.

import { get, post, snapshotUrl } from './api.js';
import { attempt, causeOf, choice, clock, empty, exactClock, field, formDialog, h, notice, span, time } from './dom.js';
import { exportDialog } from './export.js';
import { Lists } from './lists.js';
import { Strip } from './strip.js';
import { CameraView } from './view.js';

const SPEEDS = [-16, -8, -4, -2, -1, -0.5, 0.25, 0.5, 1, 2, 4, 8, 16, 32, 64];
const ZOOMS = [['1 min', 60_000], ['10 min', 600_000], ['1 h', 3_600_000], ['6 h', 21_600_000], ['1 day', 86_400_000], ['1 week', 604_800_000], ['1 month', 2_678_400_000], ['1 year', 31_622_400_000]];
const MOST_CAMERAS = 4;
const STEP_APART = 0.06; // s that cameras may be apart before one is sped up
const SEEK_APART = 1; // s apart at which one is sought anew
const RELOAD = 10_000;
const MOST_VIEW = 8 * 86_400_000; // ms; of more, too much would be read
const SEEN = 60_000; // ms that boxes are fetched ahead
const ASK_AGAIN = 1500; // ms from asking to asking again, near the live edge
const BOX = 450; // ms that a box stays

export async function show(page, context, argument, instant) {
  let cameras = await get('/cameras');
  if (!cameras.length) {
    page.append(h('div', { class: 'head' }, h('h1', {}, 'Recorded')), empty('Nothing recorded yet', 'What cameras record is found here, on a timeline.'));
    return () => {};
  }
  const mayKeep = context.session.role !== 'VIEWER';
  const asked = (argument || '').split('+').filter((id) => cameras.some((camera) => camera.id === id));
  let chosen = asked.length ? asked : [cameras[0].id];
  let views = [];
  let range = null;
  let scrubbing = null;
  let strip = null;
  let viewTimer = null;
  let closed = false;
  const seen = {};
  const nameOf = (id) => cameras.find((camera) => camera.id === id)?.name || id;

  const picker = h('div', { class: 'chips', role: 'group', 'aria-label': 'Cameras' });
  const stage = h('div', { class: 'stage' });
  const shown = h('output', { 'aria-label': 'Instant shown' }, '–');
  const way = h('span', { class: 'soft way' });
  const sound = h('button', { 'aria-pressed': 'false', title: 'M', onclick: () => hear(sound.getAttribute('aria-pressed') !== 'true') }, 'Sound');
  const playButton = h('button', { class: 'main', onclick: toggle, title: 'Space' }, 'Play');
  const speed = h('select', { 'aria-label': 'Speed', title: 'J slower or backwards, L faster' }, SPEEDS.map((s) => h('option', { value: s }, `${String(s).replace('-', '−')} ×`)));
  speed.value = '1';
  const zoom = h('select', { 'aria-label': 'Zoom' }, h('option', { value: '' }, 'Zoom'), ZOOMS.map(([text, ms]) => h('option', { value: ms }, text)));
  const canvas = h('canvas', { class: 'timeline', tabIndex: 0, role: 'slider', 'aria-label': 'Timeline. Arrow keys seek, plus and minus zoom, page keys move, Home shows all.', 'aria-valuetext': '' });
  const under = h('p', { class: 'under soft', 'aria-live': 'polite' }, ' ');
  const rangeText = h('span', { class: 'soft range' }, 'No range chosen');
  const lists = new Lists({ goTo: (at) => goTo(at), changed: () => load() }, mayKeep);
  const keep = mayKeep ? [
    h('button', { onclick: bookmark, title: 'B' }, 'Bookmark'),
    h('button', { onclick: hold }, 'Hold'),
    h('button', { onclick: analyze, title: 'Looks for motion in the range' }, 'Find motion'),
    h('button', { onclick: exportRange, title: 'E' }, 'Export')] : [];
  page.append(
    h('div', { class: 'head' }, h('h1', {}, 'Recorded'), picker),
    stage,
    h('div', { class: 'controls' },
      playButton,
      h('button', { onclick: () => step(-1), 'aria-label': 'One picture back', title: ', (comma)' }, '‹'),
      h('button', { onclick: () => step(1), 'aria-label': 'One picture forward', title: '. (full stop)' }, '›'),
      speed, sound, shown, way,
      h('span', { class: 'spring' }),
      h('input', { type: 'datetime-local', step: 1, 'aria-label': 'Go to an instant', onchange: (event) => event.target.value && goTo(new Date(event.target.value)) }),
      h('button', { onclick: goLast }, 'Newest')),
    h('div', { class: 'strip' }, canvas, under),
    h('div', { class: 'controls' },
      zoom, h('button', { onclick: () => strip.fit() }, 'All'),
      h('button', { onclick: () => edge('start'), title: 'I' }, 'Range from here'),
      h('button', { onclick: () => edge('end'), title: 'O' }, 'to here'),
      rangeText,
      h('span', { class: 'spring' }),
      h('button', { onclick: snapshot, title: 'S' }, 'Snapshot'),
      keep),
    lists.element);

  strip = new Strip(canvas, {
    seek: (at) => goTo(at),
    scrub,
    thumbnail: (camera, at) => `${snapshotUrl(camera, at, 200)}&nearest=true`,
    hover: (what) => { under.textContent = what ? words(what) : ' '; },
    range: (next) => {
      range = next;
      rangeText.textContent = next ? `${clock(new Date(next.start))} to ${time(new Date(next.end))} (${span(next.end - next.start)})` : 'No range chosen';
    },
    moved: () => {
      if (strip) lists.gaps(strip);
      clearTimeout(viewTimer);
      viewTimer = setTimeout(loadView, 400);
    },
  });

  function words(what) {
    const length = span(what.end - what.start);
    if (what.kind === 'gap') return `${what.lane.name}, ${clock(new Date(what.start))}, ${length} without footage: ${causeOf(what.cause)}${what.detail && what.detail !== causeOf(what.cause) ? ` (${what.detail})` : ''}`;
    if (what.kind === 'bookmark') return `Bookmark: ${what.name}`;
    if (what.kind === 'hold') return `Held ${length}: ${what.note || 'no note'}`;
    return `${what.label}${what.score === undefined ? '' : `, ${Math.round(what.score * 100)} %`}, ${time(new Date(what.start))}`;
  }

  function pick() {
    picker.replaceChildren(...cameras.map((camera) => h('button', {
      class: 'chip', 'aria-pressed': String(chosen.includes(camera.id)), 'data-pick': camera.id,
      onclick: (event) => choose(camera.id, event.ctrlKey || event.metaKey || event.shiftKey || chosen.length > 1),
      title: 'With Ctrl or Shift: beside the others',
    }, camera.name)), cameras.length > 1 ? h('button', {
      class: 'chip quiet', onclick: () => {
        chosen = chosen.length > 1 ? chosen.slice(0, 1) : cameras.slice(0, MOST_CAMERAS).map((camera) => camera.id);
        build(views[0]?.instant);
      },
    }, chosen.length > 1 ? 'One' : 'Together') : null);
  }

  function choose(id, beside) {
    if (!beside) chosen = [id];
    else if (!chosen.includes(id)) chosen = [...chosen, id].slice(-MOST_CAMERAS);
    else if (chosen.length > 1) chosen = chosen.filter((each) => each !== id);
    build(views[0]?.instant);
  }

  function build(at, playing = isPlaying()) {
    views.forEach((view) => view.close());
    views = chosen.map((id) => new CameraView(id, { 'data-recorded': '' }));
    stage.style.setProperty('--columns', views.length > 1 ? 2 : 1);
    stage.classList.toggle('several', views.length > 1);
    stage.replaceChildren(...views.map((view) => h('div', { class: 'tile', 'data-tile': view.camera },
      view.element, views.length > 1 ? h('span', { class: 'label' }, nameOf(view.camera)) : null)));
    views.forEach((view) => {
      view.speed = Number(speed.value);
      view.message.textContent = 'Choose an instant on the timeline.';
      view.addEventListener('ended', paint);
    });
    hear(sound.getAttribute('aria-pressed') === 'true');
    sound.hidden = !cameras.find((camera) => camera.id === chosen[0])?.tracks.some((track) => track.startsWith('audio'));
    pick();
    picker.scrollLeft += (picker.querySelector('[aria-pressed=true]')?.getBoundingClientRect().left || 0) - picker.getBoundingClientRect().left - 12;
    load();
    loadView();
    if (at) goTo(at, playing);
  }

  /** Cameras that came, went or have another name; whether all was built anew for that. */
  async function loadCameras() {
    const now = await get('/cameras').catch(() => cameras);
    const names = (list) => list.map((camera) => `${camera.id} ${camera.name}`).join();
    const same = names(now) === names(cameras);
    cameras = now;
    const left = chosen.filter((id) => now.some((camera) => camera.id === id));
    if (left.length === chosen.length || closed) {
      if (!same) pick();
      return false;
    }
    chosen = left.length ? left : now.slice(0, 1).map((camera) => camera.id);
    if (chosen.length) build(null, false);
    else context.again();
    return true;
  }

  async function load() {
    const ids = chosen;
    const lanes = await attempt(() => Promise.all(ids.map(lane)));
    if (!lanes || ids !== chosen) return;
    strip.show(lanes);
    lists.marks(lanes);
    lists.gaps(strip);
  }

  async function lane(camera) {
    const path = `/cameras/${encodeURIComponent(camera)}`;
    const [timeline, bookmarks, holds] = await Promise.all([get(`${path}/timeline`), get(`${path}/bookmarks`), get(`${path}/holds`)]);
    return { camera, name: nameOf(camera), ...timeline, bookmarks, holds };
  }

  /** What happened and how much moved in what the timeline shows, where that is not too long. */
  async function loadView() {
    const { from, until } = strip;
    if (until - from > MOST_VIEW || closed) return strip.happened({});
    const parts = Math.max(50, Math.min(1000, Math.round(canvas.clientWidth / 3)));
    const range = `from=${new Date(from).toISOString()}&to=${new Date(until).toISOString()}`;
    const of = async (id) => {
      const [levels, events] = await Promise.all([get(`/cameras/${id}/activity?${range}&parts=${parts}`), get(`/cameras/${id}/events?${range}&count=2000`)]);
      return [id, { from, until, levels, events }];
    };
    const found = await Promise.all(chosen.map((id) => of(id).catch(() => [id, null])));
    return strip.happened(Object.fromEntries(found));
  }

  /** Boxes of what was seen, some time before and after the instant shown. */
  async function loadSeen(view, now) {
    const known = seen[view.camera];
    if (known && known.from <= now - 1000 && now + 2000 <= known.until) return;
    if (known && (known.busy || Date.now() - known.asked < ASK_AGAIN)) return;
    const from = now - 5_000;
    const until = now + SEEN;
    seen[view.camera] = { ...(known || { from: 0, until: 0, frames: [] }), busy: true };
    const frames = await get(`/cameras/${view.camera}/detections?from=${new Date(from).toISOString()}&to=${new Date(until).toISOString()}`).catch(() => []);
    // What is near the live edge is not known yet.
    seen[view.camera] = { from, until: Math.min(until, Date.now() - 3000), asked: Date.now(), frames: frames.map((frame) => ({ at: Date.parse(frame.time), detections: frame.detections.filter((each) => each.area) })) };
  }

  function boxesAt(view, now) {
    let best = null;
    for (const frame of seen[view.camera]?.frames || []) {
      const late = now - frame.at;
      if (late >= -60 && late <= BOX && (!best || frame.at > best.at)) best = frame;
    }
    return best ? best.detections : [];
  }

  async function analyze() {
    const { start, end } = rangeOrAround();
    await attempt(async () => {
      await Promise.all(chosen.map((id) => post(`/cameras/${id}/analyses`, { start: start.toISOString(), end: end.toISOString() })));
      notice('Looking for motion …');
      const wait = async () => {
        if (closed) return;
        const running = (await get('/analyses')).filter((each) => chosen.includes(each.camera));
        if (running.length) setTimeout(wait, 1000);
        else {
          notice('The range is analysed.');
          Object.keys(seen).forEach((id) => delete seen[id]);
          load();
          loadView();
        }
      };
      setTimeout(wait, 500);
    });
  }

  function goTo(at, playing = isPlaying()) {
    endScrub();
    strip.following = true;
    strip.head(at);
    views.forEach((view) => {
      view.seek(at, playing);
      const lane = strip.lanes.find((each) => each.camera === view.camera);
      if (lane && !lane.recordings.some((each) => each.end > at || each.live)) view.message.textContent = 'No footage from this instant on.';
    });
    paint();
  }

  function goLast() {
    const last = strip.lastInstant();
    if (last) goTo(new Date(last.getTime() - 10_000), true);
  }

  function isPlaying() {
    return views.some((view) => view.playing);
  }

  function toggle() {
    if (isPlaying()) views.forEach((view) => view.pause());
    else if (views.some((view) => view.instant)) views.forEach((view) => view.play());
    else goLast();
    paint();
  }

  function step(direction) {
    const [master, ...others] = views;
    if (!master.instant) return goLast();
    master.step(direction);
    const follow = () => {
      if (!master.playing) others.forEach((view) => view.seek(master.instant, false));
    };
    if (others.length) master.addEventListener('shown', follow, { once: true });
    return paint();
  }

  /** The sound of the first camera. */
  function hear(on) {
    sound.setAttribute('aria-pressed', String(on));
    views.forEach((view, i) => { view.media.muted = !on || i > 0; });
  }

  function setSpeed() {
    views.forEach((view) => { view.rate = Number(speed.value); });
    paint();
  }

  function faster(by) {
    const next = SPEEDS[SPEEDS.indexOf(Number(speed.value)) + by];
    if (next === undefined) return;
    speed.value = String(next);
    setSpeed();
  }

  /** While the timeline is dragged over: small pictures, one at a time. */
  function scrub(at) {
    if (!at) return endScrub();
    shown.textContent = clock(at);
    if (!scrubbing) {
      scrubbing = { pictures: views.map((view) => h('img', { class: 'scrub', alt: '', hidden: true })) };
      views.forEach((view, i) => view.element.append(scrubbing.pictures[i]));
    }
    scrubbing.at = at;
    if (scrubbing.busy) return undefined;
    const mine = scrubbing;
    const next = async () => {
      const wanted = mine.at;
      mine.busy = true;
      await Promise.all(views.map((view, i) => new Promise((done) => {
        const picture = new Image();
        picture.onload = () => {
          mine.pictures[i].src = picture.src;
          mine.pictures[i].hidden = false;
          done();
        };
        picture.onerror = done;
        picture.src = `${snapshotUrl(view.camera, wanted, 640)}&nearest=true`;
      })));
      mine.busy = false;
      if (scrubbing === mine && mine.at !== wanted) next();
    };
    next();
    return undefined;
  }

  function endScrub() {
    const old = scrubbing;
    scrubbing = null;
    // The small picture stays until the video is there.
    if (old) setTimeout(() => old.pictures.forEach((picture) => picture.remove()), 400);
  }

  function snapshot() {
    const at = views[0].instant;
    if (!at) return notice('There is no picture yet.', 'bad');
    views.forEach((view) => h('a', { href: snapshotUrl(view.camera, at), download: `${view.camera}-${at.toISOString()}.jpg` }).click());
    return undefined;
  }

  function edge(which) {
    const at = views[0].instant?.getTime();
    if (!at) return notice('Choose an instant first.', 'bad');
    const other = range ? (which === 'start' ? range.end : range.start) : at + (which === 'start' ? 60_000 : -60_000);
    const next = which === 'start' ? { start: at, end: other > at ? other : at + 60_000 } : { start: other < at ? other : at - 60_000, end: at };
    strip.choose(next);
    return undefined;
  }

  /** The chosen range, or a minute around the instant shown. */
  function rangeOrAround() {
    if (range) return { start: new Date(range.start), end: new Date(range.end) };
    const at = (views[0].instant || strip.lastInstant() || new Date()).getTime();
    return { start: new Date(at - 30_000), end: new Date(at + 30_000) };
  }

  function exportRange() {
    exportDialog({ ...rangeOrAround(), cameras: chosen.map((id) => ({ id, name: nameOf(id) })) });
  }

  function bookmark() {
    const at = range ? new Date(range.start) : views[0].instant;
    if (!at) return notice('Choose an instant first.', 'bad');
    formDialog('Add a bookmark', [h('p', { class: 'soft' }, range ? rangeText.textContent : exactClock(at)), field('Name', 'name', '', { required: true, autofocus: true })], 'Add', async (values) => {
      const end = range ? new Date(range.end) : at;
      await Promise.all(chosen.map((id) => post(`/cameras/${id}/bookmarks`, { start: at.toISOString(), end: end.toISOString(), name: values.name })));
      load();
    });
    return undefined;
  }

  function hold() {
    const { start, end } = rangeOrAround();
    const withSub = chosen.filter((id) => cameras.find((camera) => camera.id === id)?.subUri);
    const streams = withSub.length ? choice('Streams', 'streams', [['main', 'main'], ['sub', 'sub'], ['both', 'main and sub']], 'both') : null;
    formDialog('Hold against retention', [h('p', { class: 'soft' }, `${clock(start)} to ${clock(end)} stays until it is released.`), h('div', { class: 'part' }, field('Note', 'note', '', { autofocus: true }), streams)], 'Hold', async (values) => {
      const of = (stream) => (stream === 'sub' ? withSub : chosen).map((id) => post(`/cameras/${id}/holds`, { start: start.toISOString(), end: end.toISOString(), note: values.note, stream }));
      await Promise.all(values.streams === 'both' ? [...of('main'), ...of('sub')] : of(values.streams || 'main'));
      load();
    });
  }

  function paint() {
    playButton.textContent = isPlaying() ? 'Pause' : 'Play';
  }

  /** Keeps the cameras in step with the first one. */
  function inStep() {
    const [master, ...others] = views;
    const at = master.instant;
    if (!at || !master.playing) return;
    for (const view of others) {
      if (!view.instant) continue;
      const late = (at - view.instant) / 1000;
      if (Math.abs(late) > SEEK_APART * Math.max(1, Math.abs(view.speed))) view.seek(at, true);
      else view.nudge(Math.abs(late) < STEP_APART ? 1 : 1 + Math.max(-0.25, Math.min(0.25, late)));
    }
  }

  function tick() {
    const at = views[0]?.instant;
    if (!at || scrubbing) return;
    shown.textContent = exactClock(at);
    shown.dataset.instant = at.toISOString();
    canvas.setAttribute('aria-valuetext', clock(at));
    way.textContent = `${views[0].way}${views[0].supported ? '' : ` (this browser can't decode ${views[0].codecs})`}`;
    strip.head(at);
    inStep();
    for (const view of views.filter((each) => each.instant)) {
      const now = view.instant.getTime();
      loadSeen(view, now);
      view.boxes(boxesAt(view, now));
    }
    paint();
  }

  speed.addEventListener('change', setSpeed);
  zoom.addEventListener('change', () => {
    if (zoom.value) strip.zoomTo(Number(zoom.value));
    zoom.value = '';
  });
  const keys = (event) => {
    if (event.target.matches('input, select, textarea') || document.querySelector('dialog[open]') || event.ctrlKey || event.altKey || event.metaKey) return;
    const actions = {
      ' ': toggle, k: toggle, ',': () => step(-1), '.': () => step(1), j: () => faster(-1), l: () => faster(1), i: () => edge('start'), o: () => edge('end'), s: snapshot, m: () => hear(sound.getAttribute('aria-pressed') !== 'true'),
      ...(mayKeep ? { b: bookmark, e: exportRange } : {}),
    };
    if (!actions[event.key] || (event.key === ' ' && event.target.matches('button, a'))) return;
    event.preventDefault();
    actions[event.key]();
  };
  document.addEventListener('keydown', keys);
  const timer = setInterval(tick, 200);
  const reload = setInterval(() => {
    load();
    loadView();
  }, RELOAD);
  let soon = null;
  context.onMessage((message) => {
    if (message.type === 'seen' || message.camera && message.type !== 'camera' && !chosen.includes(message.camera)) return;
    clearTimeout(soon);
    soon = setTimeout(async () => {
      if (['camera', 'again'].includes(message.type) && await loadCameras()) return;
      load();
      if (message.type === 'event') loadView();
    }, 200);
  });
  build(instant ? new Date(instant) : null, Boolean(instant));
  return () => {
    closed = true;
    clearInterval(timer);
    clearInterval(reload);
    clearTimeout(viewTimer);
    clearTimeout(soon);
    document.removeEventListener('keydown', keys);
    strip.close();
    views.forEach((view) => view.close());
  };
}
