import { pad, type FreshTable, table } from './kit.ts';
import { brCpf, card, cnId, dmy, egId, idNik, imei, inAadhaar, inPan, jpMyNumber, krRrn, ruSnils, trTckn, vnCccd, ymd, yy } from './numbers.ts';

const UPPER = 'ABCDEFGHJKLMNPRSTUVWXYZ';

/** Tables about people of Asia, the Arab states, Brazil, Russia and Turkey, in the words of those who made them. */
export const world: readonly FreshTable[] = [
  table(
    'clientes_loja', 'pt',
    `nm_cliente: name.person
     nr_cpf: id.br.cpf
     dt_nasc: birth.date
     ds_email: contact.email
     nr_celular: contact.phone-national|contact.phone
     ds_endereco: contact.address
     nm_cidade: location.region|contact.address
     nr_cep: location.postcode
     ds_senha: credential.hash.md5
     nm_mae: family.relative|name.person ~name.person ~family.relative
     vl_renda: employment.salary
     score_serasa: financial.credit-score
     tp_sexo: birth.sex`,
    (q) => ({
      cd_cliente: 5000 + q.i, nm_cliente: q.dirt(q.human.full), nr_cpf: q.dirt(q.chance(0.5) ? brCpf(q).replace(/(\d{3})(\d{3})(\d{3})/, '$1.$2.$3-') : brCpf(q)), dt_nasc: q.dirt(dmy(q.human, '/')), tp_sexo: q.human.female ? 'F' : 'M', nm_mae: q.dirt(q.other().full.toUpperCase()), ds_email: q.dirt(q.human.email), nr_celular: q.dirt(q.human.phone, 0.1), ds_endereco: q.dirt(q.human.street), nm_cidade: q.human.city, sg_uf: q.pick(['PR', 'CE', 'GO', 'AM', 'RJ', 'SC']), nr_cep: `${q.digits(5)}-${q.digits(3)}`, ds_senha: q.hex(32), vl_renda: `R$ ${q.int(1, 12)}.${q.digits(3)},00`, score_serasa: q.int(120, 990),
      fl_ativo: q.of('S|N'), cd_loja: q.int(1, 40), dt_cadastro: q.sql(2000), dt_ult_compra: q.maybe(0.7, q.sql(300)), qt_pedidos: q.int(0, 60), vl_ticket: q.round(q.next() * 500, 2), cd_segmento: q.of('OURO|PRATA|BRONZE'), fl_newsletter: q.int(0, 1), cd_origem: q.of('site|app|loja'), id_carrinho: q.uuid(), cd_cupom: q.maybe(0.2, `BLACK${q.int(5, 50)}`), nr_versao: q.int(1, 7), cd_vendedor: q.int(100, 199), hash_dedupe: q.hex(16), nr_pontos: q.int(0, 9000), tx_conv: q.round(q.next(), 4),
    }),
  ),
  table(
    'anketa_mvd', 'ru',
    `familiya: name.family
     imya: name.given
     otchestvo: name.given|name.person ~name.family
     data_rozhd: birth.date
     mesto_rozhd: birth.place
     pasport: id.ru.passport
     snils: id.ru.snils
     adres_reg: contact.address
     telefon: contact.phone|contact.phone-national
     sudimost: criminal.record
     semeynoe: family.marital-status
     mesto_raboty: employment.employer
     natsionalnost: special.ethnicity ~birth.nationality
     foto: image.photo
     primechanie: ~communication.free-text ~criminal.record`,
    (q) => ({
      id: q.i, familiya: q.dirt(q.human.family), imya: q.dirt(q.human.given), otchestvo: `${q.pick(['Александр', 'Виктор', 'Иван', 'Олег'])}${q.human.female ? 'овна' : 'ович'}`, data_rozhd: q.dirt(dmy(q.human)), mesto_rozhd: `г. ${q.human.city}`, pasport: q.dirt(`${q.digits(2)} ${pad(q.int(1, 24))} ${q.digits(6)}`), snils: q.dirt(ruSnils(q)), adres_reg: q.dirt(`г. ${q.human.city}, ${q.human.street}`), telefon: q.dirt(q.human.phone, 0.15), sudimost: q.of('нет|нет|ст. 158 УК РФ|ст. 228 ч.1 УК РФ|погашена'), semeynoe: q.of('женат|холост|замужем|разведена|не замужем'), mesto_raboty: q.of('ООО «Вымпел»|не работает|АО «Тулачермет»|МБОУ СОШ № 7|ИП Зуев'), natsionalnost: q.of('русский|татарин|украинка|чеченец|армянин'), foto: `/storage/foto/${q.hex(8)}.jpg`,
      otdel: q.digits(3), nomer_dela: `${q.int(1, 12)}-${q.int(1, 999)}/26`, status: q.of('новое|в работе|закрыто'), operator: `op${q.int(1, 30)}`, dt_sozd: q.sql(600), dt_izm: q.sql(200), prioritet: q.int(1, 5), kol_fail: q.int(0, 12), hash: q.hex(64), ver: '2.14.1', kod_podr: `${q.digits(3)}-${q.digits(3)}`, arhiv: q.chance(0.1), istochnik: q.of('ГУВМ|ЗИЦ|ручной'), ssylka: q.int(1, 90_000), primechanie: q.maybe(0.3, q.of('проверить|дубль?|запрос отправлен')), seriya_lic: q.chars(2, 'АВЕК'), kontr: q.digits(1), etap: q.int(0, 7),
    }),
  ),
  table(
    'abonent_cdr', 'ru',
    `msisdn_a: contact.phone|contact.phone-national|communication.call-record ~communication.call-record ~contact.phone ~contact.phone-national
     msisdn_b: contact.phone|contact.phone-national|communication.call-record ~communication.call-record ~contact.phone ~contact.phone-national
     imsi: device.imsi
     imei: device.imei
     lac_cell: location.cell
     dur_sec: communication.call-record
     call_ts: ~communication.call-record`,
    (q) => ({
      cdr_id: 70_000_000_000 + q.i * 7, rec_type: q.of('MOC|MTC|SMS_MO|SMS_MT|GPRS'), msisdn_a: `79${q.digits(9)}`, msisdn_b: `79${q.digits(9)}`, imsi: `25002${q.digits(10)}`, imei: imei(q), lac_cell: `250-02-${q.int(1000, 65_000)}-${q.int(1, 65_535)}`, call_ts: q.sql(30), dur_sec: q.int(0, 2400), bytes_up: q.int(0, 9_000_000), bytes_dn: q.int(0, 90_000_000), trunk_in: `T${q.int(100, 299)}`, trunk_out: `T${q.int(100, 299)}`, switch: q.of('MSC-TUL1|MSC-SAR2'), cause: q.int(0, 31), charge: q.round(q.next() * 12, 4), tariff: q.int(10, 99), roam: 0, seq: q.i, filename: `CDR${q.day(30).replaceAll('-', '')}_${q.int(1, 96)}.dat`, rat: q.of('2G|3G|4G'), qos: q.int(1, 9), apn: 'internet', checksum: q.int(0, 65_535), partial: 0, record_len: q.int(180, 260), loaded: q.ago(30),
    }),
  ),
  table(
    'hasta_kayit', 'tr',
    `TCKimlik: id.tr.tckn
     AdSoyad: name.person
     DogumTarihi: birth.date
     Cinsiyet: birth.sex
     CepTel: contact.phone-national|contact.phone
     Adres: contact.address
     Il: location.region|contact.address
     Tani: health.diagnosis
     KanGrubu: health.blood-group
     Doktor: name.person
     AnneAdi: family.relative|name.given ~name.given ~name.person ~family.relative
     Meslek: employment.job
     Gebelik: ~health.diagnosis`,
    (q) => ({
      ProtokolNo: 2_600_000 + q.i, TCKimlik: q.dirt(q.chance(0.5) ? Number(trTckn(q)) : trTckn(q)), AdSoyad: q.dirt(q.human.full.toLocaleUpperCase('tr')), DogumTarihi: q.dirt(dmy(q.human)), Cinsiyet: q.human.female ? 'K' : 'E', CepTel: q.dirt(q.human.phone), Adres: q.dirt(q.human.street), Il: q.human.city, Tani: q.of('Akut farenjit|Hipertansiyon|Migren|Diyabet|Anemi'), KanGrubu: q.of('A Rh+|0 Rh+|B Rh+|AB Rh+|A Rh-'), Doktor: `Uzm. Dr. ${q.other().full}`, AnneAdi: q.other().given, Meslek: q.of('Ev hanımı|İşçi|Emekli|Öğrenci|Memur'), Gebelik: q.of('H|H|E'),
      Bolum: q.of('Dahiliye|KBB|Çocuk|Acil'), SiraNo: q.int(1, 120), Islem: q.digits(6), Tutar: q.round(q.next() * 900, 2), KurumKodu: q.digits(5), TakipNo: q.chars(7, `${UPPER}0123456789`), Provizyon: q.of('N|I|T'), GelisTarihi: q.iso(365), CikisTarihi: q.maybe(0.8, q.iso(360)), FaturaNo: `A${q.digits(9)}`, Sube: q.int(1, 6), KayitEden: 'vezne2', Degistiren: null, Silindi: false, Rowguid: q.uuid(), Yas_Grubu: q.of('0-18|19-40|41-65|65+'), Triaj: q.of('YEŞİL|SARI|KIRMIZI'), Ekran: q.int(1, 4), Randevu: q.int(0, 1), SonucKodu: `S${q.int(100, 999)}`,
    }),
  ),
  table(
    'الموظفون', 'ar',
    `الاسم_الكامل: name.person
     الرقم_القومي: id.eg.national
     تاريخ_الميلاد: birth.date
     النوع: birth.sex
     الديانة: special.religion
     الحالة_الاجتماعية: family.marital-status
     الهاتف: contact.phone-national|contact.phone
     العنوان: contact.address
     المدينة: location.region|contact.address
     الوظيفة: employment.job
     الراتب: employment.salary
     البريد: contact.email`,
    (q) => ({
      م: q.i + 1, الاسم_الكامل: q.dirt(`${q.human.given} ${q.other().given} ${q.human.family}`), الرقم_القومي: q.dirt(egId(q, q.human)), تاريخ_الميلاد: q.dirt(dmy(q.human, '/')), النوع: q.human.female ? 'أنثى' : 'ذكر', الديانة: q.of('مسلم|مسلم|مسيحي'), الحالة_الاجتماعية: q.of('متزوج|أعزب|مطلق|أرمل'), الهاتف: q.dirt(q.human.phone), العنوان: q.dirt(q.human.street), المدينة: q.human.city, الوظيفة: q.of('محاسب|مهندس مدني|سائق|مدير إداري|فني صيانة'), الراتب: q.int(4000, 30_000), البريد: q.dirt(q.human.email, 0.15),
      القسم: q.of('المالية|المبيعات|المخازن'), الفرع: q.int(1, 9), رقم_القرار: `${q.int(1, 400)}/2026`, تاريخ_التعيين: q.day(5000), الدرجة: q.int(1, 9), رصيد_الإجازات: q.int(0, 45), الحالة: q.of('نشط|موقوف|منتهي'), كود_المشروع: `PRJ${q.digits(4)}`, ساعات_إضافية: q.round(q.next() * 40, 1), ملاحظات: q.maybe(0.2, q.of('مراجعة|تم|قيد التنفيذ')), آخر_تعديل: q.sql(90), ترتيب: q.int(1, 500), معرف: q.uuid(), نسخة: '1.3.0', نوع_العقد: q.of('دائم|مؤقت'), النظام: 'HR2', الدفعة: q.int(1, 30),
    }),
  ),
  table(
    'ry_xx', 'zh',
    `xm: name.han|name.person
     gmsfhm: id.cn.resident
     xb: birth.sex
     mz: special.ethnicity
     csrq: birth.date
     hjdz: contact.address
     xzz: contact.address
     lxdh: contact.phone-cn-mobile|contact.phone
     zzmm: special.politics
     whcd: ~education.result ~education.school
     hyzk: family.marital-status
     zjxy: special.religion
     zdry_bz: criminal.watch-list
     zp: image.photo
     gzdw: employment.employer
     cphm: vehicle.plate-cn|vehicle.plate
     bz: ~communication.free-text`,
    (q) => ({
      zj_id: q.hex(32), xm: q.dirt(q.human.full), gmsfhm: q.dirt(cnId(q, q.human)), xb: q.human.female ? '女' : '男', mz: q.of('汉族|维吾尔族|回族|哈萨克族|满族'), csrq: ymd(q.human), hjdz: q.dirt(q.human.city + q.human.street), xzz: q.dirt(q.human.street), lxdh: q.dirt(q.human.phone), zzmm: q.of('群众|中共党员|共青团员|民主党派'), whcd: q.of('初中|高中|大学本科|小学|大专'), hyzk: q.of('已婚|未婚|离异|丧偶'), zjxy: q.of('无|伊斯兰教|佛教|基督教'), zdry_bz: q.of('否|否|涉稳重点人员|前科人员|吸毒人员'), zp: `group1/M00/${q.hex(2).toUpperCase()}/${q.hex(10)}.jpg`, gzdw: q.of('无|市第一中学|昌盛物流有限公司|县医院|自由职业'), cphm: q.maybe(0.5, `豫${q.pick([...'ABC'])}${q.chars(5, '0123456789ABCDEFGH')}`),
      pcsdm: q.digits(12), jwh: `${q.int(1, 20)}号网格`, sjly: q.of('常口|流口|自采'), rksj: q.sql(500), gxsj: q.sql(100), sczt: '0', czr: `admin${q.int(1, 5)}`, bbh: q.int(1, 9), sfyx: '1', xh: q.i, bz: q.maybe(0.2, q.of('已核实|重复|待走访')), zt: q.of('1|2|3'), lx: pad(q.int(1, 9)), dwdm: `${q.digits(9)}`, pxh: q.int(1, 999), scbz: false, tbzt: q.int(0, 2), ywlsh: `${q.day(30).replaceAll('-', '')}${q.digits(8)}`, jd_id: q.int(100, 999), wgbm: `WG${q.digits(6)}`,
    }),
  ),
  table(
    '快递订单', 'zh',
    `收件人: name.han|name.person
     收件电话: contact.phone-cn-mobile|contact.phone
     收件地址: contact.address
     寄件人: name.han|name.person
     寄件电话: contact.phone-cn-mobile|contact.phone
     快递员: name.han|name.person
     备注: ~communication.free-text`,
    (q) => ({
      运单号: `SF${q.digits(13)}`, 收件人: q.dirt(q.human.full), 收件电话: q.dirt(q.human.phone), 收件地址: q.dirt(q.human.city + q.human.street), 寄件人: q.dirt(q.other().full), 寄件电话: q.other().phone, 快递员: q.other().full, 重量: q.round(q.next() * 12, 2), 件数: q.int(1, 4), 品名: q.of('衣服|手机壳|茶叶|图书|日用品'), 运费: q.round(8 + q.next() * 20, 2), 付款方式: q.of('寄付|到付|月结'), 状态: q.of('已签收|派送中|运输中|退回'), 揽收时间: q.sql(60), 签收时间: q.maybe(0.6, q.sql(50)), 网点编码: `W${q.digits(6)}`, 路由: q.int(1, 14), 保价: q.int(0, 2000), 面单模板: q.of('M1|M2'), 条码: `69${q.digits(11)}`, 客户编码: `K${q.digits(8)}`, 备注: q.maybe(0.2, q.of('放门口|放驿站|轻拿轻放')), 订单来源: q.of('淘宝|拼多多|微信'), 批次: q.int(1, 60), 格口: `${q.pick([...'ABC'])}${q.int(1, 60)}`, 更新: q.ago(40), 温层: q.of('常温|冷藏'),
    }),
  ),
  table(
    '会員マスタ', 'ja',
    `氏名: name.person|name.han
     フリガナ: name.person
     生年月日: birth.date
     性別: birth.sex
     電話番号: contact.phone-national|contact.phone
     メール: contact.email
     郵便番号: location.postcode
     住所: contact.address
     マイナンバー: id.jp.my-number`,
    (q) => ({
      会員番号: `M${pad(q.i + 20_000, 8)}`, 氏名: q.dirt(q.human.full), フリガナ: q.of('サトウ ケンタ|スズキ ミサキ|タカハシ タカシ|ヤマモト ケイコ|カトウ ナオキ'), 生年月日: q.dirt(ymd(q.human, '/')), 性別: q.human.female ? '女性' : '男性', 電話番号: q.dirt(q.human.phone), メール: q.dirt(q.human.email), 郵便番号: `${q.digits(3)}-${q.digits(4)}`, 住所: q.dirt(q.human.city + q.human.street), マイナンバー: q.maybe(0.6, jpMyNumber(q)),
      入会日: q.day(3000), ランク: q.of('一般|シルバー|ゴールド'), ポイント: q.int(0, 30_000), 店舗コード: q.digits(4), 最終購入日: q.maybe(0.7, q.day(400)), 購入回数: q.int(0, 90), 退会フラグ: q.int(0, 1), メルマガ: q.of('可|不可'), 備考: q.maybe(0.1, q.of('DM不要|重複')), 更新日時: q.sql(200), 更新者: 'batch', 区分: q.of('A|B|C'), 税区分: q.int(1, 3), 単価: q.int(100, 9000), JAN: `49${q.digits(11)}`, バージョン: q.int(1, 9), 連番: q.i, 棚番: `${q.pick([...'ABC'])}-${q.int(1, 40)}-${q.int(1, 9)}`, 温度帯: q.of('常温|冷蔵'),
    }),
  ),
  table(
    '회원정보', 'ko',
    `이름: name.person|name.han
     주민등록번호: id.kr.rrn
     휴대폰: contact.phone-national|contact.phone
     이메일: contact.email
     주소: contact.address
     생년월일: birth.date
     비밀번호: credential.hash.sha256
     계좌번호: financial.bank-account
     직업: employment.job
     성별: birth.sex`,
    (q) => ({
      회원번호: 10_000 + q.i, 아이디: q.chars(q.int(6, 10), 'abcdefghijklmnoprstuy0123456789'), 이름: q.dirt(q.human.full), 주민등록번호: q.dirt(krRrn(q, q.human)), 휴대폰: q.dirt(q.human.phone), 이메일: q.dirt(q.human.email), 주소: q.dirt(`${q.human.city} ${q.human.street}`), 생년월일: yy(q.human), 성별: q.human.female ? '여' : '남', 비밀번호: q.hex(64), 계좌번호: `${q.digits(3)}-${q.digits(6)}-${q.digits(2)}-${q.digits(3)}`, 직업: q.of('회사원|학생|자영업|주부|공무원'),
      등급: q.of('일반|우수|VIP'), 가입일: q.sql(2500), 최근접속: q.sql(100), 적립금: q.int(0, 50_000), 쿠폰수: q.int(0, 9), 추천코드: q.chars(6, `${UPPER}0123456789`), 탈퇴여부: q.of('N|Y'), 마케팅동의: q.of('Y|N'), 상태코드: q.int(0, 9), 지점코드: q.digits(3), 주문수: q.int(0, 200), 총금액: q.int(0, 9_000_000), 비고: null, 버전: '3.2', 순번: q.i, 로그ID: q.int(1_000_000, 9_999_999), 배송메모: q.maybe(0.3, q.of('문앞|경비실|부재시 연락')),
    }),
  ),
  table(
    'labharthi_suchi', 'hi',
    `नाम: name.person
     पिता_का_नाम: family.relative|name.person ~name.person ~family.relative
     आधार_संख्या: id.in.aadhaar
     जन्म_तिथि: birth.date
     लिंग: birth.sex
     जाति: special.caste
     मोबाइल: contact.phone-national|contact.phone
     पता: contact.address
     pan_no: id.in.pan
     ifsc: financial.in-ifsc
     khata_sankhya: financial.bank-account`,
    (q) => ({
      क्रमांक: q.i + 1, नाम: q.dirt(q.human.full), पिता_का_नाम: q.dirt(q.other().full), आधार_संख्या: q.dirt(inAadhaar(q)), जन्म_तिथि: q.dirt(dmy(q.human, '-')), लिंग: q.human.female ? 'महिला' : 'पुरुष', जाति: q.of('सामान्य|ओबीसी|अनुसूचित जाति|अनुसूचित जनजाति'), मोबाइल: q.dirt(q.human.phone), पता: q.dirt(q.human.street), pan_no: q.maybe(0.5, inPan(q)), ifsc: `${q.pick(['SBIN', 'PUNB', 'HDFC', 'BARB'])}0${q.digits(6)}`, khata_sankhya: q.digits(q.int(11, 14)),
      gram_code: q.digits(6), block: q.of('BLK1|BLK2|BLK3'), yojana: q.of('PMAY|NREGA|UJJWALA'), rashi: q.int(500, 6000), kist: q.int(1, 12), sthiti: q.of('स्वीकृत|लंबित|अस्वीकृत'), batch_id: `B${q.digits(8)}`, utr: `${q.pick(['SBIN', 'UTIB'])}${q.chars(1, UPPER)}${q.digits(17)}`, payment_date: q.day(300), fto_no: `UP${q.digits(7)}_${q.digits(6)}FTO_${q.digits(6)}`, verified: q.chance(0.8), remarks: q.maybe(0.2, q.of('ok|dup|mismatch')), created: q.sql(400), upd: q.ago(100), sr: q.int(1, 90), fin_year: '2026-27', ward: q.int(1, 40),
    }),
  ),
  table(
    'data_pemilih', 'id',
    `nik: id.id.nik
     nama: name.person
     tempat_lahir: birth.place
     tgl_lahir: birth.date
     jenis_kelamin: birth.sex
     alamat: contact.address
     agama: special.religion
     status_kawin: family.marital-status
     no_hp: contact.phone-national|contact.phone
     pekerjaan: employment.job
     disabilitas: health.disability
     nkk: ~id.id.nik ~property.household`,
    (q) => ({
      no: q.i + 1, nkk: `3273${q.digits(12)}`, nik: q.dirt(idNik(q, q.human)), nama: q.dirt(q.human.full.toUpperCase()), tempat_lahir: q.human.city.toUpperCase(), tgl_lahir: dmy(q.human, '|'), jenis_kelamin: q.human.female ? 'P' : 'L', alamat: q.dirt(q.human.street), agama: q.of('Islam|Kristen|Katolik|Hindu|Buddha'), status_kawin: q.of('S|B|P'), no_hp: q.dirt(q.human.phone, 0.3), pekerjaan: q.of('Wiraswasta|Petani|Buruh harian lepas|Guru|Ibu rumah tangga'), disabilitas: q.of('0|0|0|1|2'),
      rt: pad(q.int(1, 20), 3), rw: pad(q.int(1, 12), 3), tps: q.int(1, 60), kel: q.digits(4), kec: q.of('COBLONG|CICENDO|REGOL'), sumberdata: q.of('dp4|dpt'), ket: '', filter: q.int(0, 1), updated: q.ago(900), idx: q.hex(24), valid: true, ganda: q.chance(0.02), file: `A.${q.int(1, 5)}-KWK.pdf`, urut: q.int(1, 300), jml: q.int(1, 8), kode_wil: `32.73.${q.digits(2)}.${q.digits(4)}`,
    }),
  ),
  table(
    'hoc_sinh', 'vi',
    `ho_ten: name.person
     ngay_sinh: birth.date
     gioi_tinh: birth.sex
     dan_toc: special.ethnicity
     so_cccd: id.vn.cccd
     dia_chi: contact.address
     ten_phu_huynh: family.relative|name.person ~name.person ~family.relative
     sdt_phu_huynh: contact.phone-national|contact.phone ~family.relative
     lop: education.school
     diem_tb: education.result
     hoc_luc: ~education.result
     hanh_kiem: ~education.result
     ma_hs: ~education.student-number`,
    (q) => ({
      ma_hs: `HS${q.digits(8)}`, ho_ten: q.dirt(q.human.full), ngay_sinh: dmy({ ...q.human, born: new Date(Date.UTC(q.int(2009, 2016), q.int(0, 11), q.int(1, 28))) }, '/'), gioi_tinh: q.human.female ? 'Nữ' : 'Nam', dan_toc: q.of('Kinh|Tày|Thái|Mường|Hoa'), so_cccd: q.dirt(vnCccd(q, q.human)), dia_chi: q.dirt(q.human.street), ten_phu_huynh: q.dirt(q.other().full), sdt_phu_huynh: q.dirt(q.human.phone), lop: q.of('6A1|7B2|8A3|9C1'), diem_tb: q.round(4 + q.next() * 6, 1), hoc_luc: q.of('Giỏi|Khá|Trung bình|Yếu'), hanh_kiem: q.of('Tốt|Khá'),
      nam_hoc: '2026-2027', hoc_ky: q.int(1, 2), so_buoi_nghi: q.int(0, 9), hoc_phi: q.int(100, 900) * 1000, da_dong: q.chance(0.8), so_bien_lai: q.digits(7), xe_buyt: q.of('T1|T2|'), an_trua: q.int(0, 1), ngay_tao: q.iso(300), nguoi_tao: 'gv01', trang_thai: q.of('dang_hoc|bao_luu|chuyen_truong'), stt: q.int(1, 45), phong: q.int(101, 405), ma_truong: q.digits(8), phien_ban: 4, ghi_chu: q.maybe(0.1, 'đã nộp hồ sơ'), qr: q.hex(20),
    }),
  ),
  table(
    'ئاھالە_تىزىملىكى', 'ug',
    `ئىسىم_فامىلە: name.person
     كىملىك_نومۇرى: id.cn.resident
     تۇغۇلغان_ۋاقتى: birth.date
     جىنسى: birth.sex
     مىللىتى: special.ethnicity
     ئادرېس: contact.address
     تېلېفون: contact.phone-cn-mobile|contact.phone
     دىنى_ئېتىقادى: special.religion
     خىزمەت_ئورنى: employment.employer`,
    (q) => ({
      رەت: q.i + 1, ئىسىم_فامىلە: q.dirt(q.human.full), كىملىك_نومۇرى: q.dirt(cnId(q, q.human)), تۇغۇلغان_ۋاقتى: ymd(q.human, '-'), جىنسى: q.human.female ? 'ئايال' : 'ئەر', مىللىتى: q.of('ئۇيغۇر|قازاق|خۇيزۇ|خەنزۇ|قىرغىز'), ئادرېس: q.dirt(`${q.human.city} ${q.human.street}`), تېلېفون: q.dirt(q.human.phone), دىنى_ئېتىقادى: q.of('ئىسلام|يوق'), خىزمەت_ئورنى: q.of('ناھىيەلىك دوختۇرخانا|2-ئوتتۇرا مەكتەپ|يوق|شىركەت'), كەنت_كودى: q.digits(12), ئائىلە_سانى: q.int(1, 8), تەكشۈرۈلگەن: q.chance(0.7), نومۇر: q.int(1, 900), ھالىتى: q.of('1|2'), يېڭىلانغان: q.sql(200), قۇرغۇچى: 'user3', گۇرۇپپا: q.int(1, 30), تۈرى: q.of('A|B|C'), سانى: q.int(0, 50), باھاسى: q.round(q.next() * 90, 2), كود: q.hex(12), نەشر: '1.0.4', تەرتىپ: q.int(1, 99),
    }),
  ),
  table(
    'ride_trips', 'id',
    `rider.name: name.person
     rider.phone: contact.phone|contact.phone-national
     driver.name: name.person
     driver.plate: vehicle.plate
     pickup.lat: location.gps.latitude
     pickup.lng: location.gps.longitude
     pickup.address: contact.address
     dropoff.lat: location.gps.latitude
     dropoff.lng: location.gps.longitude
     dropoff.address: contact.address
     device.ip: device.ip
     device.ad_id: device.advertising-id
     card_last4: ~financial.payment-card
     trip_id: ~key.uuid
     device.model: ~device.user-agent
     note: ~communication.free-text`,
    (q) => ({
      trip_id: q.uuid(), rider: { id: q.int(100_000, 999_999), name: q.human.full, phone: `+628${q.int(11, 59)}${q.digits(8)}`, rating: q.round(3 + q.next() * 2, 2), tier: q.of('basic|silver|gold') }, driver: { id: q.int(1000, 9999), name: q.other().full, plate: `${q.pick(['D', 'B', 'L', 'BK'])} ${q.int(1000, 9999)} ${q.chars(2, UPPER)}`, score: q.round(q.next(), 3) },
      pickup: { lat: q.round(-6.9 + q.next() * 0.2, 6), lng: q.round(107.5 + q.next() * 0.3, 6), address: q.human.street, zone: `Z${q.int(1, 40)}` }, dropoff: { lat: q.round(-6.9 + q.next() * 0.2, 6), lng: q.round(107.5 + q.next() * 0.3, 6), address: q.other().street, zone: `Z${q.int(1, 40)}` },
      device: { os: q.of('android|ios'), ver: `${q.int(9, 16)}.${q.int(0, 4)}`, model: q.of('SM-A155F|CPH2565|iPhone14,5|M2101K6G'), ip: `${q.pick([36, 103, 114, 180])}.${q.int(1, 250)}.${q.int(1, 250)}.${q.int(1, 250)}`, ad_id: q.uuid(), app: `8.${q.int(1, 90)}.${q.int(0, 9)}` },
      fare: { base: 7000, km: q.round(q.next() * 18, 2), min: q.int(4, 70), surge: q.pick([1, 1, 1.2, 1.5]), total: q.int(9, 150) * 1000, currency: 'IDR', promo: q.maybe(0.2, `HEMAT${q.int(10, 50)}`) }, card_last4: q.maybe(0.5, q.digits(4)), status: q.of('completed|cancelled|no_driver'), requested_at: q.iso(60), eta_s: q.int(60, 900), dispatch: { tries: q.int(1, 5), algo: 'v7', cell: q.int(1, 5000), latency_ms: q.int(20, 900) }, note: q.maybe(0.2, q.of('di depan gerbang|pakai helm besar')), version: q.int(1, 12), shard: q.int(0, 63),
    }),
  ),
  table(
    'payments_in', 'en',
    `payer_vpa: financial.payment-alias
     contact: contact.phone|contact.phone-national
     email: contact.email
     card.pan: financial.payment-card
     card.exp: financial.card-expiry
     card.holder: name.person
     ip: device.ip
     method: ~financial.payment-alias
     card.network: ~financial.payment-card`,
    (q) => ({
      id: `pay_${q.chars(14, 'ABCDEFGHJKabcdefghjk0123456789')}`, order_id: `order_${q.chars(14, 'ABCDEFGHJKabcdefghjk0123456789')}`, amount: q.int(100, 900_000), fee: q.int(0, 9000), tax: q.int(0, 900), currency: 'INR', status: q.of('captured|failed|authorized|refunded'), method: q.of('upi|card|netbanking'), payer_vpa: q.maybe(0.5, `${q.human.given.toLowerCase()}${q.int(1, 99)}@${q.pick(['oksbi', 'ybl', 'paytm', 'axl'])}`), contact: `+91${q.pick([...'987'])}${q.digits(9)}`, email: q.dirt(q.human.email), card: { pan: card(q), exp: `${pad(q.int(1, 12))}/${q.int(27, 32)}`, holder: q.human.full.toUpperCase(), network: q.of('Visa|MasterCard|RuPay'), issuer: q.of('HDFC|ICIC|SBIN') }, ip: `${q.pick([49, 106, 117, 157])}.${q.int(0, 255)}.${q.int(0, 255)}.${q.int(1, 254)}`,
      error_code: q.maybe(0.2, q.of('BAD_REQUEST_ERROR|GATEWAY_ERROR')), rrn: q.digits(12), auth_code: q.digits(6), acquirer: q.of('hdfc|axis'), created_at: Math.floor(q.ago(90) / 1000), captured: q.chance(0.8), attempts: q.int(1, 3), intl: false, settlement_id: `setl_${q.chars(14, 'ABCDEFGHJKabcdefghjk0123456789')}`, terminal: `T${q.digits(7)}`, mcc: q.pick(['5411', '5812', '4900', '5732']), risk: q.int(0, 99), webhook_ms: q.int(20, 900), gst: q.round(q.next() * 18, 2), batch: q.int(1, 300), notes: {},
    }),
  ),
];
