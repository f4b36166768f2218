import type { Marker } from '../model/marker.ts';

/** Services as named in `services/`; one protocol's products share a name. */
type Engine =
  | 'mongodb'
  | 'elasticsearch'
  | 'mysql'
  | 'postgresql'
  | 'couchdb'
  | 'redis'
  | 'cassandra'
  | 'hdfs'
  | 'docker';

/**
 * A name that earlier visitors are known to leave.
 *
 * `strong` names are made up by their authors and mean nothing else; `weak` names are ordinary words, which count only beside
 * a second sign. A strong name on another engine than it is known from counts as weak.
 */
export interface MarkerName {
  /** As its authors spell it: what is printed. */
  readonly shown: string;
  /** Normalised exact name (NFKC, lower case), or an anchored pattern over it. */
  readonly match: string | RegExp;
  readonly class: Marker['class'];
  readonly strength: Marker['strength'];
  readonly engines: readonly Engine[];
  /** Strong only where a database or an index is so named: inside an application the word may be a table. */
  readonly databaseOnly?: boolean;
  readonly campaign: string;
  readonly source: string;
}

type Rest = Omit<MarkerName, 'shown' | 'match'>;

function exact(names: string, rest: Rest): readonly MarkerName[] {
  return names
    .trim()
    .split(/\s+/)
    .map((shown) => ({ shown, match: shown.toLowerCase(), ...rest }));
}

function pattern(shown: string, match: RegExp, rest: Rest): readonly MarkerName[] {
  return [{ shown, match, ...rest }];
}

const WAVE_2017 = 'public tracking sheet of the January 2017 wave; name list by n0x08, 2020';
const mongo2017: Rest = {
  class: 'ransom',
  strength: 'strong',
  engines: ['mongodb'],
  campaign: 'mongodb 2017',
  source: WAVE_2017,
};
const mongo2020: Rest = {
  class: 'ransom',
  strength: 'strong',
  engines: ['mongodb'],
  campaign: 'read-me-to-recover 2020',
  source: 'notes in public repositories, 2020 to 2026',
};
const elastic2021: Rest = {
  class: 'ransom',
  strength: 'strong',
  engines: ['elasticsearch'],
  campaign: 'elasticsearch 2021',
  source: 'Secureworks, June 2022',
};
const mysql: Rest = {
  class: 'ransom',
  strength: 'strong',
  engines: ['mysql'],
  campaign: 'please-read-me mysql',
  source: "Guardicore, December 2020; victims' reports",
};
const postgresql: Rest = {
  class: 'ransom',
  strength: 'strong',
  engines: ['postgresql'],
  campaign: 'readme-to-recover',
  source: "Imperva, 2022; victims' reports to 2025",
};
const couchdb: Rest = {
  class: 'ransom',
  strength: 'weak',
  engines: ['couchdb'],
  campaign: 'couchdb',
  source: 'LeakIX couchdb plugin',
};
const redis: Rest = {
  class: 'implant',
  strength: 'strong',
  engines: ['redis'],
  campaign: 'redis cron',
  source: 'redis issues 3594 and 4791; docker-library redis issues 142 and 378',
};
const weakWord: Rest = {
  class: 'ransom',
  strength: 'weak',
  engines: ['mongodb', 'elasticsearch', 'mysql', 'postgresql', 'couchdb'],
  campaign: 'unknown',
  source: WAVE_2017,
};

export const MARKER_NAMES: readonly MarkerName[] = [
  ...exact(
    `PWNED_SECURE_YOUR_STUFF_SILLY README_MISSING_DATABASES README_YOU_DB_IS_INSECURE DB_HAS_BEEN_DROPPED DB_H4CK3D
     DATA_HAS_BEEN_BACKED_UP your_data_has_been_backed_up send_bitcoin_to_retrieve_the_data REQUEST_YOUR_DATA
     WE_HAVE_YOUR_DATA IHAVEYOURDATA PLEASE_READ_ME PLEASE_READ_ME_XYZ Aa1_Where_is_my_data hacked_by_unistellar
     HACKED_BY_MARSHY`,
    mongo2017,
  ),
  ...exact(
    'DB_DROPPED DB_DELETED PLEASE_READ JUST_READ_ME WRITE_ME REQUEST_ME CONTACTME How_to_restore LEIA_ME AVISO',
    {
      ...mongo2017,
      databaseOnly: true,
    },
  ),
  ...pattern(
    'to_get_DB_back_send_<amount>_to_<wallet>',
    /^to_get_db_back_send_.{1,20}_to_.{1,100}$/,
    mongo2017,
  ),
  ...exact('DELETED_BECAUSE_YOU_DIDNT_PASSWORD_PROTECT_YOUR_MONGODB', { ...mongo2017, class: 'wipe' }),
  ...exact('PLEASE_SECURE_THIS_INSTALLATION', { ...mongo2017, class: 'warning' }),
  ...exact('university_cybersec_experiment', { ...mongo2017, class: 'warning', campaign: 'research' }),
  ...pattern('topkek112', /^topkek(?:112|<[a-z]{1,20}>)$/, {
    ...mongo2017,
    class: 'implant',
    campaign: 'point-of-sale malware',
  }),
  ...exact('alina', { ...mongo2017, class: 'implant', strength: 'weak', campaign: 'point-of-sale malware' }),
  ...pattern('jackpos*', /^jackpos[a-z0-9_-]{0,20}$/, {
    ...mongo2017,
    class: 'implant',
    campaign: 'point-of-sale malware',
  }),
  ...pattern('READ__ME_TO_RECOVER_YOUR_DATA', /^read_{1,3}me_to_recover_your_(?:data|database)$/, mongo2020),

  ...exact('read_me_to_recover_database contact_us_or_your_data_will_be_leaked', elastic2021),
  ...exact('read_me', { ...elastic2021, databaseOnly: true }),
  ...exact('howtogetmydataback', {
    ...elastic2021,
    campaign: 'elasticsearch 2017',
    source: 'public note of January 2017',
  }),

  ...pattern('PLEASE_READ_ME_VVV', /^please_read_me_[a-z]{3}$/, mysql),
  ...exact('RECOVER_YOUR_DATA RECOVER_YOUR_DATA_info', { ...mysql, campaign: 'recover-your-data' }),
  ...exact('mysqlbackups', { ...mysql, class: 'implant', strength: 'weak' }),

  ...exact('readme_to_recover', postgresql),
  ...exact('abroxu', {
    ...postgresql,
    class: 'implant',
    campaign: 'copy-from-program',
    source: 'public malware analysis: staging table of COPY FROM PROGRAM',
  }),

  ...pattern('*wegeturdb*', /^.{0,40}wegeturdb.{0,40}$/, { ...couchdb, strength: 'strong' }),
  ...pattern('read_me', /^read[_-]me$/, couchdb),

  ...exact('crackit', { ...redis, campaign: 'crackit' }),
  ...pattern('backup1..4', /^backup(?:[1-9]|<[a-z-]{1,20}>)$/, { ...redis, strength: 'weak' }),

  ...exact('NODATA4U_SECUREYOURSHIT', {
    class: 'wipe',
    strength: 'strong',
    engines: ['hdfs'],
    campaign: 'nodata4u',
    source: 'public write-ups of 2017',
  }),
  ...exact('your_db_is_not_secure', {
    class: 'warning',
    strength: 'strong',
    engines: ['cassandra'],
    campaign: 'your-db-is-not-secure',
    source: 'public reports of January 2018',
  }),
  ...pattern('miner image', /^(?:gakeaws|pocosow|kannix|arayan|abafaeeee|timonmat)\/[a-z0-9._-]{1,60}$/, {
    class: 'implant',
    strength: 'strong',
    engines: ['docker'],
    campaign: 'graboid',
    source: 'Unit 42, October 2019',
  }),

  ...exact('WARNING Warn Attention README READ1 ENCRYPTED BACKUP_DB RECOVER RECOVERY', weakWord),
];

/** Names that end so were left by the wiper of July 2020: ten random letters and digits before it, and no note. */
export const MEOW = {
  shown: '*-meow',
  strong: /^(?:(?=[a-z]*\d)[a-z0-9]{10}|(?=.*<)(?:[a-z0-9]|<[a-z0-9-]{1,20}>){1,10})-meow$/,
  weak: /^.{0,200}[^a-z]meow$/,
  campaign: 'meow 2020',
  source: 'ESET, July 2020; public wiped-server lists of 2020',
} as const;

/**
 * Fields of a note, normalised (lower case, no blanks, underscores or dashes): each list is one known layout. Sources: tracking sheet
 * of January 2017, parse-server issue 3342, Secureworks 2022, victims' reports of the MySQL notes.
 */
export const NOTE_LAYOUTS: readonly (readonly string[])[] = [
  ['mail', 'note'],
  ['mail', 'text'],
  ['email', 'note'],
  ['btcaddress', 'email', 'note'],
  ['bitcoinaddress', 'email'],
  ['message', 'email'],
  ['content'],
  ['message'],
  ['warning'],
  ['readme'],
];

/** Redis settings that an intruder changes to write files: a value that matches is a sign. */
export const REDIS_SETTINGS: readonly {
  readonly shown: string;
  readonly match: RegExp;
  readonly strength: Marker['strength'];
}[] = [
  {
    shown: 'dir in a cron folder',
    match: /^(?:\/var\/spool\/cron(?:\/crontabs)?|\/etc\/cron(?:tab|\.[a-z]{1,8})?)\/?$/,
    strength: 'strong',
  },
  { shown: 'dir in a .ssh folder', match: /^\/.{0,200}\/\.ssh\/?$/, strength: 'strong' },
  { shown: 'dbfilename authorized_keys', match: /^authorized_keys2?$/, strength: 'strong' },
  {
    shown: 'dbfilename of a module',
    match: /^(?:exp|red2|module|system|backdoor)[a-z0-9_]{0,20}\.so$/,
    strength: 'strong',
  },
  { shown: 'dbfilename root', match: /^root$/, strength: 'weak' },
];

/** Modules that vendors ship; any other may be an implant (HeadCrab, P2PInfect) or the owner's own. */
export const KNOWN_REDIS_MODULES: ReadonlySet<string> = new Set(
  'search searchlight ft rejson json timeseries bf bloom graph redisgears redisgears_2 rg ai vectorset redisearch redisai cf topk cms tdigest ldap lua valkeysearch'.split(
    ' ',
  ),
);

/** Module names of the public proof of concept for running commands through a rogue master. */
export const HOSTILE_REDIS_MODULES: ReadonlySet<string> = new Set([
  'system',
  'exp',
  'helloexec',
  'rcemodule',
]);
