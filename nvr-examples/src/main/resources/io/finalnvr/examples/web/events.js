// What happened in front of the cameras, with pictures; from here to the moment.

import { get, snapshotUrl } from './api.js';
import { attempt, choice, clock, empty, field, h, span } from './dom.js';

const TIMES = [['3600', 'last hour'], ['86400', 'last day'], ['604800', 'last week'], ['2678400', 'last month'], ['31622400', 'last year']];
const PAGE = 60;

export async function show(page, context) {
  let cameras = await get('/cameras');
  const nameOf = (id) => cameras.find((camera) => camera.id === id)?.name || id;
  const list = h('div', { class: 'grid events' });
  const more = h('button', { hidden: true, onclick: () => load(list.querySelectorAll('[data-event]').length + PAGE) }, 'Show more');
  const filters = h('form', { class: 'filters' },
    choice('Camera', 'camera', [['', 'all'], ...cameras.map((camera) => [camera.id, camera.name])], ''),
    field('Label', 'label', '', { placeholder: 'any' }),
    choice('At least so sure', 'minScore', [['0', 'any'], ['25', '25 %'], ['50', '50 %'], ['75', '75 %'], ['90', '90 %']], '0'),
    choice('When', 'seconds', TIMES, '86400'));
  page.append(h('div', { class: 'head' }, h('h1', {}, 'Events')), filters, list, h('div', { class: 'controls middle' }, more));
  let count = PAGE;
  let shown = '';

  async function load(howMany = count) {
    count = howMany;
    const values = Object.fromEntries(new FormData(filters));
    const query = new URLSearchParams({ from: new Date(Date.now() - Number(values.seconds) * 1000).toISOString(), count: count + 1, minScore: values.minScore });
    if (values.camera) query.append('camera', values.camera);
    if (values.label.trim()) query.set('label', values.label.trim());
    const events = await attempt(() => get(`/events?${query}`));
    if (!events) return;
    const key = events.map((event) => event.id + event.end).join();
    if (key === shown && key) return;
    shown = key;
    more.hidden = events.length <= count;
    list.replaceChildren(...events.slice(0, count).map(card));
    if (!events.length) list.append(empty('No events', 'Nothing of this kind happened in this time. Events come from triggers and from the analysis of video.'));
  }

  /** Cameras that came, went or have another name. */
  async function loadCameras() {
    const now = await get('/cameras').catch(() => cameras);
    if (now.map((each) => each.id + each.name).join() === cameras.map((each) => each.id + each.name).join()) return;
    cameras = now;
    shown = '';
    const select = filters.elements.camera;
    const chosen = select.value;
    select.replaceChildren(...[['', 'all'], ...cameras.map((each) => [each.id, each.name])].map(([value, text]) => h('option', { value }, text)));
    select.value = cameras.some((each) => each.id === chosen) ? chosen : '';
  }

  function card(event) {
    const at = new Date(event.start);
    const length = Date.parse(event.end) - at;
    const picture = h('img', { alt: '', loading: 'lazy', width: 320, height: 180, src: `${snapshotUrl(event.camera, at, 480)}` });
    const frame = h('div', { class: 'picture' }, picture);
    picture.addEventListener('error', () => picture.replaceWith(h('span', { class: 'soft' }, 'No footage of this instant')));
    if (event.area) {
      picture.addEventListener('load', () => {
        // The picture fills the width; its box is drawn over it by parts of the whole.
        const box = h('div', { class: 'box' });
        Object.assign(box.style, { left: `${event.area.x * 100}%`, top: `${event.area.y * 100}%`, width: `${event.area.width * 100}%`, height: `${event.area.height * 100}%` });
        const inner = h('div', { class: 'fit' }, box);
        inner.style.aspectRatio = `${picture.naturalWidth} / ${picture.naturalHeight}`;
        frame.append(inner);
      });
    }
    return h('a', { class: 'card event', 'data-event': event.id, href: `#recorded/${event.camera}/${new Date(at.getTime() - 1000).toISOString()}` },
      frame,
      h('div', { class: 'title' }, h('h2', {}, event.label), event.score === undefined ? null : h('span', { class: 'soft' }, `${Math.round(event.score * 100)} %`)),
      h('p', {}, clock(at), event.attributes.ongoing ? h('span', { class: 'soft' }, ', goes on') : length > 0 ? h('span', { class: 'soft' }, `, ${span(length)}`) : null),
      h('p', { class: 'soft' }, `${nameOf(event.camera)} · ${event.source}${event.trigger ? ' · starts recording' : ''}`));
  }

  filters.addEventListener('input', () => {
    shown = '';
    load(PAGE);
  });
  filters.addEventListener('submit', (event) => event.preventDefault());
  let soon = null;
  context.onMessage((message) => {
    if (!['event', 'camera', 'again'].includes(message.type)) return;
    clearTimeout(soon);
    soon = setTimeout(async () => {
      if (message.type !== 'event') await loadCameras();
      load();
    }, 700);
  });
  const timer = setInterval(() => load(), 30_000);
  await load();
  return () => {
    clearInterval(timer);
    clearTimeout(soon);
  };
}
