import { ReportIntake, verifyChain } from '../product.js';
import { enrolmentsOfPass } from '../data/reports.js';
import { inFlight, inPieces } from '../protocol/in-flight.js';
import { ourParts, senderOf } from './our-parts.js';

/**
 * The whole intake without HTTP: checks, exchange of the civil number, decision on the person's stream, receipt,
 * append.
 */
export async function ourDoor(server, { size, persons, seed, flying }) {
  const url = await server.database(`ours-door-${size}`);
  const service = await ourParts(url);
  const { pool } = service;
  const sender = senderOf('sa-nord');
  const intake = new ReportIntake({ ...service.intake, onAppended: () => undefined });
  let calls = [];
  let accepted = 0;
  return {
    name: 'ours: door',
    url,
    close: () => service.close(),
    prepare(pass) {
      calls = inPieces(enrolmentsOfPass(persons.length, pass, seed), size);
    },
    async round() {
      await inFlight(flying, calls, async (reports) => {
        const call = { sender, reports, kind: size === 1 ? 'single' : 'batch' };
        const { counts } = await intake.acceptChecked(intake.check(call));
        accepted += counts.accepted;
      });
      return { units: persons.length };
    },
    async verify(pass) {
      const wanted = persons.length * (pass + 1);
      if (accepted !== wanted) throw new Error(`our door took in ${accepted} reports of ${wanted}`);
      const { rows } = await pool.query(
        `select count(*)::int as events, count(distinct sender_id)::int as reports,
         count(distinct stream)::int as persons from log.events`,
      );
      const { events, reports, persons: streams } = rows[0];
      if (events !== wanted || reports !== wanted || streams !== persons.length)
        throw new Error(`our door kept ${events} events of ${reports} reports, not ${wanted}`);
      const { breaks } = await verifyChain(pool);
      if (breaks.length > 0) throw new Error(`our log's chain is broken ${breaks.length} times`);
    },
  };
}
