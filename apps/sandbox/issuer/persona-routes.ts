import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { ProblemError } from '#libs/problems';
import type { Provider } from './oidc-provider.ts';
import { PERSONA_POLICY, type PageLinks, personaPage, stalePage } from './persona-page.ts';
import { findPersona } from './personas.ts';
import { PERSONA_PATH } from './sign-in-configuration.ts';

interface PersonaParameters {
  readonly uid: string;
  readonly persona?: string;
}

const config = { access: 'open' } as const;

/** The page to choose a persona, and the choice. Both need the cookie of the sign-in that the page belongs to. */
export function addPersonaRoutes(
  scope: Pick<FastifyInstance, 'get' | 'post'>,
  provider: Provider,
  links: PageLinks,
): void {
  const send = (reply: FastifyReply, status: number, html: string): FastifyReply =>
    reply
      .status(status)
      .headers({ 'content-security-policy': PERSONA_POLICY })
      .type('text/html; charset=utf-8')
      .send(html);
  const isOpen = async ({ raw, params }: FastifyRequest, reply: FastifyReply): Promise<boolean> => {
    const found = await provider.interactionDetails(raw, reply.raw).catch(() => undefined);
    return found?.uid === (params as PersonaParameters).uid;
  };

  scope.get(`${PERSONA_PATH}/:uid`, { config }, async (request, reply) =>
    (await isOpen(request, reply))
      ? send(reply, 200, personaPage(`${PERSONA_PATH}/${(request.params as PersonaParameters).uid}`, links))
      : send(reply, 400, stalePage(links)),
  );
  scope.post(`${PERSONA_PATH}/:uid/:persona`, { config }, async (request, reply) => {
    const persona = findPersona((request.params as PersonaParameters).persona);
    if (persona === undefined) throw new ProblemError('not-found');
    if (!(await isOpen(request, reply))) return send(reply, 400, stalePage(links));
    const next = await provider.interactionResult(request.raw, reply.raw, { login: { accountId: persona.id } });
    return reply.status(303).header('location', next).send();
  });
}
