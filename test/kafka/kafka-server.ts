import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, openSync, closeSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '../service/running.ts';
import { secureListener } from './secure-listener.ts';

const CLUSTER_ID = '4L6g3nShT-eMCtK--X86sw';
const HEAP = '384m';

/** The configuration of the only node: broker and controller in one. */
const propertiesOf = (folder: string, broker: number, controller: number, secure: number): string => `
process.roles=broker,controller
node.id=1
controller.quorum.voters=1@127.0.0.1:${controller}
listeners=PLAINTEXT://127.0.0.1:${broker},SECURE://127.0.0.1:${secure},CONTROLLER://127.0.0.1:${controller}
advertised.listeners=PLAINTEXT://127.0.0.1:${broker},SECURE://127.0.0.1:${secure}
controller.listener.names=CONTROLLER
listener.security.protocol.map=CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT,SECURE:SASL_SSL
inter.broker.listener.name=PLAINTEXT
log.dirs=${folder}/data
auto.create.topics.enable=false
offsets.topic.replication.factor=1
offsets.topic.num.partitions=4
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
transaction.state.log.num.partitions=4
share.coordinator.state.topic.replication.factor=1
share.coordinator.state.topic.min.isr=1
group.initial.rebalance.delay.ms=0
`;

const LOGGING = `status=error
rootLogger.level=warn
rootLogger.appenderRef.out.ref=OUT
appender.out.type=Console
appender.out.name=OUT
appender.out.layout.type=PatternLayout
appender.out.layout.pattern=%d %p %c %m%n
`;

/** A real Apache Kafka on loopback, in KRaft mode; stopped by its pid, its data deleted by `remove`. */
export class KafkaServer {
  private child: ChildProcess | undefined;

  private constructor(
    private readonly jars: string,
    private readonly folder: string,
    private readonly port: number,
    /** The listener that requires a log-in and TLS, and its certificate. */
    readonly secure: { readonly address: string; readonly certificate: string },
  ) {
    process.once('exit', () => this.child?.kill('SIGKILL'));
  }

  get address(): string {
    return `127.0.0.1:${this.port}`;
  }

  /** @param jars the folder that run.sh has filled */
  static async create(jars: string): Promise<KafkaServer> {
    const folder = mkdtempSync(join(tmpdir(), `ungestatus-kafka-${process.pid}-`));
    const [port, controller, securePort] = [await freePort(), await freePort(), await freePort()];
    const { properties, format, certificate } = secureListener(folder);
    writeFileSync(
      join(folder, 'server.properties'),
      `${propertiesOf(folder, port, controller, securePort)}${properties}`,
    );
    writeFileSync(join(folder, 'log4j2.properties'), LOGGING);
    const server = new KafkaServer(jars, folder, port, { address: `127.0.0.1:${securePort}`, certificate });
    execFileSync(
      'java',
      [
        ...server.javaOptions(),
        'kafka.tools.StorageTool',
        'format',
        '-t',
        CLUSTER_ID,
        '-c',
        join(folder, 'server.properties'),
        ...format,
      ],
      { stdio: 'ignore' },
    );
    return server;
  }

  /** Starts and waits until it listens. */
  async start(): Promise<void> {
    const log = openSync(join(this.folder, 'broker.log'), 'a');
    const child = spawn('java', [...this.javaOptions(), 'kafka.Kafka', join(this.folder, 'server.properties')], {
      stdio: ['ignore', log, log],
    });
    closeSync(log);
    this.child = child;
    while (!(await this.listens())) {
      if (child.exitCode !== null)
        throw new Error(
          `the broker ended with ${child.exitCode}:\n` +
            `${readFileSync(join(this.folder, 'broker.log'), 'utf8').slice(-4_000)}`,
        );
      await pause(100);
    }
  }

  async stop(signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
    const child = this.child;
    this.child = undefined;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill(signal);
    await gone;
  }

  async remove(): Promise<void> {
    await this.stop('SIGKILL');
    rmSync(this.folder, { recursive: true, force: true });
  }

  private javaOptions(): string[] {
    return [
      `-Xmx${HEAP}`,
      '-XX:+UseSerialGC',
      '-XX:TieredStopAtLevel=1',
      '-cp',
      join(this.jars, '*'),
      `-Dlog4j2.configurationFile=${join(this.folder, 'log4j2.properties')}`,
    ];
  }

  private listens(): Promise<boolean> {
    return new Promise((resolve) => {
      const socket = connect(this.port, '127.0.0.1');
      const settle = (open: boolean) => {
        socket.destroy();
        resolve(open);
      };
      socket.once('connect', () => settle(true));
      socket.once('error', () => settle(false));
    });
  }
}

/** The brokers of a proof: the given ones, or a server of its own that the proof may stop and start. */
export async function kafkaForProof(): Promise<{
  readonly brokers: string;
  readonly server: KafkaServer | undefined;
  remove(): Promise<void>;
}> {
  const given = process.env['KAFKA_BROKERS'];
  if (given) return { brokers: given, server: undefined, remove: () => Promise.resolve() };
  const jars = process.env['KAFKA_JARS'];
  if (jars === undefined) throw new Error('run the Kafka proofs by npm run test:kafka');
  const server = await KafkaServer.create(jars);
  await server.start();
  return { brokers: server.address, server, remove: () => server.remove() };
}
