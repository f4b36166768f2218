import type { DataType } from '../datatype.ts';
import { auIhi } from './au-ihi.ts';
import { bloodGroup } from './blood-group.ts';
import { caHealthCard } from './ca-health-card.ts';
import { deKvnr } from './de-kvnr.ts';
import { diagnosis } from './diagnosis.ts';
import { disability } from './disability.ts';
import { ehic } from './ehic.ts';
import { icd } from './icd.ts';
import { inAbha } from './in-abha.ts';
import { insuranceNumber } from './insurance-number.ts';
import { loinc } from './loinc.ts';
import { medication } from './medication.ts';
import { recordNumber } from './record-number.ts';
import { snomed } from './snomed.ts';
import { testResult } from './test-result.ts';
import { usDea } from './us-dea.ts';
import { usNpi } from './us-npi.ts';
import { vitalSign } from './vital-sign.ts';

export const healthTypes: readonly DataType[] = [
  auIhi,
  bloodGroup,
  caHealthCard,
  deKvnr,
  diagnosis,
  disability,
  ehic,
  icd,
  inAbha,
  insuranceNumber,
  loinc,
  medication,
  recordNumber,
  snomed,
  testResult,
  usDea,
  usNpi,
  vitalSign,
];
