import { StartupProblem } from '#libs/database';

/** A sentence for a fault of listening, as the system names it (`EADDRINUSE`, `EACCES`, `ENOTFOUND` …). */
export function cannotListen(
  fault: string,
  { host, port }: { readonly host: string; readonly port: number },
): StartupProblem {
  if (fault === 'EADDRINUSE') {
    const remedy = `Stop that one, or start with another port: PORT=${port + 1} npm start`;
    return new StartupProblem('port-taken', `Port ${port} is taken by another program. ${remedy}`);
  }
  if (fault === 'EACCES') {
    return new StartupProblem(
      'bad-configuration',
      `PORT is ${port}, which only the system's administrator may open. Choose one from 1024 on.`,
    );
  }
  return new StartupProblem(
    'bad-configuration',
    `HOST is "${host}", and this machine cannot listen there (${fault}). ` +
      'Use 127.0.0.1 for this machine only, 0.0.0.0 for every address it has.',
  );
}
