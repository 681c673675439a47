// Cameras: what they are called, where they are, whether they are recorded.

import { get, post, put, remove } from './api.js';
import { attempt, bytes, h, notice, stateOf } from './dom.js';

export async function show(page, context) {
  const admin = context.session.role === 'ADMIN';
  const operator = admin || context.session.role === 'OPERATOR';
  const list = h('div', { class: 'grid' });
  page.append(h('div', { class: 'head' }, h('h1', {}, 'Cameras'), admin ? h('button', { class: 'main', onclick: () => edit(null) }, 'Add a camera') : null), list);

  async function load() {
    const cameras = await attempt(() => get('/cameras'));
    if (!cameras) return;
    list.replaceChildren(...cameras.map(card));
    if (!cameras.length) list.append(h('div', { class: 'empty' }, 'No cameras yet.'));
  }

  function card(camera) {
    const [kind, text] = stateOf(camera);
    const recorded = Boolean(camera.recorder);
    return h('section', { class: 'card', 'data-camera': camera.id },
      h('h2', {}, camera.name),
      h('p', {}, h('span', { class: `state ${kind}` }, camera.recorder?.state === 'RECORDING' ? 'recording' : camera.state.toLowerCase())),
      h('p', { class: 'soft' }, text),
      h('p', { class: 'soft' }, camera.location ? `${camera.location} · ` : '', camera.uri),
      h('p', { class: 'soft' }, camera.tracks.join(' · ')),
      camera.recorder ? h('p', { class: 'soft' }, `${camera.recorder.framesDurable} frames durable, ${camera.recorder.framesDropped} dropped, ${bytes(camera.recorder.bytesReceived)}`) : null,
      h('div', { class: 'controls' },
        operator ? h('button', { onclick: () => attempt(() => (recorded ? remove : post)(`/cameras/${camera.id}/recorder`)).then(load) }, recorded ? 'Stop recording' : 'Record') : null,
        h('a', { href: `#recorded/${camera.id}` }, 'Footage'),
        admin ? h('button', { onclick: () => edit(camera) }, 'Edit') : null,
        admin ? h('button', { class: 'danger', onclick: () => drop(camera) }, 'Remove') : null));
  }

  async function drop(camera) {
    if (!confirm(`Remove ${camera.name} and delete its footage?`)) return;
    await attempt(() => remove(`/cameras/${camera.id}`));
    load();
  }

  function edit(camera) {
    const field = (label, name, value = '', more = {}) => h('label', {}, label, h('input', { name, value, autocomplete: 'off', ...more }));
    const error = h('p', { class: 'error', role: 'alert' });
    const form = h('form', { class: 'card' },
      h('h2', {}, camera ? `Edit ${camera.name}` : 'Add a camera'),
      h('div', { class: 'form' },
        camera ? null : field('Id', 'id', '', { required: true, pattern: '[A-Za-z0-9][A-Za-z0-9\\-]*', placeholder: 'gate' }),
        field('Name', 'name', camera?.name),
        field('Address', 'uri', camera?.uri, { required: true, placeholder: 'rtsp://192.0.2.7/stream1' }),
        field('Location', 'location', camera?.location),
        field('User', 'user', '', { placeholder: camera?.user ? 'unchanged' : '' }),
        field('Password', 'password', '', { type: 'password', autocomplete: 'new-password', placeholder: camera?.user ? 'unchanged' : '' })),
      error,
      h('div', { class: 'controls' }, h('button', { class: 'main' }, 'Save'), h('button', { type: 'button', class: 'quiet', onclick: () => form.remove() }, 'Cancel')));
    form.addEventListener('submit', async (event) => {
      event.preventDefault();
      const values = Object.fromEntries([...new FormData(form)].filter(([, value]) => value !== ''));
      if (values.password && !values.user) values.user = '';
      try {
        if (camera) await put(`/cameras/${camera.id}`, values);
        else {
          await post('/cameras', values);
          await post(`/cameras/${values.id}/recorder`);
        }
        form.remove();
        notice('Saved.');
        load();
      } catch (e) {
        error.textContent = e.message;
      }
    });
    list.before(form);
    form.querySelector('input').focus();
  }

  context.onCamera(load);
  const timer = setInterval(load, 5000);
  await load();
  return () => clearInterval(timer);
}
