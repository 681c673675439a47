// Cameras: what they are called, where they are, how they are recorded, how much is kept.

import { get, post, put, remove, snapshotUrl } from './api.js';
import { ago, attempt, bitRate, bytes, choice, empty, field, formDialog, h, notice, stateOf } from './dom.js';
import { ZoneEditor } from './zones.js';

const DAY = 86_400;

export async function show(page, context) {
  const admin = context.session.role === 'ADMIN';
  const operator = admin || context.session.role === 'OPERATOR';
  const list = h('div', { class: 'grid cameras' });
  page.append(h('div', { class: 'head' }, h('h1', {}, 'Cameras'), admin ? h('button', { class: 'main', onclick: () => edit(null) }, 'Add a camera') : null), list);

  async function load() {
    const cameras = await attempt(() => get('/cameras'));
    if (!cameras) return;
    const focused = document.activeElement?.dataset?.act;
    const of = document.activeElement?.closest('[data-camera]')?.dataset.camera;
    list.replaceChildren(...cameras.map(card));
    if (!cameras.length) list.append(empty('No cameras yet', admin ? 'Add one by its RTSP address, and try the connection before.' : 'An administrator adds them.'));
    if (focused && of) list.querySelector(`[data-camera="${of}"] [data-act="${focused}"]`)?.focus();
  }

  function card(camera) {
    const [kind, word, reason] = stateOf(camera);
    const recorder = camera.recorder;
    const fact = (name, ...value) => [h('dt', {}, name), h('dd', {}, value)];
    const failure = camera.failure && `since ${ago(new Date(camera.failure.since))}, ${camera.failure.attempts} attempts`;
    return h('section', { class: 'card camera', 'data-camera': camera.id },
      h('div', { class: 'title' }, h('h2', {}, camera.name), h('span', { class: `state ${kind}` }, word)),
      h('p', { class: kind === 'bad' ? 'bad' : 'soft' }, reason, failure ? h('span', { class: 'soft' }, ` (${failure})`) : null),
      h('dl', {},
        fact('Address', h('span', { class: 'address', title: camera.uri }, camera.uri), camera.user ? h('span', { class: 'soft' }, ', with password') : null),
        camera.location ? fact('Location', camera.location) : null,
        fact('Stream', camera.tracks.length ? camera.tracks.map((track) => h('div', {}, track.replace(/^(\w+) \d+: /, '$1 '))) : h('span', { class: 'soft' }, 'not known yet')),
        recorder ? fact('Rate', `${bitRate(recorder.bitsPerSecond || 0)}, ${(recorder.framesPerSecond || 0).toFixed(1)} pictures/s`) : null,
        recorder ? fact('Durable', recorder.lastReceipt ? `${ago(new Date(recorder.lastReceipt))}; ${recorder.framesDurable} frames, ${bytes(recorder.bytesReceived)}` : 'nothing yet') : null,
        recorder?.framesDropped ? fact('Dropped', h('span', { class: 'bad' }, `${recorder.framesDropped} frames`)) : null,
        fact('Recorded', camera.schedule.words),
        fact('Motion', camera.motion ? 'is detected' : h('span', { class: 'soft' }, 'is not detected')),
        fact('Kept', camera.retention.words.replace(/^keep /, ''))),
      h('div', { class: 'controls' },
        operator ? h('button', { 'data-act': 'record', onclick: () => attempt(() => (recorder ? remove : post)(`/cameras/${camera.id}/recorder`)).then(load) }, recorder ? 'Stop recording' : 'Record') : null,
        operator && camera.schedule.onEvent && recorder ? h('button', { 'data-act': 'trigger', onclick: () => trigger(camera) }, 'Trigger') : null,
        h('a', { class: 'button', href: `#recorded/${camera.id}` }, 'Footage'),
        admin ? h('button', { 'data-act': 'schedule', onclick: () => schedule(camera) }, 'Schedule') : null,
        h('button', { 'data-act': 'retention', onclick: () => retention(camera) }, 'Retention'),
        admin ? h('button', { 'data-act': 'motion', onclick: () => motion(camera) }, 'Motion') : null,
        admin ? h('button', { 'data-act': 'edit', onclick: () => edit(camera) }, 'Edit') : null,
        admin ? h('button', { 'data-act': 'remove', class: 'danger', onclick: () => drop(camera) }, 'Remove') : null));
  }

  function trigger(camera) {
    formDialog(`Trigger ${camera.name}`, field('What happened', 'label', 'door', { required: true, autofocus: true }), 'Trigger', async (values) => {
      await post(`/cameras/${camera.id}/events`, values);
      notice('Recording is triggered.');
    });
  }

  function drop(camera) {
    const keep = h('label', { class: 'check' }, h('input', { type: 'checkbox', name: 'keep' }), 'Keep its footage');
    formDialog(`Remove ${camera.name}?`, [h('p', {}, 'Its recording ends. Its footage is deleted, unless it is kept.'), keep], 'Remove', async (values) => {
      await remove(`/cameras/${camera.id}${values.keep ? '?keepFootage=true' : ''}`);
      load();
    });
  }

  function edit(camera) {
    const seen = h('div', { class: 'trial', 'aria-live': 'polite' });
    const attemptIt = h('button', { type: 'button' }, 'Test connection');
    const dialog = formDialog(camera ? `Edit ${camera.name}` : 'Add a camera', [
      h('div', { class: 'form' },
        camera ? null : field('Id', 'id', '', { required: true, pattern: '[A-Za-z0-9][A-Za-z0-9\\-]*', placeholder: 'gate', title: 'Letters, digits and hyphens' }),
        field('Name', 'name', camera?.name),
        field('Address', 'uri', camera?.uri, { required: true, placeholder: 'rtsp://192.0.2.7/stream1', inputMode: 'url' }),
        field('Address of a smaller stream', 'subUri', camera?.subUri, { placeholder: 'none', inputMode: 'url' }),
        field('Location', 'location', camera?.location),
        field('User', 'user', '', { placeholder: camera?.user ? 'unchanged' : '' }),
        field('Password', 'password', '', { type: 'password', autocomplete: 'new-password', placeholder: camera?.user ? 'unchanged' : '' }),
        choice('Transport', 'transport', [['AUTO', 'automatic'], ['TCP', 'TCP'], ['UDP', 'UDP']], camera?.transport || 'AUTO')),
      h('div', { class: 'controls' }, attemptIt), seen,
    ], 'Save', async (values) => {
      const given = filled(values);
      if (camera) await put(`/cameras/${camera.id}`, given);
      else {
        await post('/cameras', given);
        await post(`/cameras/${given.id}/recorder`);
      }
      notice('Saved.');
      load();
    });
    const form = dialog.querySelector('form');
    attemptIt.addEventListener('click', async () => {
      attemptIt.disabled = true;
      seen.replaceChildren(h('p', { class: 'soft' }, 'Connecting …'));
      try {
        const values = filled(Object.fromEntries(new FormData(form)));
        const result = await post(camera ? `/cameras/${camera.id}/trials` : '/trials', values);
        seen.replaceChildren(...trial(result));
      } catch (e) {
        seen.replaceChildren(h('p', { class: 'error' }, e.message));
      } finally {
        attemptIt.disabled = false;
      }
    });
  }

  function filled(values) {
    const given = Object.fromEntries(Object.entries(values).filter(([name, value]) => value !== '' || name === 'subUri'));
    if (given.password && !given.user) given.user = '';
    return given;
  }

  function trial(result) {
    if (!result.ok) return [h('p', { class: 'error' }, `It does not work: ${result.message}`)];
    return [
      result.picture ? h('img', { src: result.picture, alt: 'What the camera shows now' }) : h('p', { class: 'soft' }, `No picture: ${result.pictureFailure}`),
      h('p', { class: 'good' }, 'It works. ', h('span', { class: 'soft' }, result.tracks.join(' · '))),
    ];
  }

  function schedule(camera) {
    const now = camera.schedule;
    const times = h('textarea', { name: 'weekly', rows: 3, placeholder: 'Mon-Fri 08:00-18:00' }, (now.weekly || []).join('\n'));
    const zone = now.zone || Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';
    const kinds = [['always', 'always'], ['weekly', 'at times of the week'], ['event', 'on events'], ['inside', 'on events, at these times only'], ['outside', 'at these times, and on events otherwise']];
    const kind = now.events && now.weekly && now.onEvent ? now.events : now.weekly ? 'weekly' : now.onEvent ? 'event' : 'always';
    const parts = {
      weekly: [h('label', {}, 'Times, one a line: Sat,Sun 22:00-06:00, daily 00:00-24:00', times), field('Time zone', 'zone', zone)],
      event: [h('div', { class: 'form' }, field('Seconds before', 'preRollSeconds', now.preRollSeconds ?? 10, { type: 'number', min: 0, max: 300 }), field('Seconds after', 'postRollSeconds', now.postRollSeconds ?? 30, { type: 'number', min: 0, max: 86400 }))],
    };
    const weekly = h('div', { class: 'part' }, parts.weekly);
    const event = h('div', { class: 'part' }, parts.event);
    const pick = choice('Record', 'kind', kinds, kind);
    const shape = () => {
      const chosen = pick.querySelector('select').value;
      weekly.hidden = !['weekly', 'inside', 'outside'].includes(chosen);
      event.hidden = !['event', 'inside', 'outside'].includes(chosen);
    };
    pick.addEventListener('change', shape);
    shape();
    formDialog(`When ${camera.name} is recorded`, [pick, weekly, event], 'Save', async (values) => {
      const body = {};
      if (!weekly.hidden) {
        body.weekly = values.weekly.split('\n').map((line) => line.trim()).filter(Boolean);
        body.zone = values.zone;
        if (!body.weekly.length) throw new Error('Give at least one time.');
      }
      if (!event.hidden) Object.assign(body, { onEvent: true, preRollSeconds: Number(values.preRollSeconds), postRollSeconds: Number(values.postRollSeconds) });
      if (['inside', 'outside'].includes(values.kind)) body.events = values.kind;
      await put(`/cameras/${camera.id}/schedule`, body);
      notice('Saved.');
      load();
    });
  }

  async function motion(camera) {
    const now = await attempt(() => get(`/cameras/${camera.id}/motion`));
    if (!now) return;
    const on = h('label', { class: 'check' }, h('input', { type: 'checkbox', name: 'on', checked: now.on }), 'Detect motion in what is recorded');
    const told = h('output', {});
    const sensitivity = h('label', {}, h('span', { class: 'title' }, 'Sensitivity', told), h('input', { type: 'range', name: 'sensitivity', min: 0, max: 1, step: 0.05, value: now.sensitivity }));
    const tell = () => { told.textContent = `${Math.round(sensitivity.querySelector('input').value * 100)} %`; };
    sensitivity.addEventListener('input', tell);
    tell();
    const how = now.state ? h('p', { class: 'soft' }, `${now.state.toLowerCase()}: ${now.reason}`) : null;
    const least = h('div', { class: 'form' },
      field('At least % of the picture', 'minArea', Number((now.minArea * 100).toFixed(3)), { type: 'number', min: 0.001, max: 50, step: 'any', required: true }),
      field('For at least seconds', 'minSeconds', now.minSeconds, { type: 'number', min: 0, max: 60, step: 'any', required: true }));
    const zones = new ZoneEditor(now, () => `${snapshotUrl(camera.id, new Date(), 640)}&nearest=true`);
    formDialog(`Motion in front of ${camera.name}`, [on, how, sensitivity, h('div', { class: 'part' }, least), zones.element], 'Save', async (values) => {
      const wanted = { sensitivity: Number(values.sensitivity), minArea: Number(values.minArea) / 100, minSeconds: Number(values.minSeconds), ...zones.value };
      if (values.on) await put(`/cameras/${camera.id}/motion`, wanted);
      else await remove(`/cameras/${camera.id}/motion`);
      notice('Saved.');
      load();
    });
  }

  /** Days and gigabytes as the API takes them. */
  function limits(days, gigabytes, keepMore) {
    const given = {};
    if (days) given.maxAgeSeconds = Math.max(1, Math.round(Number(days) * DAY));
    if (gigabytes) given.maxBytes = Math.max(1, Math.round(Number(gigabytes) * 1e9));
    if (keepMore) given.keepMore = true;
    return given;
  }

  async function retention(camera) {
    const now = camera.retention;
    const events = await attempt(() => get(`/cameras/${camera.id}/events/retention`));
    if (!events) return;
    const plan = h('div', { class: 'plan', 'aria-live': 'polite' });
    const content = [
      admin ? h('div', { class: 'form' },
        field('Keep at most days', 'days', now.maxAgeSeconds ? now.maxAgeSeconds / DAY : '', { type: 'number', min: 0, step: 'any', placeholder: 'no limit' }),
        field('Keep at most GB', 'gigabytes', now.maxBytes ? now.maxBytes / 1e9 : '', { type: 'number', min: 0, step: 'any', placeholder: 'no limit' })) : null,
      admin ? h('label', { class: 'check' }, h('input', { type: 'checkbox', name: 'keepMore', checked: Boolean(now.keepMore) }), 'With both: keep whichever is more') : null,
      plan,
      h('h2', {}, 'Its events'),
      admin ? h('div', { class: 'form' },
        field('Keep events at most days', 'eventDays', events.maxAgeSeconds ? events.maxAgeSeconds / DAY : '', { type: 'number', min: 0, step: 'any', placeholder: 'no limit' }))
        : h('p', {}, `${events.words[0].toUpperCase()}${events.words.slice(1)}.`),
      h('p', { class: 'soft' }, 'With them go the results of what analyses them. Footage stays.')];
    const body = (values) => limits(values.days, values.gigabytes, values.keepMore);
    const dialog = formDialog(`How much of ${camera.name} is kept`, content, admin ? 'Save' : 'Close', async (values) => {
      if (!admin) return;
      await put(`/cameras/${camera.id}/retention`, body(values));
      await put(`/cameras/${camera.id}/events/retention`, { ...events, ...limits(values.eventDays), ...(values.eventDays ? {} : { maxAgeSeconds: null }) });
      notice('Saved.');
      load();
    });
    const form = dialog.querySelector('form');
    const explain = async () => {
      try {
        const told = admin ? await post(`/cameras/${camera.id}/retention/plans`, body(Object.fromEntries(new FormData(form)))) : await get(`/cameras/${camera.id}/retention`);
        plan.replaceChildren(h('p', {}, told.bytesRemoved ? h('strong', {}, `${bytes(told.bytesRemoved)} would go now, ${bytes(told.bytesKept)} stay.`) : `Nothing would go now; ${bytes(told.bytesKept)} stay.`), h('p', { class: 'soft' }, told.reason));
      } catch (e) {
        plan.replaceChildren(h('p', { class: 'error' }, e.message));
      }
    };
    form.addEventListener('input', explain);
    explain();
  }

  context.onMessage((message) => ['camera', 'again'].includes(message.type) && load());
  const timer = setInterval(load, 3000);
  await load();
  return () => clearInterval(timer);
}
