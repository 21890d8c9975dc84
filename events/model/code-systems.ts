import { fieldError, type FieldError, isPlainObject, nearest, pointerTo } from '#libs/validation';

/** A code set by its name. `words` are other spellings of the name, in the form that `simplified` gives them. */
export interface CodeSystem {
  readonly name: string;
  readonly words: readonly string[];
  /** Holds the Danish education codes (CØSA purposes, the education model, Statistics Denmark's UDD). */
  readonly danish?: true;
}

const NEUTRAL: CodeSystem = { name: 'neutral', words: ['neutral'] };
const DANISH_EXIT: CodeSystem = {
  name: 'cosa-afgang',
  words: ['cosa', 'coesa', 'exit', 'cosaexit', 'afgang', 'cosaafgang', 'afgangsaarsag', 'afgangsarsag', 'reason'],
};

/** The known code sets by the field of a report that contains the code. */
const CODE_SYSTEMS: Readonly<Record<string, readonly CodeSystem[]>> = {
  education: [
    {
      name: 'cosa',
      danish: true,
      words: [
        'cosa',
        'coesa',
        'csa',
        'cosaumo',
        'umocosa',
        'umo',
        'uddannelse',
        'uddannelser',
        'uddannelsesmodel',
        'uddannelsesmodellen',
        'uddannelseskode',
        'uddannelseskoder',
        'education',
        'educations',
        'educationcode',
        'educationcodes',
        'formaal',
        'formal',
      ],
    },
    { name: 'dst-udd', words: ['udd', 'audd', 'hfudd', 'dstudd'], danish: true },
    { name: 'isced', words: ['isced', 'iscedf'] },
    { name: 'disced', words: ['disced'] },
    { name: 'nus', words: ['nus'] },
    { name: 'oulad', words: ['oulad'] },
    { name: 'simulated', words: ['simulated'] },
  ],
  reason: [NEUTRAL, DANISH_EXIT, { name: 'udir-b06', words: ['udirb06', 'b06'] }],
  channel: [NEUTRAL],
  ground: [NEUTRAL],
};

/** Owners, countries, editions and words for "code": they do not identify a code set. */
const MEANINGLESS =
  /^(?:dk|dan|danmark|danish|dansk|danske|uvm|buvm|stil|dst|star|kode|koder|kodesaet|code|codes|v|v?[0-9]+)$/u;
const LOCAL = /^(?:local|lokal)(?:[.-]|$)/u;

/** Removes from a name the words that do not identify the code set: `dk-cosa.2025` becomes `cosa`. */
function simplified(system: string): string {
  const parts = system
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll('ø', 'o')
    .replaceAll('å', 'aa')
    .split(/[^\p{L}\p{N}]+/u);
  const meaningful = parts.filter((part) => part !== '' && !MEANINGLESS.test(part));
  return meaningful.length > 1
    ? meaningful.filter((part) => part !== 'formaal' && part !== 'formal').join('')
    : meaningful.join('');
}

/**
 * The known code set that a name stands for in a field, in any of its spellings.
 * @returns undefined if none is known
 */
export function codeSystemNamed(field: string, system: string): CodeSystem | undefined {
  const words = simplified(system);
  return CODE_SYSTEMS[field]?.find(({ name, words: known }) => name === system || known.includes(words));
}

/** The code set that a name stands for, or the nearest known one if the name is misspelt. */
export function codeSystemMeant(field: string, system: string): CodeSystem | undefined {
  const list = CODE_SYSTEMS[field] ?? [];
  const near = nearest(
    system,
    list.map(({ name }) => name),
  );
  return codeSystemNamed(field, system) ?? list.find(({ name }) => name === near);
}

/**
 * Returns a warning for each code of a report whose code set is unknown. A sender's own set is named `local…` or after
 * the sending system. Descends into the `content` of a correction.
 */
export function codeSystemWarnings(data: object, at: string, systemId: string): FieldError[] {
  return Object.entries(data).flatMap(([field, value]: [string, unknown]) => {
    if (!isPlainObject(value)) return [];
    const pointer = pointerTo(at, field);
    if (field === 'content') return codeSystemWarnings(value, pointer, systemId);
    const { system } = value;
    const list = CODE_SYSTEMS[field];
    if (typeof system !== 'string' || list === undefined || codeSystemNamed(field, system)) return [];
    if (LOCAL.test(system) || system === systemId) return [];
    const names = list.map(({ name }) => name);
    return [
      fieldError(pointerTo(pointer, 'system'), 'unknown-code-system', {
        didYouMean: nearest(system, names),
        allowed: names,
      }),
    ];
  });
}
