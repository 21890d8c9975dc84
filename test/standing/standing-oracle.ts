import type { Scenario } from './scenarios.ts';
import { SCHOOL, TODAY } from './scenarios.ts';

/**
 * The standing of a report, computed a second time from the rules of docs/adr/0019 and the words of a scenario: no
 * event, no fold, no code of the product.
 */
export function oracle(scenario: Scenario): 'given' | 'waiting' {
  const { writer, type } = scenario;
  if (/^\d/.test(writer))
    return type.startsWith('contact-person') ? institutionContact(scenario) : hangsOnEnrolment(scenario);
  const code = writer.slice(-4);
  if (livedIn(scenario) === code && (writer.startsWith('jobcentre') || isYoung(scenario))) return 'given';
  const holds = writer.startsWith('municipality') && holderOn(scenario) === code && isYoung(scenario);
  return holds ? 'given' : 'waiting';
}

function hangsOnEnrolment({ writer, type, enrolment }: Scenario): 'given' | 'waiting' {
  if (type === 'enrolment-registered.v1') return 'given';
  return writer === SCHOOL && enrolment !== 'none' ? 'given' : 'waiting';
}

/** An own enrolment that covers the day, or begins at most ninety days after it. */
function institutionContact({ writer, enrolment, day }: Scenario): 'given' | 'waiting' {
  if (writer !== SCHOOL) return 'waiting';
  switch (enrolment) {
    case 'none':
      return 'waiting';
    case 'running':
      return 'given';
    case 'ended':
      return day <= '2026-02-28' ? 'given' : 'waiting';
    case 'soon':
      // Ninety days before 29 May is 28 February.
      return day >= '2026-02-28' ? 'given' : 'waiting';
    case 'later':
      return 'waiting';
    case 'expected over':
      // 20 April and thirty days of grace: through 20 May.
      return day <= '2026-05-20' ? 'given' : 'waiting';
  }
}

function livedIn({ residence, day }: Scenario): string | null {
  const moved = day >= '2026-03-01';
  switch (residence) {
    case 'none':
      return null;
    case '0751':
      return '0751';
    case '0751 then 0461':
      return moved ? '0461' : '0751';
    case '0461 then 0751':
      return moved ? '0751' : '0461';
  }
}

function holderOn({ case: held, day }: Scenario): string | null {
  if (held === 'none' || day < '2026-03-01') return null;
  if (held === 'handed to 0461') return day >= '2026-05-20' ? '0461' : '0751';
  return held === 'closed' && day > '2026-05-19' ? null : '0751';
}

/** Whether the person is under thirty on receipt, by the register if it reported a birth date. */
function isYoung({ registered, birth }: Scenario): boolean {
  return (
    Number(TODAY.slice(0, 4)) - 30 < Number((registered ?? birth).slice(0, 4)) ||
    (registered ?? birth).slice(5) > TODAY.slice(5)
  );
}

/** The facts of a scenario by other reporters that give the writer no standing: they must change nothing for it. */
export function hiddenFrom(scenario: Scenario): Scenario[] {
  const { writer } = scenario;
  const others: Scenario[] = [];
  if (writer !== SCHOOL)
    others.push(
      { ...scenario, enrolment: 'running' },
      { ...scenario, enrolment: 'ended' },
      { ...scenario, enrolment: 'none' },
    );
  if (/^\d/.test(writer)) {
    others.push(
      { ...scenario, residence: '0751 then 0461' },
      { ...scenario, residence: 'none' },
      { ...scenario, case: 'held by 0751' },
      { ...scenario, registered: '1996-06-01' },
      { ...scenario, registered: null },
    );
  }
  const waits = oracle(scenario) === 'waiting' && !/^\d/.test(writer);
  if (waits) {
    const twins: Scenario[] = [
      { ...scenario, residence: 'none' },
      { ...scenario, residence: '0751' },
      { ...scenario, residence: '0461 then 0751' },
      { ...scenario, case: 'none' },
      { ...scenario, registered: null },
      { ...scenario, registered: '2009-11-20' },
      { ...scenario, registered: '1996-06-01' },
    ];
    others.push(...twins.filter((twin) => oracle(twin) === 'waiting'));
  }
  return others;
}
