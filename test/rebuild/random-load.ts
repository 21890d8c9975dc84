import fc from 'fast-check';
import { addDays } from '#libs/calendar';
import { cloudEvent, syntheticNumber } from '../service/reports.ts';
import type { RunningService } from '../service/running.ts';

const BIRTHS = ['2008-06-15', '2009-02-14', '2010-03-10'];
const FIRST = '2025-08-01';
const PERSONS = 24;
const neutral = (code: string) => ({ system: 'neutral', code });

type Sent = ReturnType<typeof cloudEvent>;

/** One report about a person: all days are up to a year after the first, so most are late, some are early. */
interface Draw {
  readonly person: number;
  readonly what: number;
  readonly enrolment: string;
  readonly day: string;
  readonly length: number;
  readonly either: boolean;
}

const anyDraw: fc.Arbitrary<Draw> = fc.record({
  person: fc.nat(PERSONS - 1),
  what: fc.nat(15),
  enrolment: fc.constantFrom('E-1', 'E-1', 'E-2'),
  day: fc.nat(365).map((days) => addDays(FIRST, days)),
  length: fc.integer({ min: 20, max: 400 }),
  either: fc.boolean(),
});

/** A report that a school can send; the first kinds reveal the most. */
function schoolReport({ what, enrolment, day, length, either }: Draw): [string, Record<string, unknown>] {
  const of = { enrolmentId: enrolment };
  const registered = {
    ...of,
    institution: '990110',
    education: { system: 'cosa', code: '1920' },
    startsOn: day,
    expectedEndsOn: addDays(day, length),
    kind: 'vocational',
  };
  const reports: readonly [string, Record<string, unknown>][] = [
    ['enrolment-registered', registered],
    ['education-interrupted', { ...of, lastDay: day, reason: neutral('moved') }],
    ['education-completed', { ...of, completedOn: day, extent: either ? 'whole' : 'part' }],
    ['leave-started', { ...of, from: day }],
    ['leave-ended', { ...of, lastDay: day }],
    ['dropout-risk-reported', { ...of, assessedOn: day, level: either ? 'red' : 'green', assessor: 'Bo Vejleder' }],
    ['dropout-risk-withdrawn', { ...of, withdrawnOn: day }],
    ['enrolment-changed', { ...of, changedOn: day, department: '990111' }],
    ['enrolment-never-started', { ...of, establishedOn: day }],
  ];
  return reports[what] ?? ['enrolment-registered', registered];
}

function registerReport({ day, either }: Draw): [string, Record<string, unknown>] {
  return either
    ? ['name-registered', { given: `Navn ${'abcdefghijkl'[Number(day.slice(5, 7)) - 1]}`, family: 'Opdigtet' }]
    : ['protection-changed', { kind: 'name-and-address', until: day }];
}

function municipalReport({ what, day, length, either }: Draw): [string, Record<string, unknown>] {
  const role = 'kui';
  const reports: readonly [string, Record<string, unknown>][] = [
    ['contact-made', { on: day, channel: neutral('phone'), guardianInvolved: either }],
    ['became-aware', { awareOn: day, ground: neutral('school-told') }],
    ['contact-person-ended', { role, lastDay: day }],
    ['contact-person-assigned', { role, name: 'Mette Eksempel', organisation: `Vejledning ${length}`, from: day }],
  ];
  return reports[what % 4] ?? ['became-aware', { awareOn: day, ground: neutral('other') }];
}

/**
 * Turns draws into reports of three senders; every fifth report of a school or municipality withdraws or corrects an
 * earlier one.
 */
export class RandomLoad {
  private readonly sent = new Map<string, Sent[]>();
  private count = 0;

  constructor(private readonly name: string) {}

  /**
   * The first reports of people: residence first for most, a contact person for some; some are registered by their
   * school only.
   */
  people(): Sent[] {
    return Array.from({ length: PERSONS }, (_, person) => person).flatMap((person) => {
      const municipality = person % 3 === 0 ? '0461' : '0751';
      if (person % 6 === 5) return [];
      const lives = this.report('cpr', person, ['residence-changed', { municipality, from: birthOf(person) }]);
      const named = this.report('cpr', person, ['name-registered', { given: 'Alma', family: 'Opdigtet' }]);
      const assigned = { role: 'kui', name: 'Ida Eksempel', organisation: 'Vejledningen', from: FIRST };
      return person % 2 === 0
        ? [lives, named]
        : [lives, this.report('municipality-0751', person, ['contact-person-assigned', assigned])];
    });
  }

  reportOf(draw: Draw): Sent {
    const { person, day, what, length } = draw;
    if (what >= 14 && length % 3 === 0) return this.report('cpr', person, registerReport(draw));
    if (what === 15)
      return this.report('cpr', person, [
        'residence-changed',
        { municipality: draw.either ? '0461' : '0751', from: day },
      ]);
    if (what === 14)
      return this.report('cpr', person, [
        'person-registered',
        { birthDate: draw.either ? birthOf(person) : addDays(birthOf(person), -400) },
      ]);
    const municipal = what >= 10;
    const reporter = municipal ? 'municipality-0751' : '990110';
    const said = municipal ? municipalReport(draw) : schoolReport(draw);
    const earlier = this.sent.get(`${reporter} ${person}`) ?? [];
    const target = earlier[draw.length % Math.max(1, earlier.length)];
    if (target && draw.length % 5 === 0)
      return this.report(reporter, person, draw.either ? withdrawing(target) : correcting(target, day));
    const report = this.report(reporter, person, said);
    this.sent.set(`${reporter} ${person}`, [...earlier, report]);
    return report;
  }

  private report(reporter: string, person: number, [type, data]: [string, Record<string, unknown>]): Sent {
    this.count += 1;
    return cloudEvent(type, {
      reporter,
      cpr: syntheticNumber(birthOf(person), person),
      id: `${this.name}-${this.count}`,
      time: '2025-08-01T06:00:00Z',
      data,
    });
  }
}

const birthOf = (person: number): string => BIRTHS[person % BIRTHS.length] ?? '';

function withdrawing({ id }: Sent): [string, Record<string, unknown>] {
  return ['report-withdrawn', { withdraws: { id }, reason: neutral('sent-by-mistake') }];
}

/** The same report with its first date moved. */
function correcting(target: Sent, day: string): [string, Record<string, unknown>] {
  const { person: _person, ...content } = target['data'] as Record<string, unknown>;
  const dated = Object.keys(content).find((name) => /On$|Day$|^from$|^on$/.test(name)) ?? '';
  return ['report-corrected', { corrects: { id: target.id }, content: { ...content, [dated]: day } }];
}

/** The draws of a seed, in rounds; each round is a month of the sandbox's clock. */
export function roundsOf(seed: number, rounds: number, each: number): Draw[][] {
  const draws = fc.sample(anyDraw, { seed, numRuns: rounds * each });
  return Array.from({ length: rounds }, (_, round) => draws.slice(round * each, (round + 1) * each));
}

/**
 * Sends reports in batches of one sender, in each sender's order.
 * @returns the number of accepted ones
 */
export async function send(service: Pick<RunningService, 'report'>, reports: readonly Sent[]): Promise<number> {
  let taken = 0;
  for (const client of ['cpr', 'sa-nord', 'adviser-0751']) {
    const own = reports.filter(({ source }) => source.startsWith(`/systems/${client}/`));
    for (let start = 0; start < own.length; start += 10) {
      const { status, body } = await service.report(client, own.slice(start, start + 10));
      if (status !== 202) throw new Error(`a batch was not taken in: ${status} ${JSON.stringify(body)}`);
      taken += body.counts.accepted + body.counts.held;
    }
  }
  return taken;
}
