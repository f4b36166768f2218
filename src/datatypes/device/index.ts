import type { DataType } from '../datatype.ts';
import { advertisingId } from './advertising-id.ts';
import { fingerprint } from './fingerprint.ts';
import { iccid } from './iccid.ts';
import { imei } from './imei.ts';
import { imsi } from './imsi.ts';
import { installedApps } from './installed-apps.ts';
import { ip } from './ip.ts';
import { mac } from './mac.ts';
import { pushToken } from './push-token.ts';
import { serial } from './serial.ts';
import { userAgent } from './user-agent.ts';
import { wifiName } from './wifi-name.ts';

export const deviceTypes: readonly DataType[] = [
  advertisingId,
  fingerprint,
  iccid,
  imei,
  imsi,
  installedApps,
  ip,
  mac,
  pushToken,
  serial,
  userAgent,
  wifiName,
];
