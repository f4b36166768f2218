import type { Rng } from '../random.ts';

/** Names and ways of writing of one language, for the fresh part alone: no word list of the other parts is used. */
export interface Tongue {
  readonly women: string;
  readonly men: string;
  readonly families: string;
  readonly cities: string;
  readonly street: (r: Rng) => string;
  /** As people of the place type it, in more than one way. */
  readonly phone: (r: Rng) => string;
  /** How a full name is put together. */
  readonly join?: (given: string, family: string) => string;
  /** A woman's form of the family name. */
  readonly her?: (family: string) => string;
}

const n = (r: Rng, low: number, high: number): number => r.int(low, high);

export const tongues: Readonly<Record<string, Tongue>> = {
  en: {
    women: 'Olivia Grace Chloe Hannah Megan Ruth Imogen Priscilla Tamsin Beatrice Wendy Maxine Joanne Rhiannon',
    men: 'Callum Gareth Trevor Nigel Dwayne Marcus Elliot Wesley Ronan Spencer Clive Desmond Garrett Travis',
    families: 'Hargreaves Pritchard Whitlock Okafor Delgado Penrose Ashworth Mulligan Kowalczyk Fairbanks Lockhart Tremblay Nwosu Vance Rutherford Sealy',
    cities: 'Leeds|Bristol|Dayton|Tucson|Cardiff|Norwich|Spokane|Halifax|Dundee|Raleigh',
    street: (r) => `${n(r, 1, 240)} ${r.pick(['Orchard', 'Chapel', 'Kingsway', 'Birch', 'Station', 'Sycamore'])} ${r.pick(['Road', 'Lane', 'Ave', 'St', 'Close', 'Dr'])}`,
    phone: (r) => r.pick([() => `07${r.digits(3)} ${r.digits(6)}`, () => `+44 7${r.digits(3)} ${r.digits(6)}`, () => `+1 (${n(r, 201, 989)}) 5${r.digits(2)}-${r.digits(4)}`, () => `+1-${n(r, 201, 989)}-7${r.digits(2)}-${r.digits(4)}`])(),
  },
  de: {
    women: 'Gudrun Heike Svenja Marlene Annegret Katrin Friederike Lieselotte Ulrike Birgit Jördis Käthe',
    men: 'Jürgen Detlef Thorsten Heinz Matthias Rüdiger Holger Uwe Bastian Lukas Günther Söhnke',
    families: 'Brandt Köhler Seidel Überall Winkelmann Groß Lindemann Böttcher Stahl Reinhardt Özdemir Haase Krämer von_der_Heide',
    cities: 'Kassel|Rostock|Bielefeld|Göttingen|Ulm|Erfurt|Wuppertal|Regensburg',
    street: (r) => `${r.pick(['Lindenstr.', 'Am Anger', 'Goethestraße', 'Hauptstr.', 'Mühlenweg', 'Bahnhofstraße', 'Kirchgasse'])} ${n(r, 1, 140)}${r.chance(0.15) ? 'a' : ''}`,
    phone: (r) => r.pick([() => `0${n(r, 151, 179)}/${r.digits(7)}`, () => `+49 ${n(r, 151, 179)} ${r.digits(7)}`, () => `05${r.digits(2)}-${r.digits(6)}`])(),
  },
  fr: {
    women: 'Solène Mireille Aurélie Capucine Bérénice Océane Josiane Maëlys Ghislaine Noémie',
    men: 'Thibault Gaël Étienne Fabrice Loïc Raphaël Yannick Sylvain Cédric Hugues',
    families: 'Lefèvre Marchand Boulanger Chevallier Delacroix Guérin Picard Rousselle Besson Fontaine Le_Goff N\'Diaye',
    cities: 'Rennes|Limoges|Tours|Grenoble|Amiens|Pau|Brest',
    street: (r) => `${n(r, 1, 120)} ${r.pick(['rue', 'avenue', 'bd', 'impasse', 'chemin'])} ${r.pick(['des Lilas', 'Jean Jaurès', 'de la Gare', 'Victor Hugo', 'du Moulin'])}`,
    phone: (r) => r.pick([() => `06 ${r.digits(2)} ${r.digits(2)} ${r.digits(2)} ${r.digits(2)}`, () => `06.${r.digits(2)}.${r.digits(2)}.${r.digits(2)}.${r.digits(2)}`, () => `+33 7 ${r.digits(2)} ${r.digits(2)} ${r.digits(2)} ${r.digits(2)}`])(),
  },
  es: {
    women: 'Rocío Inmaculada Ximena Yolanda Valentina Consuelo Araceli Nuria Paloma Graciela',
    men: 'Íñigo Joaquín Ramiro Ulises Leandro Gonzalo Wilmer Facundo Isidro Germán',
    families: 'Zúñiga Quintero Aguirre Montoya Peralta Villalobos Ibáñez Cárdenas Echeverría Saldaña Muñoz Bravo',
    cities: 'Zaragoza|Murcia|Rosario|Guadalajara|Cali|Arequipa|Vigo',
    street: (r) => `${r.pick(['C/', 'Calle', 'Av.', 'Avda.', 'Plaza'])} ${r.pick(['Mayor', 'San Martín', 'de la Paz', 'Bolívar', 'Colón'])} ${n(r, 1, 400)}${r.chance(0.4) ? `, ${n(r, 1, 9)}º ${r.pick(['A', 'B', 'izq.', 'dcha.'])}` : ''}`,
    phone: (r) => r.pick([() => `6${r.digits(2)} ${r.digits(3)} ${r.digits(3)}`, () => `+34 6${r.digits(8)}`, () => `6${r.digits(8)}`])(),
    join: (given, family) => `${given} ${family}`,
  },
  pt: {
    women: 'Luciana Thaís Jussara Bianca Rosângela Débora Ivone Letícia Cleide Vitória',
    men: 'Thiago Gustavo Wellington Caio Rogério Davi Jair Otávio Leonardo Edson',
    families: 'Nascimento Cavalcanti Figueiredo Barros Teixeira Moura Queiroz Pinheiro da_Silva Brandão Rezende',
    cities: 'Curitiba|Fortaleza|Goiânia|Manaus|Niterói|Joinville',
    street: (r) => `${r.pick(['Rua', 'R.', 'Av.', 'Travessa'])} ${r.pick(['das Flores', 'Sete de Setembro', 'Brasil', 'XV de Novembro', 'Dom Pedro II'])}, ${n(r, 1, 2400)}${r.chance(0.4) ? ` apto ${n(r, 11, 204)}` : ''}`,
    phone: (r) => r.pick([() => `(${n(r, 11, 99)}) 9${r.digits(4)}-${r.digits(4)}`, () => `+55 ${n(r, 11, 99)} 9${r.digits(8)}`, () => `${n(r, 11, 99)}9${r.digits(8)}`])(),
  },
  ru: {
    women: 'Валентина Оксана Лариса Инна Марина Кристина Зинаида Эльвира Нина Лидия',
    men: 'Геннадий Валерий Борис Артём Кирилл Денис Ринат Семён Фёдор Глеб',
    families: 'Щербаков Ефимов Третьяков Зуев Мельников Горбунов Сафин Рябов Логинов Чернов Белоусов Тихонов',
    cities: 'Тула|Саратов|Барнаул|Иркутск|Рязань|Челябинск|Ижевск',
    street: (r) => `ул. ${r.pick(['Чапаева', 'Строителей', 'Пушкина', 'Октябрьская', 'Победы'])}, д. ${n(r, 1, 120)}${r.chance(0.3) ? `, корп. ${n(r, 1, 4)}` : ''}, кв. ${n(r, 1, 180)}`,
    phone: (r) => r.pick([() => `8 (9${r.digits(2)}) ${r.digits(3)}-${r.digits(2)}-${r.digits(2)}`, () => `+7 9${r.digits(2)} ${r.digits(3)} ${r.digits(2)} ${r.digits(2)}`, () => `89${r.digits(9)}`])(),
    join: (given, family) => `${family} ${given}`,
    her: (family) => `${family}а`,
  },
  tr: {
    women: 'Gülay Nermin Sibel Hülya Çiğdem Nurcan Pelin Şule Tülay İrem',
    men: 'Cengiz Tolga Ertuğrul Koray Orhan Yavuz Barış Süleyman Ufuk İlker',
    families: 'Erdoğdu Aksoy Taşkın Karabulut Uçar Sönmez Gündoğdu Ateş Bozkurt Yalçın Işık',
    cities: 'Samsun|Mersin|Denizli|Trabzon|Malatya|Sakarya',
    street: (r) => `${r.pick(['Yenişehir', 'Bahçelievler', 'Karşıyaka', 'Zafer'])} Mah. ${r.pick(['Lale', 'Menekşe', 'Şehit Ali', 'Okul'])} ${r.pick(['Sok.', 'Cad.'])} No:${n(r, 1, 88)}/${n(r, 1, 20)}`,
    phone: (r) => r.pick([() => `05${n(r, 30, 59)} ${r.digits(3)} ${r.digits(2)} ${r.digits(2)}`, () => `+90 5${n(r, 30, 59)} ${r.digits(7)}`, () => `5${n(r, 30, 59)}${r.digits(7)}`])(),
  },
  ar: {
    women: 'نجلاء سعاد إيمان رغد لمى وفاء بسمة أسماء منى حنان',
    men: 'زياد ماهر وليد بدر أنس نايف عصام جمال رامي سامر',
    families: 'العتيبي الدوسري الشمري بركات غانم الجبوري المالكي سلامة قاسم العلي الراشد',
    cities: 'طنطا|المنصورة|حلب|البصرة|إربد|تبوك',
    street: (r) => `شارع ${r.pick(['الملك عبدالله', 'الوحدة', 'بورسعيد', 'الأمير محمد', 'صلاح الدين'])}، ${r.pick(['حي الروضة', 'حي النزهة', 'عمارة'])} ${n(r, 1, 90)}`,
    phone: (r) => r.pick([() => `01${r.pick(['0', '1', '2', '5'])}${r.digits(8)}`, () => `+2010${r.digits(8)}`, () => `00201${r.pick(['1', '2'])}${r.digits(8)}`])(),
  },
  zh: {
    women: '淑华 凤英 雨桐 诗涵 丹 艳 翠兰 琳 倩 若曦',
    men: '德福 勇 涛 斌 一鸣 天佑 广平 超 少华 博文',
    families: '钱 崔 姜 戴 夏 钟 汪 田 任 范 方 石 姚 谭 廖 邹 熊 金 欧阳 司马',
    cities: '河南省郑州市|福建省厦门市|云南省昆明市|安徽省合肥市|甘肃省兰州市|河北省保定市',
    street: (r) => `${r.pick(['金水区', '思明区', '五华区', '蜀山区', '城关区'])}${r.pick(['文昌路', '东风街', '环城北路', '幸福大道'])}${n(r, 1, 320)}号${r.chance(0.6) ? `${n(r, 1, 30)}号楼${n(r, 1, 33)}0${n(r, 1, 4)}` : ''}`,
    phone: (r) => r.pick([() => `1${r.pick(['31', '34', '37', '51', '53', '57', '66', '73', '85', '87', '91', '98'])}${r.digits(8)}`, () => `1${r.pick(['36', '59', '82'])}-${r.digits(4)}-${r.digits(4)}`])(),
    join: (given, family) => family + given,
  },
  ja: {
    women: '美咲 陽菜 由美子 恵子 さくら 真由美 千尋 彩香',
    men: '健太 大輔 翔太 隆 浩二 直樹 拓也 一郎',
    families: '佐藤 鈴木 高橋 渡辺 山本 中村 小林 加藤 吉田 松本 井上 木村',
    cities: '東京都世田谷区|大阪府堺市|愛知県豊田市|福岡県久留米市|北海道旭川市',
    street: (r) => `${r.pick(['桜丘', '本町', '緑ヶ丘', '中央', '若葉台'])}${n(r, 1, 7)}-${n(r, 1, 30)}-${n(r, 1, 20)}`,
    phone: (r) => r.pick([() => `0${r.pick(['70', '80', '90'])}-${r.digits(4)}-${r.digits(4)}`, () => `0${r.pick(['80', '90'])}${r.digits(8)}`])(),
    join: (given, family) => `${family} ${given}`,
  },
  ko: {
    women: '지민 서연 은경 미영 하윤 수빈 영희 다은',
    men: '민준 성호 재현 동욱 영수 준호 태윤 상철',
    families: '김 이 박 최 정 강 조 윤 장 임 한 오 서',
    cities: '서울특별시 마포구|부산광역시 해운대구|대구광역시 수성구|경기도 수원시|인천광역시 연수구',
    street: (r) => `${r.pick(['월드컵로', '중앙대로', '동백로', '효원로'])} ${n(r, 1, 300)}, ${n(r, 101, 130)}동 ${n(r, 1, 25)}0${n(r, 1, 4)}호`,
    phone: (r) => r.pick([() => `010-${r.digits(4)}-${r.digits(4)}`, () => `010${r.digits(8)}`])(),
    join: (given, family) => family + given,
  },
  hi: {
    women: 'सुनीता प्रिया अंजलि कविता रेखा पूजा मीना ललिता',
    men: 'राहुल अमित विजय संजय मनोज अर्जुन दीपक राजेश',
    families: 'शर्मा वर्मा गुप्ता सिंह यादव मिश्रा पटेल जोशी चौहान',
    cities: 'लखनऊ|जयपुर|पटना|भोपाल|इंदौर',
    street: (r) => `मकान नं. ${n(r, 1, 400)}, ${r.pick(['गांधी नगर', 'सिविल लाइन्स', 'राजेन्द्र नगर'])}, वार्ड ${n(r, 1, 40)}`,
    phone: (r) => r.pick([() => `+91 ${r.pick(['9', '8', '7'])}${r.digits(4)} ${r.digits(5)}`, () => `${r.pick(['9', '8', '7'])}${r.digits(9)}`])(),
  },
  id: {
    women: 'Siti Dewi Ratna Wulan Ningsih Putri Lestari Indah',
    men: 'Agus Bambang Dedi Eko Joko Rizky Slamet Wahyu',
    families: 'Santoso Wijaya Hidayat Nugroho Siregar Simanjuntak Kusuma Halim Pratama Setiawan',
    cities: 'Bandung|Surabaya|Medan|Makassar|Semarang',
    street: (r) => `Jl. ${r.pick(['Merdeka', 'Diponegoro', 'Sudirman', 'Melati'])} No. ${n(r, 1, 200)} RT ${r.digits(2)}/RW ${r.digits(2)}`,
    phone: (r) => r.pick([() => `08${n(r, 11, 59)}-${r.digits(4)}-${r.digits(4)}`, () => `+628${n(r, 11, 59)}${r.digits(7)}`])(),
  },
  vi: {
    women: 'Lan Hương Thảo Ngọc Mai Linh Trang Hạnh',
    men: 'Hùng Dũng Tuấn Minh Quang Sơn Đức Khoa',
    families: 'Nguyễn_Thị Trần_Văn Lê_Thị Phạm_Văn Hoàng_Minh Vũ_Đình Đặng_Thu Bùi_Quốc',
    cities: 'Hà Nội|Đà Nẵng|Hải Phòng|Cần Thơ|Huế',
    street: (r) => `${n(r, 1, 300)} ${r.pick(['đường', 'phố'])} ${r.pick(['Lê Lợi', 'Trần Phú', 'Nguyễn Huệ', 'Hai Bà Trưng'])}, P. ${n(r, 1, 15)}`,
    phone: (r) => r.pick([() => `09${r.digits(8)}`, () => `+84 3${r.digits(8)}`, () => `03${r.digits(2)}.${r.digits(3)}.${r.digits(3)}`])(),
    join: (given, family) => `${family} ${given}`,
  },
  pl: {
    women: 'Grażyna Małgorzata Agnieszka Bożena Jolanta Wiesława Kinga Zofia',
    men: 'Zbigniew Krzysztof Mariusz Wojciech Przemysław Łukasz Tadeusz Bogdan',
    families: 'Wiśniewski Dąbrowski Zieliński Wróbel Jabłoński Głowacki Sikora Baran Czarnecki',
    cities: 'Łódź|Lublin|Białystok|Rzeszów|Gdynia|Bydgoszcz',
    street: (r) => `ul. ${r.pick(['Mickiewicza', 'Polna', 'Kościuszki', 'Leśna', 'Długa'])} ${n(r, 1, 120)}${r.chance(0.6) ? `/${n(r, 1, 60)}` : ''}`,
    phone: (r) => r.pick([() => `${n(r, 500, 799)} ${r.digits(3)} ${r.digits(3)}`, () => `+48${n(r, 500, 799)}${r.digits(6)}`, () => `${n(r, 500, 799)}-${r.digits(3)}-${r.digits(3)}`])(),
    her: (family) => (family.endsWith('ki') ? `${family.slice(0, -1)}a` : family),
  },
  ug: {
    women: 'ئايگۈل گۈلنار رەيھانگۈل مېھرىگۈل زۇلپىيە ھاجىرگۈل ئامىنە',
    men: 'ئەركىن تۇرسۇن ئابلىمىت قەيسەر ئىمىن مەمەت ئوسمان',
    families: 'روزى ئابدۇللا ھوشۇر تاشپولات غوپۇر سايىت ئەمەت',
    cities: 'خوتەن|قەشقەر|غۇلجا|تۇرپان',
    street: (r) => `${r.pick(['ئازادلىق يولى', 'گۈلباغ كوچىسى', 'تارىم يولى'])} ${n(r, 1, 180)}-نومۇر`,
    phone: (r) => `1${r.pick(['39', '50', '86', '99'])}${r.digits(8)}`,
  },
};
