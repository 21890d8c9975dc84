import type { Kafka, RetryOptions, SASLOptions } from 'kafkajs';

/** Tries for about three seconds; callers retry at their own pace. */
export const FEW_RETRIES: RetryOptions = { initialRetryTime: 100, maxRetryTime: 1_000, retries: 4 };

/** Addresses of the brokers and how to connect to them. */
export interface BrokerAccess {
  /** host:port each. */
  readonly brokers: readonly string[];
  /** Encrypts, and verifies the brokers by the machine's authorities or by those given as PEM. */
  readonly tls?: { readonly authorities?: string } | undefined;
  readonly login?: BrokerLogin | undefined;
}

export interface BrokerLogin {
  readonly mechanism: 'plain' | 'scram-sha-256' | 'scram-sha-512';
  readonly username: string;
  readonly password: string;
}

/** Loads the driver only if Kafka is used. */
export async function connectKafka(clientId: string, { brokers, tls, login }: BrokerAccess): Promise<Kafka> {
  const { Kafka: Client, logLevel } = await import('kafkajs');
  return new Client({
    clientId,
    brokers: [...brokers],
    ...(tls ? { ssl: tls.authorities === undefined ? true : { ca: tls.authorities } } : {}),
    ...(login ? { sasl: login as SASLOptions } : {}),
    // Failures come back as errors and are logged once, without the messages.
    logLevel: logLevel.NOTHING,
    connectionTimeout: 3_000,
    requestTimeout: 15_000,
    retry: FEW_RETRIES,
  });
}
