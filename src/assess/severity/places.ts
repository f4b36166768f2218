/** The place itself, as against the name of a region or the code of a post office. */
export const PRECISE = /^location\.(?:gps|geojson|geohash|coordinates|track|wkt|point)/;
