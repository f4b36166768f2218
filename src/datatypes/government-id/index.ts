import type { DataType } from '../datatype.ts';
import { aeEmiratesId } from './ae-emirates-id.ts';
import { amPsn } from './am-psn.ts';
import { azFin } from './az-fin.ts';
import { bdNid } from './bd-nid.ts';
import { bhCpr } from './bh-cpr.ts';
import { byPersonal } from './by-personal.ts';
import { cnCreditCode } from './cn-credit-code.ts';
import { cnDisability } from './cn-disability.ts';
import { cnForeignResident } from './cn-foreign-resident.ts';
import { cnHmtResidence } from './cn-hmt-residence.ts';
import { cnMilitary } from './cn-military.ts';
import { cnPassport } from './cn-passport.ts';
import { cnResident } from './cn-resident.ts';
import { cnResident15 } from './cn-resident-15.ts';
import { cnStudent } from './cn-student.ts';
import { cnTravelPermit } from './cn-travel-permit.ts';
import { dzNin } from './dz-nin.ts';
import { egNational } from './eg-national.ts';
import { gePersonal } from './ge-personal.ts';
import { hkHkid } from './hk-hkid.ts';
import { idNik } from './id-nik.ts';
import { idNpwp } from './id-npwp.ts';
import { ilId } from './il-id.ts';
import { inAadhaar } from './in-aadhaar.ts';
import { inEpic } from './in-epic.ts';
import { inPan } from './in-pan.ts';
import { inVid } from './in-vid.ts';
import { iqNational } from './iq-national.ts';
import { irMelli } from './ir-melli.ts';
import { joNational } from './jo-national.ts';
import { jpMyNumber } from './jp-my-number.ts';
import { kgPin } from './kg-pin.ts';
import { krResident } from './kr-resident.ts';
import { kwCivil } from './kw-civil.ts';
import { kzIin } from './kz-iin.ts';
import { lbRecord } from './lb-record.ts';
import { lkNic } from './lk-nic.ts';
import { lyNational } from './ly-national.ts';
import { maCin } from './ma-cin.ts';
import { mdIdnp } from './md-idnp.ts';
import { mnRegistration } from './mn-registration.ts';
import { moBir } from './mo-bir.ts';
import { myNric } from './my-nric.ts';
import { npCitizenship } from './np-citizenship.ts';
import { phPhilsys } from './ph-philsys.ts';
import { pkCnic } from './pk-cnic.ts';
import { psId } from './ps-id.ts';
import { qaQid } from './qa-qid.ts';
import { ruInn } from './ru-inn.ts';
import { ruOms } from './ru-oms.ts';
import { ruPassport } from './ru-passport.ts';
import { ruSnils } from './ru-snils.ts';
import { saNational } from './sa-national.ts';
import { sgNric } from './sg-nric.ts';
import { thNational } from './th-national.ts';
import { tnCin } from './tn-cin.ts';
import { trTckn } from './tr-tckn.ts';
import { twNational } from './tw-national.ts';
import { uaRntrc } from './ua-rntrc.ts';
import { uzPinfl } from './uz-pinfl.ts';
import { vnCccd } from './vn-cccd.ts';

export const governmentIdTypes: readonly DataType[] = [
  aeEmiratesId,
  amPsn,
  azFin,
  bdNid,
  bhCpr,
  byPersonal,
  cnCreditCode,
  cnDisability,
  cnForeignResident,
  cnHmtResidence,
  cnMilitary,
  cnPassport,
  cnResident,
  cnResident15,
  cnStudent,
  cnTravelPermit,
  dzNin,
  egNational,
  gePersonal,
  hkHkid,
  idNik,
  idNpwp,
  ilId,
  inAadhaar,
  inEpic,
  inPan,
  inVid,
  iqNational,
  irMelli,
  joNational,
  jpMyNumber,
  kgPin,
  krResident,
  kwCivil,
  kzIin,
  lbRecord,
  lkNic,
  lyNational,
  maCin,
  mdIdnp,
  mnRegistration,
  moBir,
  myNric,
  npCitizenship,
  phPhilsys,
  pkCnic,
  psId,
  qaQid,
  ruInn,
  ruOms,
  ruPassport,
  ruSnils,
  saNational,
  sgNric,
  thNational,
  tnCin,
  trTckn,
  twNational,
  uaRntrc,
  uzPinfl,
  vnCccd,
];
