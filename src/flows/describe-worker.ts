import { parentPort } from 'node:worker_threads';
import { servePart } from '../describe/parallel.ts';
import { refuseSockets } from './confinement.ts';

/** A thread that looks at records of one large file. It opens no file and no socket: bytes come in, counts go back. */
if (parentPort) {
  refuseSockets();
  servePart(parentPort);
}
