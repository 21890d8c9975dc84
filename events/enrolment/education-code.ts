import type { Code } from '../model/stored.ts';
import { codeSystemMeant } from '../model/code-systems.ts';

/**
 * Returns true if an education code stands for an application for an admission test (2997, 3000) and therefore for no
 * enrolment. `pseudo` is rule data: codes without leading zeros. A version or period written after the code (`3000/1`)
 * does not hide it.
 */
export function isPseudoEducation({ system, code }: Code, pseudo: readonly string[]): boolean {
  const [number = ''] = code.replace(/^0+/u, '').split(/[^0-9A-Za-z]/u);
  return pseudo.includes(number) && codeSystemMeant('education', system)?.danish === true;
}
