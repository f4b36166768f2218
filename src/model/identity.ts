import type { CertificateSeen } from './endpoint.ts';
import type { Posture, Reason } from './posture.ts';

/** What `identify` of a service found out. */
export interface Identity {
  /** Name of the service in `services/index.ts`. */
  readonly service: string;
  /** The product that answered, where one protocol has several: `valkey`, `opensearch`, `mariadb`. */
  readonly product: string;
  /** As the server said it, cleaned to `[0-9A-Za-z.+:~_-]`, 64 characters at most. */
  readonly version?: string;
  readonly posture: Posture;
  readonly reasons: readonly Reason[];
  readonly tls?: { readonly certificate: CertificateSeen };
  /** Stable identity of the server, to find it again after a move (cluster uuid, server uuid, replica set). Hashed. */
  readonly serverId?: string;
  /** Other addresses that the server named (replica set members, cluster nodes): never dialled without a permit. */
  readonly referrals?: readonly string[];
}
