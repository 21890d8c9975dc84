import type { Kafka, RetryOptions, SASLOptions } from 'kafkajs';

/** Tries for about three seconds: whoever asks tries again at its own pace. */
export const FEW_RETRIES: RetryOptions = { initialRetryTime: 100, maxRetryTime: 1_000, retries: 4 };

/** Where the brokers are and how they are to be spoken to. */
export interface BrokerAccess {
  /** host:port each. */
  readonly brokers: readonly string[];
  /** Encrypts, and checks who the brokers are by the machine's authorities or those given as PEM. */
  readonly tls?: { readonly authorities?: string } | undefined;
  readonly login?: BrokerLogin | undefined;
}

export interface BrokerLogin {
  readonly mechanism: 'plain' | 'scram-sha-256' | 'scram-sha-512';
  readonly username: string;
  readonly password: string;
}

/** The driver is loaded by those who use Kafka only. */
export async function connectKafka(clientId: string, { brokers, tls, login }: BrokerAccess): Promise<Kafka> {
  const { Kafka: Client, logLevel } = await import('kafkajs');
  return new Client({
    clientId,
    brokers: [...brokers],
    ...(tls ? { ssl: tls.authorities === undefined ? true : { ca: tls.authorities } } : {}),
    ...(login ? { sasl: login as SASLOptions } : {}),
    // Failures come back as errors and are logged once, without what was sent.
    logLevel: logLevel.NOTHING,
    connectionTimeout: 3_000,
    requestTimeout: 15_000,
    retry: FEW_RETRIES,
  });
}
