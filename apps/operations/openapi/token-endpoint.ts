import { Inject, Injectable } from '@nestjs/common';
import { ISSUER_PATHS } from '#apps/sandbox/issuer/issuer-configuration';
import { SERVICE_PARTS, type ServiceParts } from '../../service/service-parts.ts';

const PATIENCE_MILLISECONDS = 2_000;

/** Where a system gets its token: the sandbox's own issuer, or the address that the configured issuer names. */
@Injectable()
export class TokenEndpoint {
  private found: string | undefined;

  constructor(@Inject(SERVICE_PARTS) private readonly parts: ServiceParts) {}

  /** @returns undefined while the issuer does not answer */
  async find(): Promise<string | undefined> {
    const { issuer, publicUrl } = this.parts.config;
    if (issuer === undefined) return publicUrl + ISSUER_PATHS.token;
    return (this.found ??= await askIssuer(issuer).catch(() => undefined));
  }
}

async function askIssuer(issuer: string): Promise<string | undefined> {
  const answer = await fetch(`${issuer.replace(/\/$/, '')}${ISSUER_PATHS.discovery}`, {
    headers: { accept: 'application/json', connection: 'close' },
    redirect: 'error',
    signal: AbortSignal.timeout(PATIENCE_MILLISECONDS),
  });
  const { token_endpoint: endpoint } = (await answer.json()) as { token_endpoint?: unknown };
  return answer.ok && typeof endpoint === 'string' ? endpoint : undefined;
}
