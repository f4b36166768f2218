import { luhn } from './checks.ts';
import { iban } from './identities-europe.ts';
import { two, year } from './identity.ts';
import { oneOf, positive, type Positive } from './positive.ts';
import { positiveMore } from './positives-more.ts';
import { positiveSecrets } from './positives-secrets.ts';
import type { Rng } from './random.ts';
import type { Json, RowContext } from './shape.ts';

const each = (make: (row: RowContext) => Json): Positive['begin'] => () => make;

const CARDS = ['4539', '4716', '5424', '5196', '2223', '371449', '6011', '622848', '2202'];
export function cardNumber(r: Rng): string {
  const head = r.pick(CARDS);
  const body = head + r.digits((head.startsWith('37') ? 14 : 15) - head.length);
  return body + luhn(body);
}

const dated = (row: RowContext): string => row.person.born.toISOString().slice(0, 10);
const dotted = (row: RowContext): string => dated(row).split('-').reverse().join('.');

/** A unicast address: the lowest bit of the first byte is 0. */
function mac(r: Rng, between: string): string {
  return [r.hex(1) + r.pick([...'02468ace']), ...Array.from({ length: 5 }, () => r.hex(2))].join(between);
}

export const positives: readonly Positive[] = [
  positive('contact.email', '', 's', 'email mail user_email', 'e_mail contactEmail emailAddress', each((row) => row.person.email)),
  positive('contact.email', 'ru', 's', 'почта', 'эл_почта', each((row) => row.person.email)),
  positive('contact.email', 'zh-CN', 's', '邮箱 yx', '电子邮箱', each((row) => row.person.email)),
  positive('contact.email', 'tr', 's', 'eposta', 'e_posta', each((row) => row.person.email)),
  positive('contact.phone contact.phone-national', 'ru tr es pt-BR fr de en-GB en-IN it pl ar', 's', 'phone mobile tel', 'phoneNumber mobileNo telephone', each((row) => row.person.phone)),
  positive('contact.phone-national contact.phone', 'en-US ja ko', 'w', 'phone home_phone', 'phone_number cellPhone', each((row) => row.person.phone)),
  positive('contact.phone-national contact.phone', 'de fr it', 'w', 'telefon telefono', 'handy téléphone', each(({ r }) => `0${r.int(1, 9)}${r.digits(2)} ${r.digits(6)}`)),
  positive('contact.phone-cn-mobile contact.phone contact.phone-national', 'zh-CN ug', 'w', 'sjh 手机号 lxdh', '手机 联系电话 mobile', each((row) => row.person.phone)),
  positive('contact.phone-cn-mobile contact.phone contact.phone-national', 'zh-CN', 'w', 'phone 手机', 'mobile_no 手机号码', each((row) => Number(row.person.phone))),
  positive('contact.phone contact.phone-national', 'ru', 'w', 'телефон', 'номер_телефона', each((row) => row.person.phone)),
  positive('contact.phone contact.phone-national', 'ar', 'w', 'هاتف', 'رقم_الهاتف', each((row) => row.person.phone)),
  positive('contact.phone contact.phone-national', 'es', 'w', 'telefono', 'móvil', each((row) => row.person.phone)),
  positive('contact.address', 'zh-CN', 's', '住址 hjdz', '家庭住址 现住址', each((row) => row.person.address)),
  positive('contact.address', 'ru', 's', 'адрес', 'адрес_проживания', each((row) => row.person.address)),
  positive('contact.address', 'tr de fr es it pl pt-BR', 's', 'adres address', 'home_address anschrift', each((row) => row.person.address)),
  positive('contact.address', 'en-US en-GB en-IN', 's', 'address street_address', 'home_address addressLine1', each((row) => row.person.address)),
  positive('contact.address', 'ja ko ug ar', 'w', 'address 住所', 'home_address عنوان', each((row) => row.person.address)),
  positive('name.person', 'en-US en-GB de fr es it pl pt-BR tr en-IN', 'w', 'full_name customer_name', 'fullName person_name', each((row) => row.person.full)),
  positive('name.person', 'ru', 'w', 'фио', 'ФИО', each((row) => `${row.person.family} ${row.person.given}`)),
  positive('name.person', 'ar', 'w', 'الاسم', 'الاسم_الكامل', each((row) => row.person.full)),
  positive('name.person', 'tr', 'w', 'adi_soyadi', 'ad_soyad', each((row) => row.person.full)),
  positive('name.person', 'ug', 'w', 'ئىسىم', 'ئىسىم_فامىلە', each((row) => row.person.full)),
  positive('name.han name.person', 'zh-CN', 'w', '姓名 xm', '姓名 realName', each((row) => row.person.full)),
  positive('name.person name.han', 'ja', 'w', '氏名', '名前', each((row) => row.person.full)),
  positive('name.person', 'ko', 'w', '이름', '성명', each((row) => row.person.full)),
  positive('name.given name.person', 'en-US en-GB de fr it pl', 'w', 'first_name given_name', 'firstName forename', each((row) => row.person.given)),
  positive('name.given name.person', 'es', 'w', 'nombre', 'nombre', each((row) => row.person.given)),
  positive('name.given name.person', 'ru', 'w', 'имя', 'имя', each((row) => row.person.given)),
  positive('name.family name.person', 'en-US en-GB de fr it pl', 'w', 'last_name surname', 'lastName family_name', each((row) => row.person.family)),
  positive('name.family name.person', 'es', 'w', 'apellidos', 'apellido', each((row) => row.person.family)),
  positive('name.family name.person', 'ru', 'w', 'фамилия', 'familiya', each((row) => row.person.family)),
  positive('name.family name.person', 'tr', 'w', 'soyadi', 'soyad', each((row) => row.person.family)),
  positive('birth.date', 'en-US en-GB fr es pt-BR zh-CN ja ko it', 'w', 'date_of_birth dob', 'birthDate birthday', each(dated)),
  positive('birth.date', 'de ru tr pl', 'w', 'geburtsdatum дата_рождения', 'dogum_tarihi birth_date', each(dotted)),
  positive('birth.date', 'zh-CN', 'w', 'csrq', '出生日期', each((row) => dated(row).replaceAll('-', ''))),
  positive('birth.date', 'zh-CN en-US', 'w', 'birthday', 'dateOfBirth', each((row) => ({ $date: row.person.born.toISOString() }))),
  positive('birth.date', 'es', 'w', 'fecha_nacimiento', 'fechaNacimiento', each((row) => dated(row).split('-').reverse().join('/'))),
  positive('birth.date', 'ar', 'w', 'تاريخ_الميلاد', 'تاريخ_الميلاد', each(dated)),
  positive('birth.age', '', 'w', 'age', 'age_years', each((row) => 2026 - year(row.person))),
  positive('birth.age', 'zh-CN', 'w', '年龄', '年龄', each((row) => 2026 - year(row.person))),
  positive('birth.sex', 'en-US en-GB fr de', 'w', 'gender sex', 'gender_code sex', each((row) => (row.person.female ? 'F' : 'M'))),
  positive('birth.sex', 'zh-CN', 's', '性别 xb', '性别', each((row) => (row.person.female ? '女' : '男'))),
  positive('birth.sex', 'ru', 'w', 'пол', 'пол', each((row) => (row.person.female ? 'женский' : 'мужской'))),
  positive('birth.sex', 'tr', 'w', 'cinsiyet', 'cinsiyeti', each((row) => (row.person.female ? 'Kadın' : 'Erkek'))),
  positive('birth.sex', 'ar', 'w', 'الجنس', 'الجنس', each((row) => (row.person.female ? 'أنثى' : 'ذكر'))),
  positive('birth.nationality', 'en-GB en-US', 'w', 'nationality', 'citizenship', oneOf('British|Polish|Indian|French|Turkish|Chinese')),
  positive('birth.nationality', 'ru', 'w', 'гражданство', 'гражданство', oneOf('Россия|Казахстан|Узбекистан|Беларусь')),
  positive('birth.place', 'en-GB tr', 'w', 'place_of_birth birth_place', 'birthPlace', (_r, words) => ({ r }) => r.pick(words.cities)),
  positive('birth.place', 'ru', 'w', 'место_рождения', 'место_рождения', (_r, words) => ({ r }) => r.pick(words.cities)),
  positive('employment.employer', '', 'w', 'employer', 'employer_name', (_r, words) => ({ r }) => r.pick(words.employers)),
  positive('employment.employer', 'zh-CN', 'w', '工作单位 gzdw', '工作单位', (_r, words) => ({ r }) => r.pick(words.employers)),
  positive('employment.employer', 'ru', 'w', 'место_работы', 'место_работы', (_r, words) => ({ r }) => r.pick(words.employers)),
  positive('employment.job', '', 'w', 'job_title occupation', 'jobTitle profession', (_r, words) => ({ r }) => r.pick(words.jobs)),
  positive('employment.job', 'zh-CN', 'w', '职业', '职务', (_r, words) => ({ r }) => r.pick(words.jobs)),
  positive('employment.salary', 'en-US de zh-CN', 'w', 'salary', 'annual_salary', each(({ r }) => r.int(24, 180) * 500)),
  positive('employment.employee-number', 'en-US zh-CN', 'w', 'employee_no', 'employeeNumber', each(({ r }) => `E${r.digits(6)}`)),
  positive('employment.evaluation', 'en-US', 'w', 'performance_review', 'performance_rating', oneOf('meets expectations|exceeds expectations|below expectations')),
  positive('education.student-number', 'en-GB zh-CN', 'w', 'student_no', 'studentNumber', each(({ r }) => `20${r.int(18, 25)}${r.digits(5)}`)),
  positive('education.school', 'en-GB en-US', 'w', 'school school_name', 'schoolName', each(({ r }) => `${r.pick(['Northgate', 'St Mary', 'Hillside', 'Riverside'])} ${r.pick(['Primary School', 'High School', 'Academy'])}`), 'employment.employer'),
  positive('education.result', 'en-GB', 'w', 'exam_result', 'exam_grade', oneOf('A|B|C|D|pass|fail')),
  positive('family.marital-status', 'en-GB de', 'w', 'marital_status', 'maritalStatus', oneOf('married|single|divorced|widowed')),
  positive('family.marital-status', 'zh-CN', 's', '婚姻状况 hyzk', '婚姻状况', oneOf('已婚|未婚|离异|丧偶')),
  positive('family.marital-status', 'tr', 'w', 'medeni_hal', 'medeni_durum', oneOf('evli|bekar|boşanmış')),
  positive('family.relative name.person', 'en-GB en-US de', 'w', 'mother_name spouse_name', 'fatherName emergency_contact_name', each(({ person }) => person.full)),
  positive('family.relative name.person name.han', 'zh-CN', 'w', '监护人 配偶', '父亲姓名', each(({ person }) => person.full)),
  positive('financial.payment-card', '', 's', 'card_number pan cc_number', 'cardNo creditCard card_pan', each(({ r }) => cardNumber(r))),
  positive('financial.payment-card', 'zh-CN', 's', '银行卡号 yhkh', '银行卡', each(({ r }) => {
    const body = `${r.pick(['622202', '621700', '622848', '621661'])}${r.digits(12)}`;
    return body + luhn(body);
  })),
  positive('financial.payment-card', 'en-US', 's', 'pan_num', 'card', each(({ r }) => cardNumber(r).replace(/(\d{4})(?=\d)/g, '$1 '))),
  positive('financial.iban', 'de', 's', 'iban konto', 'IBAN bankverbindung', each(({ r }) => iban('DE', r.digits(18)))),
  positive('financial.iban', 'fr it es pl tr', 's', 'iban', 'account_iban', each(({ r }) => iban('TR', r.digits(5) + '0' + r.digits(16)))),
  positive('financial.iban', 'en-GB', 's', 'iban', 'bank_account', each(({ r }) => iban('GB', r.pick(['NWBK', 'BARC', 'LOYD']) + r.digits(14)).replace(/(.{4})(?=.)/g, '$1 '))),
  positive('device.ip', '', 's', 'ip client_ip remote_addr', 'ipAddress src_ip login_ip', each(({ r }) => `${r.pick(['81', '93', '178', '203', '45'])}.${r.int(1, 254)}.${r.int(0, 255)}.${r.int(1, 254)}`)),
  positive('device.ip', '', 's', 'ipv6 ip6', 'client_ip6 addr6', each(({ r }) => `2a0${r.int(1, 9)}:${r.hex(4)}:${r.int(1, 9)}${r.hex(2)}::${r.int(1, 9)}${r.hex(3)}`)),
  positive('device.mac', '', 's', 'mac mac_address', 'wifi_mac macAddr', each(({ r }) => mac(r, ':'))),
  positive('device.mac', '', 's', 'bssid', 'bt_mac', each(({ r }) => mac(r, '-').toUpperCase())),
  positive('vehicle.plate-cn vehicle.plate', 'zh-CN ug', 's', 'cphm 车牌号', '号牌 plateNo', (_r, words) => ({ r }) => words.locale.plate(r)),
  positive('vehicle.plate', 'de fr es it pl tr en-GB en-IN ru en-US pt-BR', 'w', 'plate license_plate', 'plateNumber registration_plate', (_r, words) => ({ r }) => words.locale.plate(r)),
  positive('vehicle.plate', 'ru', 'w', 'госномер', 'грз', (_r, words) => ({ r }) => words.locale.plate(r)),
  positive('vehicle.plate', 'tr', 'w', 'plaka', 'plaka_no', (_r, words) => ({ r }) => words.locale.plate(r)),
  positive('special.ethnicity', 'zh-CN', 's', '民族 mz', '民族', oneOf('汉族|维吾尔族|回族|哈萨克族|满族|蒙古族|藏族')),
  positive('special.ethnicity', 'en-GB', 'w', 'ethnicity', 'ethnic_origin', oneOf('White British|Asian|Black African|Black Caribbean|Chinese|Mixed')),
  positive('special.ethnicity', 'ru', 'w', 'национальность', 'национальность', oneOf('русский|татарин|уйгур|казах|чуваш|башкир')),
  positive('special.ethnicity', 'ug', 'w', 'مىللىتى', 'مىللىتى', oneOf('ئۇيغۇر|خەنزۇ|قازاق|قىرغىز')),
  positive('special.ethnicity-code', 'zh-CN', 'w', 'mzdm', '民族代码', each(({ r }) => (r.chance(0.5) ? '01' : two(r.int(1, 56))))),
  positive('special.religion', 'en-GB en-US', 'w', 'religion', 'faith', oneOf('Christian|Muslim|Hindu|Jewish|Buddhist|Sikh|none')),
  positive('special.religion', 'zh-CN', 's', '宗教信仰 zjxy', '宗教信仰', oneOf('无|伊斯兰教|佛教|基督教|道教')),
  positive('special.religion', 'ru', 'w', 'вероисповедание', 'религия', oneOf('православие|ислам|буддизм|иудаизм')),
  positive('special.religion', 'ar', 'w', 'الديانة', 'الدين', oneOf('مسلم|مسيحي|يهودي')),
  positive('special.religion', 'tr', 'w', 'dini', 'din', oneOf('İslam|Hristiyan|Musevi')),
  positive('special.politics', 'zh-CN', 's', '政治面貌 zzmm', '政治面貌', oneOf('群众|中共党员|共青团员|民革党员')),
  positive('special.politics', 'en-US', 'w', 'political_party', 'party_affiliation', oneOf('Democrat|Republican|Independent|Green')),
  positive('special.sexuality', 'en-GB', 'w', 'sexual_orientation', 'sexualOrientation', oneOf('heterosexual|gay|lesbian|bisexual|prefer not to say')),
  positive('special.immigration', 'en-GB', 'w', 'immigration_status', 'residence_status', oneOf('settled|asylum seeker|refugee|work visa')),
  positive('special.union', 'en-GB', 'w', 'trade_union', 'union_membership', oneOf('Unite|Unison|GMB|none')),
  positive('special.military', 'en-US', 'w', 'military_status', 'veteran_status', oneOf('veteran|active duty|reserve|none')),
  positive('special.caste', 'en-IN', 'w', 'caste caste_category', 'casteCategory', oneOf('General|OBC|SC|ST')),
  positive('criminal.record', 'en-GB ru', 'w', 'criminal_record судимость', 'criminalRecord', oneOf('none|theft 2014|assault 2019|fraud 2020')),
  positive('criminal.watch-list', 'zh-CN', 's', '人员类别 重点人员', '重点人员类型', oneOf('重点人员|涉稳人员|涉恐人员|在逃人员')),
  positive('criminal.watch-list', 'en-US', 'w', 'watch_list', 'watchlist', oneOf('terrorism|no-fly|person of interest|none')),
  positive('communication.search-query', 'en-US', 'w', 'search_query', 'searchTerm', each(({ r }) => `${r.pick(['how to', 'cheap', 'best', 'near me'])} ${r.pick(['divorce lawyer', 'clinic', 'flights', 'job', 'hotel'])}`)),
  positive('communication.handle', 'zh-CN', 's', 'wechat 微信号', 'wxid', each(({ r }) => `wxid_${r.chars(14, 'abcdefghijklmnopqrstuvwxyz0123456789')}`)),
  ...positiveMore,
  ...positiveSecrets,
];
