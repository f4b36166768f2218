import { createHash } from 'node:crypto';
import { pad, type FreshTable, table, type Row } from './kit.ts';
import { card, cnId, githubToken, iccid, imei, mdy } from './numbers.ts';

const B64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const vector = (q: Row, dimensions: number): number[] => {
  const raw = Array.from({ length: dimensions }, () => q.normal(0, 1));
  const length = Math.hypot(...raw);
  return raw.map((x) => Number((x / length).toFixed(6)));
};
const floats = (q: Row, dimensions: number): string => {
  const bytes = Buffer.alloc(dimensions * 4);
  for (const [i, x] of vector(q, dimensions).entries()) bytes.writeFloatLE(x, i * 4);
  return bytes.toString('base64');
};
const publicIp = (q: Row): string => `${q.pick([24, 62, 78, 81, 93, 109, 151, 188, 203])}.${q.int(0, 255)}.${q.int(0, 255)}.${q.int(1, 254)}`;
const innerIp = (q: Row): string => `10.${q.int(0, 40)}.${q.int(0, 255)}.${q.int(1, 254)}`;
const agent = (q: Row): string =>
  q.pick([
    `Mozilla/5.0 (Linux; Android ${q.int(9, 15)}; SM-G99${q.int(0, 8)}B) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${q.int(110, 140)}.0.0.0 Mobile Safari/537.36`,
    `Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:${q.int(110, 140)}.0) Gecko/20100101 Firefox/${q.int(110, 140)}.0`,
    `Mozilla/5.0 (iPhone; CPU iPhone OS ${q.int(15, 18)}_${q.int(0, 6)} like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.0 Mobile/15E148 Safari/604.1`,
  ]);
const base64url = (text: string): string => Buffer.from(text).toString('base64url');
const jwt = (q: Row): string =>
  `${base64url('{"alg":"HS256","typ":"JWT"}')}.${base64url(JSON.stringify({ sub: q.int(1, 9999), exp: 1_790_000_000 + q.int(0, 99_999) }))}.${createHash('sha256').update(q.hex(8)).digest('base64url')}`;
const bcrypt = (q: Row): string => `$2b$12$${q.chars(22, `${B64}./`)}${q.chars(31, `${B64}./`)}`;
const chatter = (q: Row): string =>
  q.pick([
    `are we still on for ${q.of('tonight|tomorrow|saturday')}? i can be there by ${q.int(5, 9)}`,
    `lol no way, my sister said the same about ${q.of('the landlord|her boss|that trip')} ${q.int(2, 30)} times`,
    `please dont tell ${q.human.given} but i think i will quit my job after ${q.of('easter|the summer|my review')}`,
    `doctor says the results come on ${q.of('monday|friday')}, i am so nervous, number ${q.int(2, 99)} in the queue`,
    `ok`, `haha yes`, `call me when you land, gate changed to ${q.pick([...'ABCD'])}${q.int(1, 40)}`,
    `we moved into the new flat, key is under the ${q.of('mat|pot|bin')}, floor ${q.int(1, 9)}`,
  ]);

/** Collections and logs of running systems: chat, dating, games, devices, sessions, vectors, after leaks that were published. */
export const systems: readonly FreshTable[] = [
  table(
    'chat_messages', 'en',
    `body: communication.free-text
     sender.handle: communication.handle
     sender.phone: contact.phone|contact.phone-national
     geo.lat: location.gps.latitude
     geo.lon: location.gps.longitude
     sender.push: device.push-token
     media.url: image.photo
     _id: ~key.object-id`,
    (q) => ({
      _id: q.oid(), room: `r_${q.hex(10)}`, seq: q.i, sender: { uid: q.int(10_000, 90_000), handle: `@${q.human.given.toLowerCase().replaceAll(/[^a-z]/g, '')}_${q.chars(3, 'aeioukrtz')}${q.int(1, 99)}`, phone: `+44 7${q.digits(9)}`, push: `${q.chars(22, B64)}:APA91b${q.chars(134, `${B64}-_`)}`, bot: false }, body: chatter(q), reply_to: q.maybe(0.3, q.oid()), geo: q.maybe(0.4, { lat: q.round(51.4 + q.next() * 0.2, 5), lon: q.round(-0.2 + q.next() * 0.4, 5), acc: q.int(3, 90) }), media: q.maybe(0.3, { url: `https://cdn.chatty.example/u/${q.hex(16)}.jpg`, w: q.int(600, 4000), h: q.int(600, 4000), bytes: q.int(9000, 900_000), sha1: q.hex(40) }),
      ts: q.ago(60), edited: q.chance(0.05), reactions: q.int(0, 9), client: `android/${q.int(2, 6)}.${q.int(0, 30)}.${q.int(0, 9)}`, lang: q.of('en|de|und'), flags: q.int(0, 15), ttl: q.of('0|86400|604800'), key_id: q.int(1, 999), nonce: q.hex(24), shard: q.int(0, 31), delivered: q.int(0, 40), read: q.int(0, 40), type: q.of('text|image|system'),
    }),
  ),
  table(
    'dating_profiles', 'en',
    `screen_name: communication.handle
     email: contact.email
     pwd: credential.hash.bcrypt|credential.password
     dob: birth.date
     gender: birth.sex
     orientation: special.sexuality
     interested_in: ~special.sexuality ~birth.sex
     hiv_status: health.test-result|health.diagnosis
     religion: special.religion
     lat: location.gps.latitude
     lng: location.gps.longitude
     bio: communication.free-text
     photos[].url: image.photo
     last_ip: device.ip
     height_cm: ~health.vital-sign ~biometric.appearance
     body_type: ~biometric.appearance
     fb_id: ~communication.handle
     relationship: family.marital-status`,
    (q) => ({
      uid: 200_000 + q.i, screen_name: `${q.pick(['sunny', 'wild', 'quiet', 'night', 'salty'])}${q.pick(['fox', 'river', 'dancer', 'reader', 'cat'])}${q.int(1, 99)}`, email: q.dirt(q.human.email), pwd: bcrypt(q), dob: q.dirt(mdy(q.human)), gender: q.of('f|m|nb'), orientation: q.of('straight|gay|bisexual|lesbian|pansexual'), interested_in: q.of('m|f|both'), hiv_status: q.maybe(0.6, q.of('negative|positive|negative, on PrEP|undetectable')), religion: q.of('Christian|Agnostic|Muslim|Jewish|Atheist|Spiritual'), relationship: q.of('single|divorced|married|separated|widowed'), lat: q.round(32.2 + q.next() * 0.3, 6), lng: q.round(-110.9 - q.next() * 0.2, 6), bio: q.maybe(0.8, `${q.of('Love|Into|Big fan of')} ${q.of('hiking|live music|cooking|long drives|anime')}, ${q.of('dog person|cat person|night owl')}. ${q.of('Looking for someone kind|Here for fun|Swipe if you can cook')} and ${q.of('honest|not taking life too seriously|over 25')} ${q.int(1, 9)}/10.`), photos: Array.from({ length: q.int(1, 3) }, (_v, k) => ({ url: `https://img.example/p/${q.hex(14)}.jpg`, order: k, ok: true, w: 1080 })), last_ip: publicIp(q), height_cm: q.int(150, 198), body_type: q.of('slim|average|athletic|curvy'), fb_id: q.maybe(0.4, `10${q.digits(13)}`),
      premium: q.chance(0.1), coins: q.int(0, 900), likes: q.int(0, 4000), matches: q.int(0, 90), reports: q.int(0, 3), shadow: false, elo: q.round(q.normal(1200, 200), 1), joined: q.iso(1200), seen: q.iso(20), ab: q.of('A|B|C'), platform: q.of('ios|android|web'), build: q.int(4000, 6000), step: q.int(1, 9), score_v2: q.round(q.next(), 5), boost_until: q.maybe(0.05, q.iso(-2)), locale: q.of('en_US|es_US'), v: 3,
    }),
  ),
  table(
    'capture_faces', 'zh',
    `personId: ~id.cn.resident
     name: name.han|name.person
     idNumber: id.cn.resident
     feature: biometric.face-vector
     faceImg: image.photo
     cameraMac: device.mac
     address: ~contact.address ~location.place-word
     lon: location.gps.longitude
     lat: location.gps.latitude
     similarity: biometric.face-match
     attr.glasses: biometric.appearance
     attr.beard: biometric.appearance
     attr.age: birth.age
     attr.gender: birth.sex
     controlLevel: criminal.watch-list
     captureTime: ~location.track`,
    (q) => ({
      id: q.hex(24), personId: q.int(1_000_000, 9_999_999), name: q.maybe(0.8, q.human.full), idNumber: q.dirt(cnId(q, q.human)), feature: floats(q, 256), faceImg: `/9j/4AAQSkZJRg${q.chars(q.int(300, 600), `${B64}+/`)}`, cameraId: `4${q.digits(19)}`, cameraMac: `${q.pick(['28:57:be', 'bc:ad:28', '44:47:cc'])}:${q.hex(2)}:${q.hex(2)}:${q.hex(2)}`, address: q.of('清真寺东门|火车站出站口|学校路口|百货大楼南|加油站'), lon: q.round(87.5 + q.next() * 0.2, 6), lat: q.round(43.75 + q.next() * 0.1, 6), similarity: q.round(0.6 + q.next() * 0.4, 4), attr: { glasses: q.of('0|1'), beard: q.of('0|1'), mask: q.int(0, 1), age: q.int(6, 80), gender: q.of('male|female') }, controlLevel: q.of('无|三级布控|一级布控|关注'),
      captureTime: q.ago(2), quality: q.round(q.next(), 3), box: [q.int(0, 900), q.int(0, 500), q.int(30, 200), q.int(30, 200)], yaw: q.round(q.normal(0, 12), 2), pitch: q.round(q.normal(0, 8), 2), roll: q.round(q.normal(0, 4), 2), modelVer: '5.1.0', libId: q.int(1, 40), node: innerIp(q), cost: q.int(8, 90), pushed: q.chance(0.9), expire: q.int(30, 365), traceId: q.hex(32), laneNo: q.int(1, 6), snapType: q.int(1, 4), sdk: 'v3.2.1.8',
    }),
  ),
  table(
    'gps_trackers', 'tr',
    `imei: device.imei
     plaka: vehicle.plate
     surucu: name.person
     konum: location.gps.pair|location.geojson|location.gps.latitude|location.gps.longitude ~location.gps.latitude ~location.gps.longitude ~location.gps.pair ~location.geojson
     sim: device.iccid
     rota[].e: location.gps.latitude ~location.track ~location.gps.pair
     rota[].b: location.gps.longitude ~location.track ~location.gps.pair
     rota[].t: ~location.track`,
    (q) => ({
      imei: imei(q), plaka: `${pad(q.int(1, 81))} ${q.chars(2, 'ABCDEFGHJKLMNPRST')} ${q.int(100, 9999)}`, surucu: q.human.full, sim: iccid(q), konum: `${q.round(41.2 + q.next() * 0.2, 5)},${q.round(36.2 + q.next() * 0.3, 5)}`, rota: Array.from({ length: q.int(3, 8) }, (_v, k) => ({ e: q.round(41.2 + k * 0.002 + q.next() * 0.01, 6), b: q.round(36.2 + k * 0.003 + q.next() * 0.01, 6), t: 1_792_000_000 + k * 20 })),
      hiz: q.int(0, 120), yon: q.int(0, 359), kontak: q.chance(0.6), yakit: q.int(5, 100), km: q.int(1000, 400_000), voltaj: q.round(11.8 + q.next() * 2.4, 2), gsm: q.int(0, 31), uydu: q.int(0, 14), hdop: q.round(q.next() * 3, 1), olay: q.int(0, 250), paket: q.hex(60), sunucu: q.int(1, 4), firmware: '03.27.07.Rev.12', zaman: q.iso(1), sira: q.i, alarm: q.of('yok|hiz|darbe'), grup: q.of('LOJ1|LOJ2'), motor_saat: q.round(q.next() * 9000, 1), lastik_bar: q.round(2 + q.next(), 2),
    }),
  ),
  table(
    'es_access', 'en',
    `client.ip: device.ip
     user_agent.original: device.user-agent
     user.name: ~communication.handle ~name.person ~employment.employee-number
     url.query: ~communication.search-query ~credential.session ~credential.jwt
     http.request.headers.cookie: credential.session
     http.request.headers.authorization: credential.jwt|credential.session
     client.geo.location.lat: ~location.gps.latitude
     client.geo.location.lon: ~location.gps.longitude
     client.geo.city_name: ~location.region ~location.place-word
     host.ip: ~device.ip
     host.mac: ~device.mac
     host.name: ~device.wifi-name`,
    (q) => ({
      '@timestamp': q.iso(3), client: { ip: publicIp(q), port: q.int(1024, 65_535), bytes: q.int(200, 9000), geo: { country_iso_code: q.of('US|GB|DE|IN'), city_name: q.human.city, location: { lat: q.round(q.normal(40, 8), 4), lon: q.round(q.normal(-20, 50), 4) } } }, host: { name: `web-${q.int(1, 12)}.prod.internal`, ip: innerIp(q), mac: `02:42:ac:${q.hex(2)}:${q.hex(2)}:${q.hex(2)}`, os: { kernel: '6.1.0-18-amd64', version: '12 (bookworm)' } }, http: { version: '1.1', request: { method: q.of('GET|POST|PUT'), bytes: q.int(100, 4000), referrer: q.maybe(0.5, 'https://shop.example/'), headers: { cookie: `sid=${q.hex(32)}; theme=dark`, authorization: q.maybe(0.6, `Bearer ${jwt(q)}`) } }, response: { status_code: q.of('200|200|301|404|500'), bytes: q.int(200, 90_000), ms: q.int(1, 3000) } },
      url: { path: q.of('/api/v2/items|/checkout|/login|/static/app.js|/search'), query: q.maybe(0.4, `page=${q.int(1, 40)}&sort=price`), domain: 'shop.example' }, user: { name: q.maybe(0.4, q.human.given.toLowerCase()), id: q.int(1, 90_000) }, user_agent: { original: agent(q), name: q.of('Chrome|Firefox|Safari'), version: `${q.int(100, 140)}.0.0.0` }, event: { dataset: 'nginx.access', ingested: q.iso(2), duration: q.int(1_000_000, 900_000_000), outcome: q.of('success|failure'), sequence: q.i }, trace: { id: q.hex(32) }, transaction: { id: q.hex(16) }, ecs: { version: '8.11.0' }, agent: { ephemeral_id: q.uuid(), version: '8.14.3', type: 'filebeat' }, log: { offset: q.int(0, 90_000_000), file: { path: '/var/log/nginx/access.log' } }, tags: ['prod', 'web'], fileset: { name: 'access' }, container: { id: q.hex(64), image: { name: 'nginx:1.27.1' } }, cloud: { instance: { id: `i-0${q.hex(16)}` }, availability_zone: 'eu-west-1b' },
    }),
  ),
  table(
    'redis_sessions', 'en',
    `sid: credential.session
     csrf: ~credential.session ~credential.secret
     user.email: contact.email
     user.name: name.person
     otp: credential.one-time-code
     ip: device.ip
     ua: device.user-agent
     refresh_token: credential.jwt|credential.session|credential.secret`,
    (q) => ({
      sid: `s:${q.chars(32, `${B64}-_`)}.${q.chars(43, `${B64}+/`)}`, cookie: { originalMaxAge: 86_400_000, expires: q.iso(-1), httpOnly: true, path: '/', sameSite: 'lax' }, csrf: q.chars(24, B64), user: { id: q.int(1, 9999), email: q.human.email, name: q.human.full, role: q.of('user|admin|staff'), plan: q.of('free|pro') }, otp: q.maybe(0.3, q.digits(6)), refresh_token: jwt(q), ip: publicIp(q), ua: agent(q), cart: { items: q.int(0, 9), total: q.round(q.next() * 300, 2), hash: q.hex(32) }, flash: {}, hits: q.int(1, 300), ttl: q.int(10, 86_400), node: `n${q.int(1, 6)}`, ab: { checkout: q.of('a|b') }, locale: q.of('en-GB|en-US'), last: q.ago(1), v: 2,
    }),
  ),
  table(
    'mongo_users_nested', 'es',
    `profile.nombre: name.given|name.person
     profile.apellidos: name.family|name.person
     profile.nacimiento: birth.date
     profile.contactos[].valor: contact.email|contact.phone|contact.phone-national ~contact.email ~contact.phone-national ~contact.phone
     auth.hash: credential.hash.pbkdf2|credential.hash.crypt|credential.secret|credential.password
     auth.salt: credential.salt
     direcciones[].linea1: contact.address
     direcciones[].cp: location.postcode
     direcciones[].ciudad: location.region|contact.address
     tarjetas[].pan: financial.payment-card
     tarjetas[].titular: name.person
     dispositivos[].push: device.push-token
     dispositivos[].mac: device.mac
     _id: ~key.object-id
     auth.reset: credential.session|credential.secret|credential.recovery`,
    (q) => ({
      _id: { $oid: q.oid() }, profile: { nombre: q.human.given, apellidos: `${q.human.family} ${q.other().family}`, nacimiento: { $date: q.human.born.toISOString() }, avatar_color: `#${q.hex(6)}`, contactos: [{ tipo: 'email', valor: q.human.email, ok: true }, { tipo: 'movil', valor: q.human.phone, ok: q.chance(0.6) }] }, auth: { hash: `pbkdf2_sha256$600000$${q.chars(22, B64)}$${q.chars(43, B64)}=`, salt: q.hex(32), iter: 600_000, reset: q.maybe(0.2, q.hex(40)), fails: q.int(0, 5), mfa: q.chance(0.3) }, direcciones: Array.from({ length: q.int(1, 2) }, () => ({ linea1: q.human.street, cp: pad(q.int(1001, 52_000), 5), ciudad: q.human.city, pais: 'ES', envio: true })), tarjetas: q.maybe(0.6, [{ pan: card(q), titular: q.human.full, marca: q.of('VISA|MC'), tok: `tok_${q.chars(24, B64)}` }]), dispositivos: [{ push: `${q.chars(22, B64)}:APA91b${q.chars(134, `${B64}-_`)}`, mac: `a4:${q.hex(2)}:${q.hex(2)}:${q.hex(2)}:${q.hex(2)}:${q.hex(2)}`, os: q.of('android|ios'), visto: { $date: q.iso(30) } }],
      prefs: { tema: q.of('claro|oscuro'), idioma: 'es', tz: 'Europe/Madrid', notif: q.int(0, 7) }, stats: { pedidos: q.int(0, 90), gasto: q.round(q.next() * 4000, 2), nps: q.int(0, 10), churn: q.round(q.next(), 4) }, etiquetas: ['vip', 'web'], creado: { $date: q.iso(900) }, __v: q.int(0, 5), tenant: q.of('t1|t2'), migrado: 'v14', rev: q.int(1, 40), saldo: { $numberDecimal: String(q.round(q.next() * 90, 2)) },
    }),
  ),
  table(
    'rag_chunks', 'en',
    `vector: vector.text-embedding
     text: ~communication.free-text
     metadata.author: ~name.person`,
    (q) => ({
      id: q.uuid(), vector: vector(q, 384), text: `${q.of('To reset the controller|Before replacing the filter|When the pump shows code')} ${q.int(1, 90)}, ${q.of('hold the button for ten seconds|close valve B and vent the line|check the fuse on panel two')}. ${q.of('See section|Refer to table')} ${q.int(1, 9)}.${q.int(1, 9)} ${q.of('of the service manual|for torque values|for part numbers')}.`, metadata: { source: `manual_${q.int(1, 40)}.pdf`, page: q.int(1, 300), chunk: q.int(0, 9), tokens: q.int(40, 512), author: 'docs-team', lang: 'en', md5: q.hex(32), updated: q.day(400) }, score: q.round(q.next(), 5), namespace: 'kb', model: 'all-MiniLM-L6-v2', version: '1.2.0', shard: q.int(0, 7), deleted: false,
    }),
  ),
  table(
    'face_index', 'en',
    `embedding: biometric.face-vector
     person: name.person
     badge: ~employment.employee-number
     photo_url: image.photo`,
    (q) => ({ id: q.i, person: q.human.full, badge: `B${q.digits(5)}`, embedding: vector(q, 512), photo_url: `s3://faces/${q.hex(12)}.png`, model: 'arcface_r100', quality: q.round(q.next(), 3), gallery: q.of('staff|visitor'), enrolled: q.iso(700), site: q.of('HQ|DC2'), threshold: 0.42, dim: 512, norm: 1, active: q.chance(0.9), rev: q.int(1, 4) }),
  ),
  table(
    'game_players', 'en',
    `nick: communication.handle
     email: contact.email
     last_ip: device.ip
     hwid: device.fingerprint|device.serial|device.advertising-id
     discord: communication.handle
     steam_id: ~communication.handle
     pwd_md5: credential.hash.md5`,
    (q) => ({
      pid: q.int(1_000_000, 9_999_999), nick: `${q.pick(['xX', '', 'The', 'Mr', 'i'])}${q.pick(['Shadow', 'Pixel', 'Noob', 'Dragon', 'Sniper'])}${q.pick(['Xx', 'HD', '', 'TV'])}${q.int(1, 999)}`, email: q.dirt(q.human.email, 0.1), pwd_md5: q.hex(32), last_ip: publicIp(q), hwid: q.hex(32).toUpperCase(), steam_id: `7656119${q.digits(10)}`, discord: q.maybe(0.5, `${q.pick(['rex', 'lumi', 'zed', 'kira'])}#${q.digits(4)}`),
      lvl: q.int(1, 100), xp: q.int(0, 9_000_000), gold: q.int(0, 900_000), kills: q.int(0, 9000), deaths: q.int(0, 9000), kd: q.round(q.next() * 4, 2), mmr: q.int(600, 3200), clan: q.maybe(0.4, q.of('WOLF|NOVA|KRKN')), pos_x: q.round(q.normal(0, 900), 3), pos_y: q.round(q.normal(0, 900), 3), pos_z: q.round(q.next() * 90, 3), map: q.of('de_canyon|harbor|iceworld'), weapon: q.of('ak|bow|axe'), skin: `#${q.hex(6)}`, playtime_s: q.int(100, 9_000_000), ping: q.int(10, 240), fps: q.int(24, 144), banned: q.chance(0.03), ban_code: q.maybe(0.05, q.int(1, 40)), session: q.int(1, 4000), season: q.int(1, 14), inv: [q.int(1, 900), q.int(1, 900), q.int(1, 900)], seed: q.int(1, 2_147_483_647), patch: `1.${q.int(10, 40)}.${q.int(0, 9)}.${q.int(1000, 9999)}`, region: q.of('eu-w|na-e|sea'), created_unix: Math.floor(q.ago(900) / 1000),
    }),
  ),
  table(
    'iot_doorbell', 'en',
    `owner_email: contact.email
     wifi_ssid: device.wifi-name
     wifi_psk: credential.wifi-password
     mac: device.mac
     serial: device.serial
     home_lat: location.gps.latitude
     home_lon: location.gps.longitude
     clip_url: image.recording|image.photo
     rtsp: credential.connection-string
     local_ip: ~device.ip
     device_name: ~device.wifi-name`,
    (q) => ({
      id: q.hex(20), owner_email: q.human.email, wifi_ssid: q.of('SKY7C1F2|VM8813401|NETGEAR-Guest|BTHub6-KQ2P|TheBatCave'), wifi_psk: q.chars(q.int(10, 14), 'abcdefghjkmnpqrstuvwxyz23456789'), mac: `d8:a0:1d:${q.hex(2)}:${q.hex(2)}:${q.hex(2)}`, serial: `DB${q.digits(4)}-${q.chars(6, 'ABCDEFGHJK0123456789')}`, home_lat: q.round(53.7 + q.next() * 0.1, 6), home_lon: q.round(-1.6 + q.next() * 0.1, 6), clip_url: q.maybe(0.6, `https://clips.example/${q.hex(16)}.mp4`), rtsp: `rtsp://admin:${q.chars(10, 'abcdefgh23456789')}@192.168.1.${q.int(2, 250)}:554/ch0`, local_ip: `192.168.${q.int(0, 2)}.${q.int(2, 250)}`, device_name: q.of('Front Door|Back Garden|Garage'),
      fw: `3.${q.int(1, 20)}.${q.int(0, 99)}`, hw: q.of('r2|r3'), batt_pct: q.int(5, 100), rssi: -q.int(30, 90), motion: q.int(0, 300), temp_c: q.round(q.normal(12, 8), 1), uptime_s: q.int(60, 9_000_000), zone: q.int(1, 4), armed: q.chance(0.5), tz: 'Europe/London', last_seen: q.ago(5), ota: q.of('idle|pending'), mem_free: q.int(4000, 90_000), reset_reason: q.int(0, 15), cfg_hash: q.hex(8), chime: q.int(0, 10), night_mode: q.of('auto|on|off'), sensitivity: q.int(1, 10), proto: 4,
    }),
  ),
  table(
    'ci_secrets', 'en',
    `env.AWS_ACCESS_KEY_ID: credential.aws-access-key
     env.DATABASE_URL: credential.connection-string
     env.GITHUB_TOKEN: credential.github-token
     env.STRIPE_KEY: credential.stripe-key
     commit.author_email: contact.email
     commit.author: name.person
     triggered_by: ~communication.handle ~name.person
     ssh_key: credential.private-key
     commit.message: ~communication.free-text`,
    (q) => ({
      build: q.int(1000, 99_999), pipeline: q.of('deploy|test|release'), env: { AWS_ACCESS_KEY_ID: `AKIA${q.chars(16, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567')}`, AWS_REGION: 'eu-central-1', DATABASE_URL: `postgres://app:${q.chars(14, B64)}@db-${q.int(1, 4)}.internal:5432/prod`, GITHUB_TOKEN: githubToken(q), STRIPE_KEY: `sk_live_${q.chars(24, B64)}`, NODE_ENV: 'production', CI: 'true', GO_VERSION: '1.22.4' }, commit: { sha: q.hex(40), author: q.human.full, author_email: q.human.email, message: q.of('fix typo in readme|bump deps|WIP|revert "add cache"'), branch: q.of('main|dev|hotfix/4412') }, triggered_by: q.of('push|schedule|kowalski-j'), ssh_key: q.maybe(0.7, `-----BEGIN OPENSSH PRIVATE KEY-----\n${q.chars(70, B64)}\n${q.chars(70, B64)}\n${q.chars(40, B64)}\n-----END OPENSSH PRIVATE KEY-----`), runner: `runner-${q.hex(6)}`, image: `ci/base:${q.int(1, 9)}.${q.int(0, 30)}`, started: q.iso(30), ms: q.int(4000, 900_000), exit: q.of('0|0|0|1|137'), cache_key: q.hex(16), steps: q.int(3, 30), artifacts: q.int(0, 9), coverage: q.round(q.next() * 100, 2), queue_s: q.int(0, 300), etag: q.hex(32), ref: 'refs/heads/main',
    }),
  ),
  table(
    'helpdesk_tickets', 'en',
    `requester_email: contact.email
     description: communication.free-text
     agent: name.person|communication.handle
     phone: contact.phone|contact.phone-national
     cc: contact.email
     subject: ~communication.free-text`,
    (q) => ({
      ticket_id: `INC${pad(q.i + 88_000, 7)}`, subject: q.of('Cannot log in|Invoice wrong|VPN drops|Refund please|Printer'), requester_email: q.human.email, cc: q.maybe(0.2, q.other().email), phone: q.maybe(0.5, `+1 (${q.int(201, 989)}) 555-${q.digits(4)}`), agent: q.other().full, description: `${q.of('Hi team|Hello|Hey')}, ${q.of('since yesterday I cannot open my account and get error|my order never came and the tracking says|the last bill shows twice the amount and code')} ${q.int(100, 999)}. ${q.of('Please call me back|Can someone look at this today|Very unhappy')}, ${q.of('thanks|regards|cheers')} ${q.human.given}`, category: q.of('access|billing|network'), priority: q.int(1, 4), state: q.of('new|open|solved|closed'), sla_min: q.pick([60, 240, 1440]), opened: q.iso(90), closed: q.maybe(0.6, q.iso(80)), reopened: q.int(0, 2), csat: q.maybe(0.4, q.int(1, 5)), queue: q.of('L1|L2|NOC'), asset: `AST-${q.digits(5)}`, kb: q.maybe(0.3, `KB${q.digits(6)}`), breach: q.chance(0.05), msgs: q.int(1, 14), tags: ['web'], form: q.int(100, 120), src: q.of('email|portal|phone'), hash: q.hex(40),
    }),
  ),
  table(
    'leak_combo', 'en',
    `user: contact.email
     pass: credential.password
     site: ~contact.website`,
    (q) => ({ user: q.human.email, pass: `${q.pick(['Summer', 'liverpool', 'qwerty', 'Bella', 'dragon', 'iloveyou', 'Monkey'])}${q.pick(['', '!', '@', '#'])}${q.int(1, 2024)}${q.pick(['', '!', '?', ''])}`, site: q.of('forum.example|shop.example|games.example'), src: `dump_${q.int(1, 40)}.txt`, line: q.int(1, 9_000_000), ts: q.day(2000), dup: q.int(0, 9), len: q.int(6, 14), ok: q.of('0|1'), tag: q.of('hq|mix|old'), chk: q.hex(8) }),
  ),
  table(
    'airline_bookings', 'fr',
    `pnr: travel.pnr
     passager: name.person
     passeport: id.passport|id.mrz
     ddn: birth.date
     vol: travel.itinerary
     siege: travel.itinerary
     billet: travel.ticket
     email: contact.email
     visa: travel.visa
     nationalite: birth.nationality
     repas: ~special.religion ~health.diagnosis
     fidelite: ~travel.pnr`,
    (q) => ({
      pnr: q.chars(6, 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'), passager: q.dirt(`${q.human.family.toUpperCase()}/${q.human.given.toUpperCase()} ${q.human.female ? 'MME' : 'M'}`), passeport: q.dirt(`${q.digits(2)}${q.chars(2, 'ABCDEFGHKLMNPRST')}${q.digits(5)}`), ddn: q.dirt(`${pad(q.human.born.getUTCDate())}${q.pick(['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL'])}${q.int(40, 99)}`), nationalite: q.of('FRA|BEL|MAR|SEN|CHE'), vol: `${q.pick(['AF', 'TO', 'SN', 'KL'])}${q.int(100, 7999)}`, siege: `${q.int(1, 38)}${q.pick([...'ABCDEF'])}`, billet: `${q.pick(['057', '082', '074'])}${q.digits(10)}`, email: q.human.email, visa: q.maybe(0.3, q.digits(9)), repas: q.of('STD|MOML|KSML|VGML|GFML'), fidelite: q.maybe(0.4, q.digits(10)),
      classe: q.of('Y|M|J'), tarif: q.round(60 + q.next() * 900, 2), devise: 'EUR', origine: q.of('CDG|ORY|BRU'), destination: q.of('DKR|CMN|GVA|TLS'), depart: q.iso(-60), statut: q.of('HK|UN|TK'), bagages: q.int(0, 3), coupon: q.int(1, 4), agence: `PAR${q.chars(2, 'ABCDEF')}0${q.digits(3)}`, ssr: q.maybe(0.1, 'WCHR'), queue: q.int(1, 99), tkt_tl: q.day(-30), fare_basis: `${q.pick([...'YMQ'])}${q.chars(3, 'LSWX')}${q.int(1, 9)}FR`, commission: q.round(q.next() * 9, 2), signin: q.digits(4), crs: q.of('1A|1G'), rev: q.int(0, 4),
    }),
  ),
];
