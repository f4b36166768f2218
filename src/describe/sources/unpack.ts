import { createGunzip, createInflateRaw, createZstdDecompress } from 'node:zlib';
