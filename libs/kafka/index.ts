export type {
  Broker,
  Consumption,
  OutgoingMessage,
  Publisher,
  ReceivedBatch,
  ReceivedMessage,
  Subscription,
  Topic,
} from './broker.ts';
export type { BrokerAccess, BrokerLogin } from './connection.ts';
export { bytesOf } from './requests.ts';
export { KafkajsBroker } from './kafkajs-broker.ts';
