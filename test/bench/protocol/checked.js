import { createHash } from 'node:crypto';

/** One number for all streams: covers every (person, version, event id), whichever contender kept them. */
export function checksum(entries) {
  const lines = entries.map(({ stream, version, eventId }) => `${stream} ${version} ${eventId}`).sort();
  return createHash('sha256').update(lines.join('\n')).digest('hex');
}

/** Throws unless a contender kept exactly the given events: none lost, none twice, each in its place. */
export function expectSame(name, kept, given) {
  if (kept.length !== given.length) throw new Error(`${name} kept ${kept.length} events of ${given.length}`);
  if (checksum(kept) !== checksum(given))
    throw new Error(`${name} kept other events or other versions than it was given`);
}

/** Collects the given events, pass by pass, in the form in which the contenders must keep them. */
export function ledger() {
  const given = [];
  return {
    add: (events) => void given.push(...events.map(({ stream, version, eventId }) => ({ stream, version, eventId }))),
    given,
  };
}
