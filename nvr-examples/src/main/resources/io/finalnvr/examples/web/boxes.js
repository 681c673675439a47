// Reads what the player needs to know out of MP4 boxes (ISO/IEC 14496-12).

function* boxes(view, start, end) {
  for (let at = start; at + 8 <= end;) {
    let size = view.getUint32(at);
    const type = String.fromCharCode(view.getUint8(at + 4), view.getUint8(at + 5), view.getUint8(at + 6), view.getUint8(at + 7));
    let header = 8;
    if (size === 1) {
      size = Number(view.getBigUint64(at + 8));
      header = 16;
    }
    if (size < header || at + size > end) return;
    yield { type, at, start: at + header, end: at + size };
    at += size;
  }
}

function find(view, start, end, ...path) {
  for (const box of boxes(view, start, end)) {
    if (box.type === path[0]) {
      if (path.length === 1) return box;
      const inner = find(view, box.start, box.end, ...path.slice(1));
      if (inner) return inner;
    }
  }
  return null;
}

const hex = (n) => n.toString(16).padStart(2, '0');

function sampleEntry(view, entry) {
  if (entry.type === 'avc1' || entry.type === 'avc3') {
    const avcC = find(view, entry.start + 78, entry.end, 'avcC');
    return { kind: 'video', codec: avcC ? `avc1.${hex(view.getUint8(avcC.start + 1))}${hex(view.getUint8(avcC.start + 2))}${hex(view.getUint8(avcC.start + 3))}` : 'avc1' };
  }
  if (entry.type === 'hvc1' || entry.type === 'hev1') {
    const hvcC = find(view, entry.start + 78, entry.end, 'hvcC');
    const level = hvcC ? view.getUint8(hvcC.start + 12) : 93;
    const profile = hvcC ? view.getUint8(hvcC.start + 1) & 31 : 1;
    return { kind: 'video', codec: `hvc1.${profile}.6.L${level}.B0` };
  }
  if (entry.type === 'mp4a') return { kind: 'audio', codec: 'mp4a.40.2' };
  if (entry.type === 'Opus') return { kind: 'audio', codec: 'opus' };
  if (entry.type === 'alaw' || entry.type === 'ulaw') return { kind: 'audio', codec: entry.type };
  return { kind: 'video', codec: entry.type };
}

function trackId(view, trak) {
  const tkhd = find(view, trak.start, trak.end, 'tkhd');
  return view.getUint32(tkhd.start + (view.getUint8(tkhd.start) === 1 ? 20 : 12));
}

/** The tracks that a moov box tells of: id, timescale, kind, codec. Null where there is none. */
export function tracks(buffer, offset) {
  const view = new DataView(buffer);
  const moov = find(view, offset, view.byteLength, 'moov');
  if (!moov) return null;
  const found = [];
  for (const trak of boxes(view, moov.start, moov.end)) {
    if (trak.type !== 'trak') continue;
    const mdhd = find(view, trak.start, trak.end, 'mdia', 'mdhd');
    const stsd = find(view, trak.start, trak.end, 'mdia', 'minf', 'stbl', 'stsd');
    const id = trackId(view, trak);
    const timescale = view.getUint32(mdhd.start + (view.getUint8(mdhd.start) === 1 ? 20 : 12));
    const entry = boxes(view, stsd.start + 8, stsd.end).next().value;
    found.push({ id, timescale, ...sampleEntry(view, entry) });
  }
  return found;
}

/** Decode time in seconds of the first fragment of a track. Null where there is none. */
export function decodeTime(buffer, offset, track) {
  const view = new DataView(buffer);
  for (const moof of boxes(view, offset, view.byteLength)) {
    if (moof.type !== 'moof') continue;
    if (trackOf(view, moof) !== track.id) continue;
    const tfdt = find(view, moof.start, moof.end, 'traf', 'tfdt');
    const time = view.getUint8(tfdt.start) === 1 ? Number(view.getBigUint64(tfdt.start + 4)) : view.getUint32(tfdt.start + 4);
    return time / track.timescale;
  }
  return null;
}

const trackOf = (view, moof) => view.getUint32(find(view, moof.start, moof.end, 'traf', 'tfhd').start + 4);

function box(type, parts) {
  const size = parts.reduce((sum, part) => sum + part.length, 8);
  const bytes = new Uint8Array(size);
  new DataView(bytes.buffer).setUint32(0, size);
  for (let i = 0; i < 4; i++) bytes[4 + i] = type.charCodeAt(i);
  let at = 8;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

const NAMES = { avc1: 'H.264', avc3: 'H.264', hvc1: 'H.265', hev1: 'H.265', mp4a: 'AAC', opus: 'Opus', alaw: 'G.711', ulaw: 'G.711', mp4v: 'Motion JPEG', jpeg: 'Motion JPEG' };

/** Names of codecs for people. */
export function codecNames(found) {
  return found.map((t) => NAMES[t.codec.split('.')[0]] || t.codec).join(' and ');
}

/** The same boxes without some tracks, for browsers that can't decode those. */
export function withoutTracks(buffer, offset, dropped) {
  const view = new DataView(buffer);
  const whole = (each) => new Uint8Array(buffer, each.at, each.end - each.at);
  const parts = [];
  let skip = false;
  for (const each of boxes(view, offset, view.byteLength)) {
    if (each.type === 'moof') skip = dropped.has(trackOf(view, each));
    if (skip) {
      skip = each.type === 'moof';
    } else if (each.type === 'moov') {
      parts.push(box('moov', [...boxes(view, each.start, each.end)].filter((inner) => inner.type !== 'trak' || !dropped.has(trackId(view, inner))).map((inner) => (inner.type !== 'mvex' ? whole(inner)
        : box('mvex', [...boxes(view, inner.start, inner.end)].filter((trex) => trex.type !== 'trex' || !dropped.has(view.getUint32(trex.start + 4))).map(whole))))));
    } else {
      parts.push(whole(each));
    }
  }
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
