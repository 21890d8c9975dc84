import { Inject, Injectable } from '@nestjs/common';
import { OPERATIONS, type OperationsOptions } from '../operations-options.ts';

const PATIENCE_MILLISECONDS = 2_000;

/** The address at which a system gets its token: of the sandbox's issuer, or as the configured issuer names it. */
@Injectable()
export class TokenEndpoint {
  private found: string | undefined;

  constructor(@Inject(OPERATIONS) private readonly options: OperationsOptions) {}

  /** @returns undefined while the issuer does not answer */
  async find(): Promise<string | undefined> {
    const { issuer, sandboxTokenUrl } = this.options;
    if (issuer === undefined) return sandboxTokenUrl;
    return (this.found ??= await queryIssuer(issuer).catch(() => undefined));
  }
}

async function queryIssuer(issuer: string): Promise<string | undefined> {
  const answer = await fetch(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`, {
    headers: { accept: 'application/json', connection: 'close' },
    redirect: 'error',
    signal: AbortSignal.timeout(PATIENCE_MILLISECONDS),
  });
  const { token_endpoint: endpoint } = (await answer.json()) as { token_endpoint?: unknown };
  return answer.ok && typeof endpoint === 'string' ? endpoint : undefined;
}
