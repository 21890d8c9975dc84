import type { Kafka, RetryOptions } from 'kafkajs';

/** Tries for about three seconds: whoever asks tries again at its own pace. */
export const FEW_RETRIES: RetryOptions = { initialRetryTime: 100, maxRetryTime: 1_000, retries: 4 };

/** The driver is loaded by those who use Kafka only. */
export async function connectKafka(clientId: string, brokers: readonly string[]): Promise<Kafka> {
  const { Kafka: Client, logLevel } = await import('kafkajs');
  // Failures come back as errors and are logged once, without what was sent.
  return new Client({ clientId, brokers: [...brokers], logLevel: logLevel.NOTHING, connectionTimeout: 3_000, requestTimeout: 15_000, retry: FEW_RETRIES });
}
