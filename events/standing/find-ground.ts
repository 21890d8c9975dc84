import { heldOn } from '../history/case-holders.ts';
import type { Residence } from '../history/residences-from.ts';
import type { StandingCondition } from '../model/standing-condition.ts';
import type { StandingFacts } from './standing-facts.ts';

/** The events that prove that the condition is met. @returns undefined if it is not met */
export function findGround(condition: StandingCondition, facts: StandingFacts): readonly string[] | undefined {
  switch (condition.needs) {
    case 'own-report':
      return facts.ownEvents.has(condition.target) ? [condition.target] : undefined;
    case 'own-enrolment':
      return facts.enrolments.get(condition.enrolmentId)?.citations;
    case 'own-enrolment-on': {
      const { on, startsBy, expectedEndFrom } = condition;
      return [...facts.enrolments.values()].find(
        ({ startsOn, endedOn, expectedEndsOn, neverStarted }) =>
          !neverStarted &&
          startsOn <= startsBy &&
          (endedOn === null ? expectedEndsOn === null || expectedEndsOn >= expectedEndFrom : endedOn >= on),
      )?.citations;
    }
    case 'own-contact':
      return (
        facts.contacts.find(({ role, from }) => role === condition.role && from <= condition.on)?.citations ??
        findGround(condition.otherwise, facts)
      );
    case 'responsibility':
      return findResponsibility(condition, facts);
    case 'closed':
      return undefined;
  }
}

function findResponsibility(
  { municipality, on, orHolder, bornAfter, youngByNumber }: Extract<StandingCondition, { needs: 'responsibility' }>,
  facts: StandingFacts,
): readonly string[] | undefined {
  const { birth } = facts;
  if (birth ? birth.day <= bornAfter : !youngByNumber) return undefined;
  const born = birth?.citations ?? [];
  const residence = residenceOn(on, facts);
  if (residence?.municipality === municipality) return [...residence.deciding, ...born];
  if (!orHolder) return undefined;
  const held = facts.holders.find((holder) => holder.municipality === municipality && heldOn(holder, on));
  return held && [...held.citations, ...born];
}

/** The events that prove that all of the conditions are met. @returns undefined if one is not met */
export function findGrounds(
  conditions: readonly StandingCondition[],
  facts: StandingFacts,
): readonly string[] | undefined {
  const found: string[] = [];
  for (const condition of conditions) {
    const ground = findGround(condition, facts);
    if (ground === undefined) return undefined;
    found.push(...ground);
  }
  return found;
}

function residenceOn(day: string, { residences }: StandingFacts): Residence | undefined {
  return residences.findLast(({ from }) => from <= day);
}

/** Returns true if the municipality is responsible by residence. */
export function isResident(condition: StandingCondition, facts: StandingFacts): boolean {
  return condition.needs === 'own-contact'
    ? isResident(condition.otherwise, facts)
    : condition.needs === 'responsibility' && residenceOn(condition.on, facts)?.municipality === condition.municipality;
}
