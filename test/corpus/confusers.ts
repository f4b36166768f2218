import type { Rng } from './random.ts';
import { type Confuser, kind } from './confuser.ts';
import { confuserText } from './confusers-text.ts';

const NOW = Date.UTC(2026, 9, 1);

/** A moment within the last `days` days. */
function recent(r: Rng, days: number): number {
  return NOW - r.int(0, days * 86_400) * 1000 - r.int(0, 999);
}

const stamp = (ms: number): string => new Date(ms).toISOString();

/** Random integers of one width, as numbers or as text. */
function integers(width: number, text: boolean): Confuser {
  return kind(
    `integers of ${width} digits, ${text ? 'text' : 'number'}`,
    `seq${width} n${width} ref batch_ref legacy_id ext_ref`,
    `r${width} external_ref doc_no handle${width} asset_ref old_key`,
    () => (r) => {
      const value = r.int(1, 9) + r.digits(width - 1);
      return text || width > 15 ? value : Number(value);
    },
  );
}

const snowflake = (r: Rng, i: number): string =>
  ((BigInt(NOW - 1_420_070_400_000 - i * 61_000 - r.int(0, 60_000)) << 22n) + BigInt(r.int(0, 4_194_303))).toString();

export const confusers: readonly Confuser[] = [
  ...[8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19].flatMap((width) => [integers(width, true), integers(width, false)]),
  kind('epoch s', 'created ts updated_ts last_seen mtime', 'created_unix expires_ts t0 ctime modified_epoch', () => (r) => Math.floor(recent(r, 900) / 1000)),
  kind('epoch s, text', 'ts time_s started_s', 'epoch_s stamp finished_s', () => (r) => String(Math.floor(recent(r, 400) / 1000))),
  kind('epoch ms', 'timestamp createdAt updated_ms ts', 'time_ms lastModified eventTime issued', () => (r) => recent(r, 600)),
  kind('epoch ms, text', 'ts_ms t publish_time', 'millis at update_millis', () => (r) => String(recent(r, 600))),
  kind('epoch us', 'ts_us micros', 'time_us event_micros', () => (r) => recent(r, 300) * 1000 + r.int(0, 999)),
  kind('epoch s, float', 'time start', 'epoch begin_s', () => (r) => recent(r, 300) / 1000),
  kind('order number with time', 'order_no trade_no out_trade_no bill_no', 'order_sn transaction_no serial_no tradeId', () => (r) => {
    const d = new Date(recent(r, 700));
    return d.toISOString().replace(/\D/g, '').slice(0, 14) + r.digits(4);
  }),
  kind('order number with time, short', 'order_code po_no', 'shipment_no picking_no', () => (r) => new Date(recent(r, 700)).toISOString().replace(/\D/g, '').slice(2, 8) + r.digits(6)),
  kind('time as digits', 'dt_full run_id', 'batch_time snapshot', () => (r) => new Date(recent(r, 700)).toISOString().replace(/\D/g, '').slice(0, 14)),
  kind('snowflake', 'message_id post_id snowflake id_str', 'tweet_id event_sid nid parent_msg', () => (r, i) => snowflake(r, i)),
  kind('snowflake as number', 'sid thread_ref', 'uid64 stream_seq', () => (r, i) => Number(snowflake(r, i))),
  kind('date', 'created_date order_date due shipped_on', 'invoice_date valid_from delivered booked_on', () => (r) => stamp(recent(r, 1200)).slice(0, 10)),
  kind('date as integer', 'dt partition_date etl_day', 'day_key load_date biz_date', () => (r) => Number(stamp(recent(r, 900)).slice(0, 10).replaceAll('-', ''))),
  kind('timestamp', 'created_at updated_at logged_at received', 'changed_at inserted processed_at ended', () => (r) => stamp(recent(r, 900))),
  kind('timestamp of the database', 'created modified', 'written seen', () => (r) => ({ $date: stamp(recent(r, 900)) })),
  kind('timestamp with blank', 'gmt_create gmt_modified', 'add_time edit_time', () => (r) => stamp(recent(r, 900)).slice(0, 19).replace('T', ' ')),
  kind('week or month code', 'wk period_code bucket mm', 'week_code slot seg cw', (r) => {
    const most = r.pick([12, 53, 56]);
    return (q) => String(q.int(1, most)).padStart(2, '0');
  }),
  kind('academic year', 'academic_year season_year', 'school_year fiscal', () => (r) => `${r.int(2010, 2025)}/${r.int(11, 26)}`),
  kind('year', 'year model_year vintage', 'yr release_year fiscal_year', () => (r) => r.int(1960, 2026)),
  kind('float', 'score weight value x0 metric', 'ratio loss signal v1 coefficient', () => (r) => r.next() * r.pick([1, 10, 100])),
  kind('float, text', 'score_s gain', 'attenuation drift', () => (r) => String(r.next() * 50)),
  kind('fraction digits', 'frac mantissa', 'remainder noise', () => (r) => r.next().toString().slice(2, 18)),
  kind('normal float', 'z residual', 'delta error_term', () => (r) => r.normal(0, 1)),
  kind('price', 'price unit_price amount total_price', 'cost net_price gross fee list_price', () => (r) => Math.round(r.next() * 50_000) / 100),
  kind('price, text', 'price_text amount_str', 'price_label sum_str', () => (r) => (r.next() * 900).toFixed(2)),
  kind('price pair like a place', 'bid', 'open', () => (r) => Math.round((30 + r.next() * 20) * 1e4) / 1e4),
  kind('price pair like a place, other', 'ask', 'close', () => (r) => Math.round((100 + r.next() * 20) * 1e4) / 1e4),
  kind('counter', 'id row_id seq', 'pk idx line_no', (r) => {
    const from = r.pick([1, 1000, 100_001, 20_000_000, 4_000_000_000]);
    return (_q, i) => from + i;
  }),
  kind('counter, text', 'number_str ticket invoice_no', 'case_no entry receipt_no', (r) => {
    const from = r.pick([100_000_001, 10_000_000_001, 2_024_000_001]);
    return (_q, i) => String(from + i);
  }),
  kind('small integer', 'qty stock level rank position', 'units count priority slots depth', () => (r) => r.int(0, 99)),
  kind('integer', 'views bytes duration', 'hits size elapsed', () => (r) => Math.floor(10 ** (r.next() * 7))),
  kind('milliseconds of latency', 'lat latency rtt', 'lon_ms lag p99', () => (r) => Math.round(r.next() * 9000) / 10),
  kind('percentage', 'percent cpu_pct usage', 'pct discount occupancy', () => (r) => Math.round(r.next() * 1000) / 10),
  kind('boolean', 'active email_verified is_admin phone_confirmed has_photo', 'enabled password_set mobile_verified is_student opt_in', () => (r) => r.chance(0.6)),
  kind('flag 0 1', 'email_opt_in deleted address_valid', 'sms_consent archived id_checked', () => (r) => r.int(0, 1)),
  kind('flag Y N', 'gift_wrap taxable phone_ok', 'refundable hazardous email_ok', () => (r) => r.pick(['Y', 'N'])),
  kind('uuid', 'uuid guid request_id entity_id', 'trace_id correlation_id object_uuid ref_id', () => (r) => `${r.hex(8)}-${r.hex(4)}-4${r.hex(3)}-${r.pick(['8', '9', 'a', 'b'])}${r.hex(3)}-${r.hex(12)}`),
  kind('object id', '_id parentId', '_id ownerRef', () => (r, i) => ({ $oid: (0x5c000000 + i * 911 + r.int(0, 900)).toString(16) + r.hex(16) })),
  kind('object id, text', 'oid doc_ref', 'mongo_ref root_ref', () => (r) => `5c${r.hex(22)}`),
  kind('git sha', 'commit sha revision', 'head_sha git_commit base_sha', () => (r) => r.hex(40)),
  kind('short sha', 'abbrev build_sha', 'short_commit rev', () => (r) => r.hex(r.pick([7, 8]))),
  kind('md5 of a file', 'checksum file_md5 content_md5 digest', 'md5sum asset_md5 body_md5 fingerprint_md5', () => (r) => r.hex(32)),
  kind('sha-256 of a file', 'sha256 file_hash layer_digest', 'content_sha256 blob_hash artifact_sha256', () => (r) => r.hex(64)),
  kind('image digest', 'image_digest', 'manifest', () => (r) => `sha256:${r.hex(64)}`),
  kind('etag', 'etag', 'entity_tag', () => (r) => `W/"${r.hex(r.int(10, 20))}"`),
  kind('hex colour', 'color bg_color', 'colour accent', () => (r) => `#${r.hex(6)}`),
  kind('base64 blob', 'payload blob chunk', 'body_b64 frame raw_chunk', () => (r) => r.chars(r.pick([64, 120, 344]), 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/')),
  kind('array of floats', 'samples spectrum', 'histogram waveform', (r) => {
    const size = r.int(5, 40);
    return (q) => Array.from({ length: size + q.int(0, 3) }, () => Math.round(q.next() * 1000) / 1000);
  }),
  kind('array of small integers', 'votes bins', 'levels steps', () => (r) => Array.from({ length: r.int(1, 6) }, () => r.int(0, 9))),
  kind('nested settings', 'settings meta', 'options extra', () => (r) => ({ retries: r.int(0, 5), mode: r.pick(['fast', 'safe', 'auto']), ratio: Math.round(r.next() * 100) / 100, on: r.chance(0.5) })),
  kind('angle, size of a picture', 'pan tilt', 'yaw roll', () => (r) => Math.round((r.next() * 360 - 180) * 100) / 100),
  kind('sine and cosine', 'sin cos', 'sin cosine', () => (r) => Math.sin(r.next() * 6.28)),
  kind('pin of a board', 'pin gpio_pin', 'pin port_pin', () => (r) => r.int(0, 40)),
  kind('return code', 'rc exit_code', 'rc err_no', () => (r) => r.pick([0, 0, 0, 1, 2, 126, 127, 255])),
  kind('build number', 'ci build_no', 'bi ci_run', (r) => {
    const from = r.int(1000, 90_000);
    return (_q, i) => from + i;
  }),
  kind('packets a second', 'pps bps', 'pps kbps', () => (r) => r.int(100, 9_000_000)),
  kind('port', 'port src_port', 'dst_port listen_port', () => (r) => r.pick([80, 443, 8080, 27017, 5432, 22, r.int(1024, 65_535)])),
  kind('temperature', 'temp temperature humidity', 'celsius t_air dew_point', () => (r) => Math.round(r.normal(20, 6) * 10) / 10),
  kind('voltage', 'battery volt', 'vbat current_a', () => (r) => Math.round((3 + r.next()) * 1000) / 1000),
  kind('projected metres', 'x y', 'easting northing', () => (r) => Math.round(r.next() * 900_000_00) / 100),
  kind('pixel box', 'bbox_x bbox_y', 'crop_left crop_top', () => (r) => r.int(0, 1920)),
  kind('constant', 'version_no tenant', 'shard region_no', () => () => 1),
  kind('mostly null', 'deleted_at parent', 'archived_at override', () => (r) => (r.chance(0.95) ? null : r.int(1, 100))),
  ...confuserText,
];
