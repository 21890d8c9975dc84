import { setImmediate as othersFirst } from 'node:timers/promises';
import { ProblemError } from '#libs/problems';

/** An element of the array in a JSON text, or the whole text as the only one; found without parsing. */
export interface Element {
  readonly from: number;
  readonly to: number;
  /** Members of all objects in it, as written: a name twice counts twice. */
  readonly members: number;
}

/** Deeper than any body of the catalogue; each level costs parser stack and memory. */
export const DEEPEST = 32;
/** About a millisecond of scanning; other calls run in between. */
const TURN_BYTES = 512 * 1024;

const [QUOTE, BACKSLASH, COMMA, COLON] = [0x22, 0x5c, 0x2c, 0x3a];
const [OPEN_ARRAY, CLOSE_ARRAY, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d];
const MARKS = new Uint8Array(256);
for (const byte of [COMMA, COLON, OPEN_ARRAY, CLOSE_ARRAY, OPEN_OBJECT, CLOSE_OBJECT]) MARKS[byte] = 1;

/**
 * Bounds depth and number of elements before anything is parsed. Reads bytes: in UTF-8 no part of a longer character
 * looks like one of JSON's own.
 * @param mostElements undefined: the text is not divided
 * @throws ProblemError `nested-too-deep`, `too-many-events`, `malformed-json` if brackets do not close
 */
export async function outlineOf(text: Buffer, mostElements?: number): Promise<readonly Element[]> {
  const scan = new Scan(text, mostElements);
  while (!scan.step(TURN_BYTES)) await othersFirst();
  return scan.elements;
}

class Scan {
  readonly elements: Element[] = [];
  #at = 0;
  #inText = false;
  #depth = 0;
  #members = 0;
  #from = 0;
  #closed = false;

  constructor(
    private readonly text: Buffer,
    private readonly mostElements: number | undefined,
  ) {}

  /** Scans the next bytes; true at the end. */
  step(bytes: number): boolean {
    const { text } = this;
    const end = Math.min(text.length, this.#at + bytes);
    // Kept in variables: reading a field for each byte takes three times as long.
    let at = this.#at;
    let inText = this.#inText;
    for (; at < end; at += 1) {
      const byte = text[at] as number;
      if (inText) {
        if (byte === BACKSLASH) at += 1;
        else if (byte === QUOTE) inText = false;
      } else if (byte === QUOTE) inText = true;
      else if (MARKS[byte] === 1) this.#mark(byte, at);
    }
    this.#at = at;
    this.#inText = inText;
    return at >= text.length && this.#finish();
  }

  #mark(byte: number, at: number): void {
    if (byte === COLON) this.#members += 1;
    else if (byte === COMMA) this.#divide(at);
    else if (byte === OPEN_ARRAY || byte === OPEN_OBJECT) this.#open(at);
    else this.#close(at);
  }

  #open(at: number): void {
    if (this.#closed) throw unmatched();
    this.#depth += 1;
    if (this.#depth > DEEPEST) throw new ProblemError('nested-too-deep');
    if (this.#depth === 1) this.#from = at + 1;
  }

  #close(at: number): void {
    this.#depth -= 1;
    if (this.#depth < 0) throw unmatched();
    this.#closed = this.#depth === 0;
    if (this.#closed && this.mostElements !== undefined) this.#end(at);
  }

  #divide(at: number): void {
    if (this.#depth === 1 && this.mostElements !== undefined) this.#end(at);
  }

  #end(at: number): void {
    if (this.elements.length >= (this.mostElements ?? Infinity)) throw new ProblemError('too-many-events');
    this.elements.push({ from: this.#from, to: at, members: this.#members });
    this.#from = at + 1;
    this.#members = 0;
  }

  #finish(): true {
    if (this.#depth !== 0 || this.#inText) throw unmatched();
    if (this.mostElements === undefined) this.elements.push({ from: 0, to: this.text.length, members: this.#members });
    return true;
  }
}

function unmatched(): ProblemError {
  return new ProblemError('malformed-json', { detail: 'brackets or quotes do not match' });
}
