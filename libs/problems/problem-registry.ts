import { type Text, type TextWithRemedy, word } from './text.ts';

/** One kind of refusal, with the members that RFC 9457 shows. */
export interface ProblemKind extends Text {
  readonly status: number;
  readonly remedy: Text;
  /** Set if the same call may succeed later without a change. */
  readonly retryable?: true;
}

function problem(status: number, words: TextWithRemedy): ProblemKind {
  return { status, ...words };
}

function passing(status: number, words: TextWithRemedy): ProblemKind {
  return { status, ...words, retryable: true };
}

const WAIT = [
  'Prøv igen efter det antal sekunder, Retry-After siger.',
  'Try again after the seconds Retry-After says.',
] as const;

/** All refusals. Codes are part of the contract: add, never rename. */
export const PROBLEMS = {
  unauthenticated: problem(
    401,
    word(
      'Du er ikke logget ind.',
      'You are not signed in.',
      'Send et gyldigt adgangstoken.',
      'Send a valid access token.',
    ),
  ),
  forbidden: problem(
    403,
    word(
      'Det har du ikke adgang til.',
      'You may not do that.',
      'Brug en klient med den rette rolle og indberetter.',
      'Use a client of the right role and reporter.',
    ),
  ),
  'not-found': problem(
    404,
    word(
      'Ikke fundet.',
      'Not found.',
      'Kontrollér adressen; det, der ikke er dit, ser ud som det, der ikke findes.',
      'Check the address; what is not yours looks like what does not exist.',
    ),
  ),
  'invalid-body': problem(
    422,
    word(
      'Indholdet kan ikke modtages.',
      'The content cannot be taken in.',
      'Ret alle punkter i errors, og send igen.',
      'Correct every item of errors and send again.',
    ),
  ),
  'changed-content': problem(
    409,
    word(
      'Samme id er sendt før med andet indhold.',
      'The same id was sent before with other content.',
      'Send en rettelse (report-corrected) med et nyt id.',
      'Send a correction (report-corrected) under a new id.',
    ),
  ),
  'too-many-reports': problem(
    409,
    word(
      'Indberetteren har for mange indberetninger om personen.',
      'The reporter has too many reports about the person.',
      'Find fejlen i det system, der sender, og træk de forkerte indberetninger tilbage; det kan altid lade sig gøre.',
      'Find the fault in the system that sends and withdraw the reports that are wrong, which is always possible.',
    ),
  ),
  'version-conflict': passing(
    409,
    word(
      'Andre skrev om samme person samtidig.',
      'Others wrote about the same person at the same time.',
      'Send igen; intet blev gemt.',
      'Send again; nothing was stored.',
    ),
  ),
  'clock-before-log': problem(
    409,
    word(
      'Uret kan ikke stilles til før det, der allerede er optaget.',
      'The clock cannot be put before what is recorded already.',
      'Vælg det tidligste øjeblik, som detail nævner, eller et senere; en ny sandkasse begynder forfra.',
      'Choose the earliest moment that detail names, or a later one; a new sandbox begins anew.',
    ),
  ),
  'too-many-events': problem(
    413,
    word(
      'For mange hændelser i ét kald.',
      'Too many events in one call.',
      'Send højst 10.000 ad gangen.',
      'Send at most 10,000 at a time.',
    ),
  ),
  'body-too-large': problem(
    413,
    word(
      'Kaldet er for stort.',
      'The call is too large.',
      'Send mindre ad gangen: højst 16 MiB i en portion, 64 KiB i en enkelt indberetning, ellers det, detail siger.',
      'Send less at a time: at most 16 MiB in a batch, 64 KiB in a single report, else what detail says.',
    ),
  ),
  'unsupported-media-type': problem(
    415,
    word(
      'Indholdstypen modtages ikke.',
      'This media type is not taken in.',
      'Send application/cloudevents+json eller application/cloudevents-batch+json; opslag er application/json.',
      'Send application/cloudevents+json or application/cloudevents-batch+json; look-ups are application/json.',
    ),
  ),
  'malformed-json': problem(
    400,
    word(
      'Kaldet er ikke gyldig JSON.',
      'The call is not valid JSON.',
      'Kontrollér JSON og tegnsæt (UTF-8).',
      'Check the JSON and its encoding (UTF-8).',
    ),
  ),
  'malformed-request': problem(
    400,
    word(
      'Kaldet er ikke gyldig HTTP.',
      'The call is not valid HTTP.',
      'Ret hovedet: ét Host, hver header kun én gang, adressen i procentkodning.',
      'Correct its head: one Host, each header once, the address in percent-encoding.',
    ),
  ),
  'head-too-large': problem(
    431,
    word(
      'Kaldets hoved er for stort.',
      'The head of the call is too large.',
      'Send højst 16 KiB headers og adresse i alt; et token er højst 8 KiB.',
      'Send at most 16 KiB of headers and address together; a token is at most 8 KiB.',
    ),
  ),
  'call-too-slow': passing(
    408,
    word(
      'Kaldet kom for langsomt.',
      'The call came in too slowly.',
      'Send headers inden for 20 sekunder og hele kaldet inden for 60.',
      'Send the headers within 20 seconds and the whole call within 60.',
    ),
  ),
  'nested-too-deep': problem(
    400,
    word(
      'Indholdet er indlejret for dybt.',
      'The content is nested too deeply.',
      'Send højst 32 niveauer af objekter og lister i hinanden.',
      'Send at most 32 levels of objects and arrays in each other.',
    ),
  ),
  'purpose-missing': problem(
    400,
    word(
      'Formålet med opslaget mangler.',
      'The purpose of the look-up is missing.',
      'Send en kode i X-Purpose.',
      'Send a code in X-Purpose.',
    ),
  ),
  'purpose-unknown': problem(
    400,
    word(
      'Formålet findes ikke.',
      'There is no such purpose.',
      'Brug en kode fra ordlisten i X-Purpose.',
      'Use a code of the glossary in X-Purpose.',
    ),
  ),
  'reason-required': problem(
    403,
    word(
      'Det kræver en begrundelse.',
      'This takes a stated reason.',
      'Send en kode i X-Reason.',
      'Send a code in X-Reason.',
    ),
  ),
  'reason-unknown': problem(
    400,
    word(
      'Begrundelsen findes ikke.',
      'There is no such reason.',
      'Brug en kode fra ordlisten i X-Reason.',
      'Use a code of the glossary in X-Reason.',
    ),
  ),
  'invalid-parameter': problem(
    400,
    word(
      'En parameter er ikke gyldig.',
      'A parameter is not valid.',
      'Ret punkterne i errors.',
      'Correct the items of errors.',
    ),
  ),
  'method-not-allowed': problem(
    405,
    word('Metoden bruges ikke her.', 'The method is not used here.', 'Se /openapi.json.', 'See /openapi.json.'),
  ),
  'rate-limited': passing(429, word('For mange kald.', 'Too many calls.', ...WAIT)),
  'issuer-unavailable': passing(
    503,
    word('Udstederen af adgangstokens svarer ikke.', 'The issuer of access tokens does not answer.', ...WAIT),
  ),
  'database-unavailable': passing(
    503,
    word(
      'Databasen svarer ikke lige nu. Intet er gået tabt.',
      'The database does not answer right now. Nothing is lost.',
      ...WAIT,
    ),
  ),
  'log-unavailable': passing(
    503,
    word(
      'Hændelsesloggen svarer ikke lige nu. Intet er gået tabt.',
      'The event log does not answer right now. Nothing is lost.',
      ...WAIT,
    ),
  ),
  'too-busy': passing(503, word('Tjenesten har for travlt lige nu.', 'The service is too busy right now.', ...WAIT)),
  'all-or-nothing-not-available': problem(
    501,
    word(
      'Loggen her kan ikke gemme om flere personer på én gang.',
      'The log here cannot store about several people at once.',
      'Send uden mode=all-or-nothing, eller én person ad gangen.',
      'Send without mode=all-or-nothing, or one person at a time.',
    ),
  ),
  'all-or-nothing-too-large': problem(
    413,
    word(
      'Kaldet er for stort til at blive gemt på én gang.',
      'The call is too large to be stored at once.',
      'Del det op, eller send uden mode=all-or-nothing.',
      'Divide it, or send without mode=all-or-nothing.',
    ),
  ),
  'not-built': problem(
    501,
    word(
      'Det er ikke bygget endnu og er derfor lukket.',
      'This is not built yet and therefore closed.',
      'Se README for, hvad der virker.',
      'See the README for what works.',
    ),
  ),
  internal: problem(
    500,
    word(
      'Noget gik galt hos os.',
      'Something went wrong on our side.',
      'Prøv igen, og oplys correlationId, hvis det fortsætter.',
      'Try again, and quote correlationId if it goes on.',
    ),
  ),
} as const satisfies Record<string, ProblemKind>;

export type ProblemCode = keyof typeof PROBLEMS;

/** Seconds that a caller should wait before retrying a retryable problem. */
export const RETRY_AFTER_SECONDS = 2;
