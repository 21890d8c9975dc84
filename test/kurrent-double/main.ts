import { Server, ServerCredentials } from '@grpc/grpc-js';
import { answerAppend, answerAppendSession, answerBatchAppend } from './append-answers.ts';
import { features, ServerFeaturesService, StreamsService, StreamsServiceService } from './protocol.ts';
import { answerRead } from './read-answers.ts';
import { StoredLog } from './stored-log.ts';

/** A double of KurrentDB in a process of its own: `main.ts PORT JOURNAL VERSION [DIE_AFTER_WRITES]`. Not the server. */
const [port, journal, version = '25.1.0', dieAfter] = process.argv.slice(2);
if (!port || !journal) throw new Error('main.ts PORT JOURNAL VERSION [DIE_AFTER_WRITES]');
const since = (wanted: number): boolean => Number.parseFloat(version) >= wanted;

const log = new StoredLog(journal);
let writes = 0;
// Dies with the write durable and the answer unsent: the caller cannot know the outcome.
log.on('stored', () => {
  writes += 1;
  if (dieAfter !== undefined && writes >= Number(dieAfter)) process.kill(process.pid, 'SIGKILL');
});

function supportedMethods(): any {
  const methods = [
    ['event_store.client.streams.streams', 'read'],
    ['event_store.client.streams.streams', 'append'],
    ...(since(21.1) ? [['event_store.client.streams.streams', 'batchappend']] : []),
    ...(since(25.1) ? [['kurrentdb.protocol.v2.streams.streamsservice', 'appendsession']] : []),
  ];
  const answer = new features.SupportedMethods().setEventStoreServerVersion(version);
  answer.setMethodsList(
    methods.map(([service, method]) => new features.SupportedMethod().setServiceName(service).setMethodName(method)),
  );
  return answer;
}

const server = new Server({ 'grpc.max_receive_message_length': 17 * 1024 * 1024 });
server.addService(StreamsService, {
  read: (call: any) => answerRead(log, call),
  append: (call: any, answer: any) => answerAppend(log, call, answer),
  ...(since(21.1) ? { batchAppend: (call: any) => answerBatchAppend(log, call) } : {}),
});
if (since(21.6))
  server.addService(ServerFeaturesService, {
    getSupportedMethods: (_call: any, answer: any) => answer(null, supportedMethods()),
  });
if (since(25.1))
  server.addService(StreamsServiceService, {
    appendSession: (call: any, answer: any) => answerAppendSession(log, call, answer),
  });
server.bindAsync(`127.0.0.1:${port}`, ServerCredentials.createInsecure(), (error) => {
  if (error) throw error;
  process.stdout.write('ready\n');
});
