import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/** A listener that requires TLS and a log-in, next to the unencrypted one. */
export interface SecureListener {
  /** Lines of server.properties. */
  readonly properties: string;
  /** The options for formatting the storage: SCRAM keeps its users there. */
  readonly format: readonly string[];
  /** The listener's own certificate as PEM. */
  readonly certificate: string;
}

export const USER = { username: 'ungestatus', password: 'only-for-this-proof' };
const STORE_PASSWORD = 'nothing-secret';
const PLAIN_MODULE = 'org.apache.kafka.common.security.plain.PlainLoginModule';

/** Makes the certificate with Java's own keytool. */
export function secureListener(folder: string): SecureListener {
  const store = join(folder, 'broker.p12');
  const keytool = (...given: string[]) =>
    execFileSync('keytool', [...given, '-alias', 'broker', '-keystore', store, '-storepass', STORE_PASSWORD], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  keytool(
    '-genkeypair',
    '-keyalg',
    'RSA',
    '-storetype',
    'PKCS12',
    '-dname',
    'CN=broker',
    '-ext',
    'san=ip:127.0.0.1',
    '-validity',
    '2',
  );
  const { username, password } = USER;
  return {
    certificate: keytool('-exportcert', '-rfc'),
    format: [
      '--add-scram',
      `SCRAM-SHA-512=[name=${username},password=${password}]`,
      '--add-scram',
      `SCRAM-SHA-256=[name=${username},password=${password}]`,
    ],
    properties: `
listener.name.secure.sasl.enabled.mechanisms=SCRAM-SHA-512,SCRAM-SHA-256,PLAIN
listener.name.secure.scram-sha-512.sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required;
listener.name.secure.scram-sha-256.sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required;
listener.name.secure.plain.sasl.jaas.config=${PLAIN_MODULE} required user_${username}="${password}";
listener.name.secure.ssl.keystore.type=PKCS12
listener.name.secure.ssl.keystore.location=${store}
listener.name.secure.ssl.keystore.password=${STORE_PASSWORD}
`,
  };
}
