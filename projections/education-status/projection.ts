import { addDays } from '#libs/calendar';
import { type BelievedRow, type KnowledgeProjection, STILL_KNOWN } from '#libs/bitemporal';
import type { RuleBook } from '#libs/rules';
import { eventsReadBy } from '#events/catalogue';
import { isKnownPerson } from '#events/standing/effective';
import type { PersonHistory } from '#events/person-event';
import { timeline } from './education-status.evolve.ts';
import { sameAnswer, type Spell } from './spell.ts';
import { answerWriter } from './stored-answer.ts';

/** Answers "which education status, on which day, as known when"; one row per spell and state of knowledge. */
export function educationStatus(rules: RuleBook): KnowledgeProjection {
  const textOf = answerWriter(rules.version);
  return {
    name: 'education-status',
    table: 'education_status.spells',
    keyColumn: 'valid_from',
    keyType: 'date',
    columns: ['valid_to', 'status', 'reason', 'institution', 'answer'],
    caresFor: eventsReadBy('education-status'),
    fromFirstEvent: true,
    differences: statusDifferences,
    beliefs: (known) =>
      (isKnownPerson(known.events) ? timeline(known, rules) : []).map(
        (spell) => new SpellBelief(spell, institutionOf(spell, known), textOf),
      ),
  };
}

/** Counts the stretches of days whose status or reason has changed, by the old and the new one. */
const statusDifferences = (live: string, rebuilt: string): string =>
  `select concat(coalesce(concat_ws('/', l.status, l.reason), 'nothing'), ' becomes ',
    concat_ws('/', r.status, r.reason)) as cause,
     count(*) as answers, count(distinct r.person) as persons
   from ${rebuilt} r left join lateral (select status, reason from ${live} p where p.person = r.person
     and p.known_to = ${STILL_KNOWN}
     and p.valid_from <= r.valid_from and r.valid_from < p.valid_to order by p.valid_from desc limit 1) l on true
   where r.known_to = ${STILL_KNOWN} and (l.status, l.reason) is distinct from (r.status, r.reason) group by cause`;

/** A spell as a row; computes its columns only when it is written. */
class SpellBelief implements BelievedRow {
  constructor(
    private readonly spell: Spell,
    private readonly institution: string | null,
    private readonly textOf: (spell: Spell) => string,
  ) {}

  get key(): string {
    return this.spell.from;
  }

  get columns(): readonly (string | null)[] {
    const { to, status, reason } = this.spell;
    return [
      to === null ? 'infinity' : addDays(to, 1),
      status,
      reason ?? null,
      this.institution,
      this.textOf(this.spell),
    ];
  }

  sameAs(other: SpellBelief): boolean {
    const [one, two] = [this.spell, other.spell];
    const sameDays = one.to === two.to && one.since === two.since && one.until === two.until;
    return sameDays && this.institution === other.institution && sameAnswer(one, two);
  }
}

/** The institution of the enrolment that gives the status, or of the last one that never started or was withdrawn. */
function institutionOf({ enrolment, deciding }: Spell, { events }: PersonHistory): string | null {
  if (enrolment) return enrolment.institution;
  if (deciding.length === 0) return null;
  const ids = new Set(deciding);
  const last = events.findLast((event) => event.type === 'enrolment-registered.v1' && ids.has(event.eventId));
  return last?.type === 'enrolment-registered.v1' ? last.data.institution : null;
}
