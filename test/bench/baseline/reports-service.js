import typeorm from 'typeorm';
import { checked } from './report-checks.js';
import { Person, Report, Status } from './tables.js';

const { In } = typeorm;
const STATUS = { 'education-interrupted.v1': 'interrupted', 'education-completed.v1': 'completed' };

const keyOf = ({ source, senderId }) => `${source}\n${senderId}`;

function toReport({ envelope, definition, data }, person, receivedAt) {
  const said = { ...data };
  delete said.person;
  const occurredOn = definition.occurredOn(data, receivedAt.toISOString().slice(0, 10));
  return {
    source: envelope.source,
    senderId: envelope.id,
    type: definition.type,
    personId: person.id,
    occurredOn,
    receivedAt,
    data: said,
  };
}

function toStatus(report, receivedAt) {
  const { institution = null, enrolmentId = null } = report.data;
  return {
    personId: report.personId,
    status: STATUS[report.type] ?? 'enrolled',
    since: report.occurredOn,
    institution,
    enrolmentId,
    updatedAt: receivedAt,
  };
}

/**
 * Checks, finds the person, stores the report and sets the status: `save()` in one transaction, with lists if possible.
 */
export class ReportsService {
  constructor(dataSource, institutions) {
    this.dataSource = dataSource;
    this.institutions = institutions;
  }

  async accept(bodies) {
    const results = await Promise.all(bodies.map((body) => this.check(body)));
    const passed = results.flatMap((result) => result.passed ?? []);
    const again =
      passed.length === 0 ? new Set() : await this.dataSource.transaction((manager) => this.keep(manager, passed));
    return results.map(({ id, errors, passed: good }) => {
      if (errors) return { id, outcome: 'refused', errors };
      return {
        id,
        outcome: again.has(keyOf({ source: good.envelope.source, senderId: good.envelope.id }))
          ? 'duplicate'
          : 'accepted',
      };
    });
  }

  async check(body) {
    const id = typeof body?.id === 'string' ? body.id : null;
    try {
      const passed = await checked(body);
      const { institution } = passed.data;
      if (institution !== undefined && !this.institutions.has(institution))
        return { id, errors: ['institution is not in the register'] };
      return { id, passed };
    } catch (error) {
      return { id, errors: error.getResponse?.().message ?? [error.message] };
    }
  }

  /** Returns the reports that were stored before. */
  async keep(manager, passed) {
    const receivedAt = new Date();
    const senderIds = passed.map(({ envelope }) => envelope.id);
    const there = await manager.find(Report, {
      where: { senderId: In(senderIds) },
      select: { source: true, senderId: true },
    });
    const again = new Set(there.map(keyOf));
    const fresh = passed.filter(
      ({ envelope }) => !again.has(keyOf({ source: envelope.source, senderId: envelope.id })),
    );
    const people = await this.people(manager, [...new Set(fresh.map(({ data }) => data.person.cpr))]);
    const reports = fresh.map((one) => toReport(one, people.get(one.data.person.cpr), receivedAt));
    await manager.save(Report, reports, { chunk: 500 });
    const latest = new Map(reports.map((report) => [report.personId, toStatus(report, receivedAt)]));
    await manager.save(Status, [...latest.values()], { chunk: 500 });
    return again;
  }

  async people(manager, numbers) {
    const known = await manager.find(Person, { where: { cpr: In(numbers) } });
    const missing = numbers.filter((cpr) => !known.some((person) => person.cpr === cpr));
    const met = await manager.save(
      Person,
      missing.map((cpr) => ({ cpr })),
      { chunk: 500 },
    );
    return new Map([...known, ...met].map((person) => [person.cpr, person]));
  }
}
