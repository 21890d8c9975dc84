import { createHash } from 'node:crypto';

/** One number for what everybody's streams hold: every (person, version, event id), whoever kept them. */
export function checksum(entries) {
  const lines = entries.map(({ stream, version, eventId }) => `${stream} ${version} ${eventId}`).sort();
  return createHash('sha256').update(lines.join('\n')).digest('hex');
}

/** Throws unless a contender kept exactly what it was given: nothing lost, nothing twice, each in its place. */
export function expectSame(name, kept, given) {
  if (kept.length !== given.length) throw new Error(`${name} kept ${kept.length} events of ${given.length}`);
  if (checksum(kept) !== checksum(given))
    throw new Error(`${name} kept other events or other versions than it was given`);
}

/** Remembers what was handed over, pass by pass, as the contenders are to hold it. */
export function ledger() {
  const given = [];
  return {
    add: (events) => void given.push(...events.map(({ stream, version, eventId }) => ({ stream, version, eventId }))),
    given,
  };
}
