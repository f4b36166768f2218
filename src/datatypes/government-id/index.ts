import type { DataType } from '../datatype.ts';
import { aeEmiratesId } from './ae-emirates-id.ts';
import { alNid } from './al-nid.ts';
import { amPsn } from './am-psn.ts';
import { aoBi } from './ao-bi.ts';
import { arCuit } from './ar-cuit.ts';
import { arDni } from './ar-dni.ts';
import { atSvnr } from './at-svnr.ts';
import { auMedicare } from './au-medicare.ts';
import { auTfn } from './au-tfn.ts';
import { azFin } from './az-fin.ts';
import { baJmbg } from './ba-jmbg.ts';
import { bdNid } from './bd-nid.ts';
import { beNational } from './be-national.ts';
import { bgEgn } from './bg-egn.ts';
import { bgLnch } from './bg-lnch.ts';
import { bhCpr } from './bh-cpr.ts';
import { birthCertificate } from './birth-certificate.ts';
import { boPyCi } from './bo-py-ci.ts';
import { brCnh } from './br-cnh.ts';
import { brCnpj } from './br-cnpj.ts';
import { brCpf } from './br-cpf.ts';
import { brPis } from './br-pis.ts';
import { brRg } from './br-rg.ts';
import { brSus } from './br-sus.ts';
import { brVoter } from './br-voter.ts';
import { bwOmang } from './bw-omang.ts';
import { byPersonal } from './by-personal.ts';
import { caSin } from './ca-sin.ts';
import { chAhv } from './ch-ahv.ts';
import { clRut } from './cl-rut.ts';
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
import { coCedula } from './co-cedula.ts';
import { coNit } from './co-nit.ts';
import { crCedula } from './cr-cedula.ts';
import { cuCarnet } from './cu-carnet.ts';
import { cyTin } from './cy-tin.ts';
import { czRodneCislo } from './cz-rodne-cislo.ts';
import { deIdnr } from './de-idnr.ts';
import { dePersonalausweis } from './de-personalausweis.ts';
import { deStnr } from './de-stnr.ts';
import { deSvnr } from './de-svnr.ts';
import { dkCpr } from './dk-cpr.ts';
import { doCedula } from './do-cedula.ts';
import { dzNin } from './dz-nin.ts';
import { ecCedula } from './ec-cedula.ts';
import { eeIsikukood } from './ee-isikukood.ts';
import { egNational } from './eg-national.ts';
import { esDni } from './es-dni.ts';
import { esNie } from './es-nie.ts';
import { esNss } from './es-nss.ts';
import { etFayda } from './et-fayda.ts';
import { fiHetu } from './fi-hetu.ts';
import { frNif } from './fr-nif.ts';
import { frNir } from './fr-nir.ts';
import { gbDrivingLicence } from './gb-driving-licence.ts';
import { gbNhs } from './gb-nhs.ts';
import { gbNino } from './gb-nino.ts';
import { gbUpn } from './gb-upn.ts';
import { gbUtr } from './gb-utr.ts';
import { gePersonal } from './ge-personal.ts';
import { ghCard } from './gh-card.ts';
import { grAfm } from './gr-afm.ts';
import { grAmka } from './gr-amka.ts';
import { gtCui } from './gt-cui.ts';
import { hkHkid } from './hk-hkid.ts';
import { hnDni } from './hn-dni.ts';
import { hrOib } from './hr-oib.ts';
import { huPersonal } from './hu-personal.ts';
import { huTaj } from './hu-taj.ts';
import { huTax } from './hu-tax.ts';
import { idNik } from './id-nik.ts';
import { idNpwp } from './id-npwp.ts';
import { iePps } from './ie-pps.ts';
import { ilId } from './il-id.ts';
import { inAadhaar } from './in-aadhaar.ts';
import { inEpic } from './in-epic.ts';
import { inGstin } from './in-gstin.ts';
import { inPan } from './in-pan.ts';
import { inUan } from './in-uan.ts';
import { inVid } from './in-vid.ts';
import { iqNational } from './iq-national.ts';
import { irMelli } from './ir-melli.ts';
import { isKennitala } from './is-kennitala.ts';
import { itCodiceFiscale } from './it-codice-fiscale.ts';
import { itPartitaIva } from './it-partita-iva.ts';
import { joNational } from './jo-national.ts';
import { jpMyNumber } from './jp-my-number.ts';
import { jpResidenceCard } from './jp-residence-card.ts';
import { keId } from './ke-id.ts';
import { kgPin } from './kg-pin.ts';
import { krResident } from './kr-resident.ts';
import { kwCivil } from './kw-civil.ts';
import { kzIin } from './kz-iin.ts';
import { lbRecord } from './lb-record.ts';
import { lkNic } from './lk-nic.ts';
import { ltAsmens } from './lt-asmens.ts';
import { luMatricule } from './lu-matricule.ts';
import { lvPersonasKods } from './lv-personas-kods.ts';
import { lyNational } from './ly-national.ts';
import { maCin } from './ma-cin.ts';
import { mdIdnp } from './md-idnp.ts';
import { meJmbg } from './me-jmbg.ts';
import { mkEmbg } from './mk-embg.ts';
import { mnRegistration } from './mn-registration.ts';
import { moBir } from './mo-bir.ts';
import { mrz } from './mrz.ts';
import { mtId } from './mt-id.ts';
import { muNid } from './mu-nid.ts';
import { mxCurp } from './mx-curp.ts';
import { mxNss } from './mx-nss.ts';
import { mxRfc } from './mx-rfc.ts';
import { myNric } from './my-nric.ts';
import { mzBi } from './mz-bi.ts';
import { ngNin } from './ng-nin.ts';
import { nlBsn } from './nl-bsn.ts';
import { noFodselsnummer } from './no-fodselsnummer.ts';
import { npCitizenship } from './np-citizenship.ts';
import { nzIrd } from './nz-ird.ts';
import { nzNhi } from './nz-nhi.ts';
import { paCedula } from './pa-cedula.ts';
import { passport } from './passport.ts';
import { peDni } from './pe-dni.ts';
import { peRuc } from './pe-ruc.ts';
import { phPhilsys } from './ph-philsys.ts';
import { pkCnic } from './pk-cnic.ts';
import { plIdCard } from './pl-id-card.ts';
import { plNip } from './pl-nip.ts';
import { plPesel } from './pl-pesel.ts';
import { psId } from './ps-id.ts';
import { ptCc } from './pt-cc.ts';
import { ptNif } from './pt-nif.ts';
import { qaQid } from './qa-qid.ts';
import { residencePermit } from './residence-permit.ts';
import { roCnp } from './ro-cnp.ts';
import { rsJmbg } from './rs-jmbg.ts';
import { ruInn } from './ru-inn.ts';
import { ruOgrnip } from './ru-ogrnip.ts';
import { ruOms } from './ru-oms.ts';
import { ruPassport } from './ru-passport.ts';
import { ruSnils } from './ru-snils.ts';
import { rwNid } from './rw-nid.ts';
import { saNational } from './sa-national.ts';
import { sePersonnummer } from './se-personnummer.ts';
import { sgNric } from './sg-nric.ts';
import { siEmso } from './si-emso.ts';
import { svDui } from './sv-dui.ts';
import { thNational } from './th-national.ts';
import { tjInn } from './tj-inn.ts';
import { tnCin } from './tn-cin.ts';
import { trTckn } from './tr-tckn.ts';
import { twNational } from './tw-national.ts';
import { tzNida } from './tz-nida.ts';
import { uaRntrc } from './ua-rntrc.ts';
import { uaUnzr } from './ua-unzr.ts';
import { ugNin } from './ug-nin.ts';
import { usDrivingLicence } from './us-driving-licence.ts';
import { usEin } from './us-ein.ts';
import { usItin } from './us-itin.ts';
import { usMbi } from './us-mbi.ts';
import { usSsn } from './us-ssn.ts';
import { uyCi } from './uy-ci.ts';
import { uzPinfl } from './uz-pinfl.ts';
import { veCedula } from './ve-cedula.ts';
import { vnCccd } from './vn-cccd.ts';
import { voterCard } from './voter-card.ts';
import { zaId } from './za-id.ts';
import { zmNrc } from './zm-nrc.ts';
import { zwId } from './zw-id.ts';

export const governmentIdTypes: readonly DataType[] = [
  aeEmiratesId,
  alNid,
  amPsn,
  aoBi,
  arCuit,
  arDni,
  atSvnr,
  auMedicare,
  auTfn,
  azFin,
  baJmbg,
  bdNid,
  beNational,
  bgEgn,
  bgLnch,
  bhCpr,
  birthCertificate,
  boPyCi,
  brCnh,
  brCnpj,
  brCpf,
  brPis,
  brRg,
  brSus,
  brVoter,
  bwOmang,
  byPersonal,
  caSin,
  chAhv,
  clRut,
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
  coCedula,
  coNit,
  crCedula,
  cuCarnet,
  cyTin,
  czRodneCislo,
  deIdnr,
  dePersonalausweis,
  deStnr,
  deSvnr,
  dkCpr,
  doCedula,
  dzNin,
  ecCedula,
  eeIsikukood,
  egNational,
  esDni,
  esNie,
  esNss,
  etFayda,
  fiHetu,
  frNif,
  frNir,
  gbDrivingLicence,
  gbNhs,
  gbNino,
  gbUpn,
  gbUtr,
  gePersonal,
  ghCard,
  grAfm,
  grAmka,
  gtCui,
  hkHkid,
  hnDni,
  hrOib,
  huPersonal,
  huTaj,
  huTax,
  idNik,
  idNpwp,
  iePps,
  ilId,
  inAadhaar,
  inEpic,
  inGstin,
  inPan,
  inUan,
  inVid,
  iqNational,
  irMelli,
  isKennitala,
  itCodiceFiscale,
  itPartitaIva,
  joNational,
  jpMyNumber,
  jpResidenceCard,
  keId,
  kgPin,
  krResident,
  kwCivil,
  kzIin,
  lbRecord,
  lkNic,
  ltAsmens,
  luMatricule,
  lvPersonasKods,
  lyNational,
  maCin,
  mdIdnp,
  meJmbg,
  mkEmbg,
  mnRegistration,
  moBir,
  mrz,
  mtId,
  muNid,
  mxCurp,
  mxNss,
  mxRfc,
  myNric,
  mzBi,
  ngNin,
  nlBsn,
  noFodselsnummer,
  npCitizenship,
  nzIrd,
  nzNhi,
  paCedula,
  passport,
  peDni,
  peRuc,
  phPhilsys,
  pkCnic,
  plIdCard,
  plNip,
  plPesel,
  psId,
  ptCc,
  ptNif,
  qaQid,
  residencePermit,
  roCnp,
  rsJmbg,
  ruInn,
  ruOgrnip,
  ruOms,
  ruPassport,
  ruSnils,
  rwNid,
  saNational,
  sePersonnummer,
  sgNric,
  siEmso,
  svDui,
  thNational,
  tjInn,
  tnCin,
  trTckn,
  twNational,
  tzNida,
  uaRntrc,
  uaUnzr,
  ugNin,
  usDrivingLicence,
  usEin,
  usItin,
  usMbi,
  usSsn,
  uyCi,
  uzPinfl,
  veCedula,
  vnCccd,
  voterCard,
  zaId,
  zmNrc,
  zwId,
];
