import { SYNTHETIC } from './data/people.ts';
import { MOBILES, RESIDENTS, resident, shanghaiAddress } from './data/residents.ts';
import { fakeElasticsearch } from './fakes/elasticsearch.ts';
import type { FakeTable, Row } from './fakes/table.ts';
import { expectedDistinct, seeded } from './random.ts';
import type { Twin } from './twin.ts';

/** Published are about one billion people, three main indexes and 23 TB; how the rest divides is ours. */
const CALLS = 1_350_000_000;
const CASES = 240_000_000;
const CALLERS = expectedDistinct(RESIDENTS, CALLS);
const SUSPECTS = expectedDistinct(RESIDENTS, CASES);
const FIRST_CALL = Date.UTC(2001, 0, 1);
const LAST_CALL = Date.UTC(2019, 11, 31);
const COPIED = Date.UTC(2021, 3, 2, 3, 0);

const CALL_KINDS = [
  '噪音扰民',
  '邻里纠纷',
  '电话诈骗',
  '物品遗失',
  '交通事故',
  '电动车被盗',
  '走失求助',
] as const;
const CASE_KINDS = ['盗窃案', '诈骗案', '故意伤害案', '交通肇事案', '赌博案', '寻衅滋事案'] as const;
const OUTCOMES = ['已调解', '已立案', '已结案', '移送检察院', '待处理'] as const;

function momentOf(index: number, count: number): number {
  return Math.floor(FIRST_CALL + ((LAST_CALL - FIRST_CALL) * index) / count);
}

function call(index: number): Row {
  const random = seeded(12, index);
  const kind = random.pick(CALL_KINDS);
  const caller = resident(random.below(RESIDENTS));
  const address = shanghaiAddress(random);
  return {
    call_no: `H${String(index).padStart(11, '0')}`,
    call_time: new Date(momentOf(index, CALLS)).toISOString(),
    caller_name: caller.name,
    caller_phone: caller.mobile,
    address,
    content: `报警人称在${address}附近发生${kind}，民警已到场处理。`,
    synthetic: SYNTHETIC,
  };
}

function caseReport(index: number): Row {
  const random = seeded(13, index);
  const suspect = resident(random.below(RESIDENTS));
  return {
    case_no: `A${String(index).padStart(11, '0')}`,
    case_type: random.pick(CASE_KINDS),
    reported_at: new Date(momentOf(index, CASES)).toISOString(),
    suspect_name: suspect.name,
    suspect_id_number: suspect.id_number,
    suspect_phone: suspect.mobile,
    brief: `${random.pick(CASE_KINDS)}，${random.pick(OUTCOMES)}。`,
    synthetic: SYNTHETIC,
  };
}

const persons: FakeTable = {
  name: 'person_info',
  count: () => RESIDENTS,
  at: resident,
  averageBytes: 9_600,
  created: COPIED,
  columns: [
    { name: 'name', type: 'keyword' },
    { name: 'id_number', type: 'keyword', unique: true },
    { name: 'sex', type: 'keyword' },
    { name: 'nation', type: 'keyword' },
    { name: 'birth_date', type: 'date' },
    { name: 'address', type: 'text' },
    { name: 'mobile', type: 'keyword', distinct: expectedDistinct(MOBILES, RESIDENTS) },
    { name: 'synthetic', type: 'keyword' },
  ],
};

const calls: FakeTable = {
  name: 'police_calls',
  count: () => CALLS,
  at: call,
  averageBytes: 8_500,
  created: COPIED + 3_600_000,
  columns: [
    { name: 'call_no', type: 'keyword', unique: true },
    { name: 'call_time', type: 'date', rising: true },
    { name: 'caller_name', type: 'keyword' },
    { name: 'caller_phone', type: 'keyword', distinct: expectedDistinct(MOBILES, CALLERS) },
    { name: 'address', type: 'text' },
    { name: 'content', type: 'text' },
    { name: 'synthetic', type: 'keyword' },
  ],
};

const cases: FakeTable = {
  name: 'case_reports',
  count: () => CASES,
  at: caseReport,
  averageBytes: 8_000,
  created: COPIED + 7_200_000,
  columns: [
    { name: 'case_no', type: 'keyword', unique: true },
    { name: 'case_type', type: 'keyword' },
    { name: 'reported_at', type: 'date', rising: true },
    { name: 'suspect_name', type: 'keyword' },
    { name: 'suspect_id_number', type: 'keyword', distinct: SUSPECTS },
    { name: 'suspect_phone', type: 'keyword', distinct: expectedDistinct(MOBILES, SUSPECTS) },
    { name: 'brief', type: 'text' },
    { name: 'synthetic', type: 'keyword' },
  ],
};

/** The Shanghai police records of 2022, as they stood before somebody wiped them: a billion residents, their calls and their cases. */
export const police: Twin = {
  name: 'police',
  title: 'police records of a billion residents',
  incident: 'Shanghai police, 2022 (about a billion people, 23 TB)',
  port: 9200,
  start: ({ host, port }) =>
    fakeElasticsearch({
      host,
      port,
      version: '6.8.6',
      clusterName: 'twin-police',
      indices: [persons, calls, cases],
    }),
};
