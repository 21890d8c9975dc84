import { countEvents } from '#libs/event-store';
import type { INestApplicationContext } from '@nestjs/common';
import { Pool } from 'pg';
import { STORIES } from '../../sandbox/stories.ts';
import { CONFIG, type Config } from '../../service/config.ts';
import { DATABASE_SERVER, type DatabaseServer } from '../../service/database-server.ts';

/** Lines for the user who started the service: what to open and what to paste. */
export async function welcome(app: INestApplicationContext): Promise<string> {
  const config = app.get<Config>(CONFIG);
  const { dataDir } = app.get<DatabaseServer>(DATABASE_SERVER);
  const events = await countEvents(app.get(Pool));
  const url = config.publicUrl;
  const head = [
    '',
    `Ungestatus answers at ${url} (${config.mode}, ${events} events in the ` +
      `log${dataDir ? `, data in ${dataDir}` : ''}).`,
    `  contract  ${url}/openapi.json      health  ${url}/health/ready`,
  ];
  if (config.mode === 'production') return [...head, ''].join('\n');
  const questions =
    config.sandboxStories === 'on'
      ? ['Three things to ask; each line works as pasted in another terminal:', '', ...curlLines(url, config.port), '']
      : [];
  return [...head, `  sandbox   ${url}/v1/sandbox`, '', ...questions, 'Ctrl-C stops it. The data stays.', ''].join(
    '\n',
  );
}

function curlLines(url: string, port: number): string[] {
  const token = (client: string) =>
    `-H "Authorization: Bearer $(${port === 3000 ? '' : `PORT=${port} `}npx ungestatus token ${client})"`;
  const late = STORIES.at(-1)?.key ?? '';
  const report = {
    specversion: '1.0',
    id: 'my-first-report',
    source: '/systems/sa-nord/reporters/990210',
    type: 'dk.ungestatus.enrolment-registered.v1',
    time: '2026-08-10T08:00:00Z',
    data: {
      person: { cpr: '6101094123' },
      enrolmentId: 'STX-1',
      institution: '990210',
      education: { system: 'cosa', code: '3009' },
      startsOn: '2026-08-10',
      expectedEndsOn: '2029-06-25',
      kind: 'upper-secondary',
    },
  };
  return [
    '# 1. Who must be called: the work list of municipality 0751, why each is there and what removes it',
    `curl -s ${token('adviser-0751')} "${url}/v1/cases?municipality=0751"`,
    '',
    '# 2. What was known on 25 May of 20 May (leave knownAt out for what is known now)',
    `curl -s ${token('adviser-0751')} -H "X-Purpose: follow-up" ` +
      `"${url}/v1/persons/${late}/status?validOn=2026-05-20&knownAt=2026-05-25T12:00:00Z"`,
    '',
    '# 3. Report an enrolment; send it again and you get the first receipt, change it and you get 409',
    `curl -s ${token('sa-nord')} -H "Content-Type: application/cloudevents+json" -d '${JSON.stringify(report)}' ` +
      `${url}/v1/events`,
  ];
}
