import type { FastifyRequest } from 'fastify';
import type { Role } from '#libs/identity';
import { ICON, STYLES } from '../assets/asset-files.ts';
import { findOpenSession } from '../session/current-session.ts';
import { formTokenOf } from '../session/form-token.ts';
import { asDateAndTime } from '../words/danish-formats.ts';
import { DA } from '../words/da.ts';

interface Place {
  readonly href: string;
  readonly text: string;
  readonly isCurrent: boolean;
}

/** What the frame around every page shows. */
export interface Frame {
  readonly styles: readonly string[];
  readonly icon: string;
  readonly ribbon: string | null;
  readonly user: string | null;
  readonly formToken: string;
  readonly places: readonly Place[];
  /** Whether a link to the reporters leads somewhere: to their page, or to the sign-in. */
  readonly offersReporters: boolean;
  readonly printHead: string;
}

const REPORTERS = { href: '/indberettere', text: DA.frame.reporters };
const FRONT = { href: '/', text: DA.frame.front };
const METHOD = { href: '/metode', text: DA.frame.method };

/** The roles whose questions about reporters have an answer (libs/access); others get no link that leads nowhere. */
const SEE_REPORTERS: readonly Role[] = ['monitor', 'adviser'];

/** @param clock the service's time, which a sandbox may have moved */
export function frameOf(request: FastifyRequest, { isSandbox, now }: { isSandbox: boolean; now: Date }): Frame {
  const session = findOpenSession(request);
  const [path = '/'] = request.url.split('?');
  const seesReporters = session !== undefined && SEE_REPORTERS.includes(session.actor.role);
  const places = seesReporters ? [FRONT, REPORTERS, METHOD] : [FRONT, METHOD];
  return {
    styles: STYLES,
    icon: ICON,
    ribbon: isSandbox ? DA.frame.ribbon(asDateAndTime(now)) : null,
    user: session?.name ?? null,
    formToken: session === undefined ? '' : formTokenOf(session.id),
    places: places.map(({ href, text }) => ({ href, text, isCurrent: isBelow(path, href) })),
    offersReporters: seesReporters || session === undefined,
    printHead: DA.frame.printed(asDateAndTime(now), session?.name, request.url),
  };
}

const isBelow = (path: string, href: string): boolean => path === href || (href !== '/' && path.startsWith(`${href}/`));
