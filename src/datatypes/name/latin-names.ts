import { wordTrie } from '../word-trie.ts';

/** Very common given names in the scripts of `name.person`; a column of names holds many of them, a column of places few. */
export const GIVEN = (
  'james john robert michael william david richard joseph thomas charles christopher daniel matthew anthony mark donald steven paul andrew joshua kenneth kevin brian george timothy ronald edward jason jeffrey ryan jacob gary nicholas eric jonathan stephen larry justin scott brandon benjamin samuel gregory alexander frank patrick raymond jack dennis jerry tyler aaron jose adam nathan henry peter zachary kyle noah ethan liam mason logan lucas oliver elijah harry oscar leo arthur max simon felix ' +
  'mary patricia jennifer linda elizabeth barbara susan jessica sarah karen lisa nancy betty margaret sandra ashley kimberly emily donna michelle carol amanda dorothy melissa deborah stephanie rebecca sharon laura cynthia kathleen amy angela shirley anna brenda pamela emma nicole helen samantha katherine christine debra rachel carolyn janet catherine maria heather diane ruth julie olivia joyce virginia victoria kelly lauren christina joan evelyn judith megan andrea cheryl hannah jacqueline martha gloria teresa sophia isabella ava mia charlotte amelia grace chloe lucy alice ella jane kate ' +
  'juan carlos luis jorge pedro miguel manuel antonio francisco javier fernando sergio alejandro rafael diego pablo ricardo eduardo roberto andrés ángel raúl enrique ramón carmen josé maría lucía isabel ana marta elena rosa pilar cristina sofía valentina camila gabriela mariana paula joão pedro paulo lucas mateus tiago rui nuno fernanda juliana beatriz inês ' +
  'jean pierre michel philippe alain nicolas christophe stéphane laurent julien françois marie nathalie isabelle sylvie céline camille léa manon chloé hans jürgen klaus wolfgang uwe dieter stefan andreas jens matthias tobias florian lukas leon jonas ursula monika petra sabine heike anja katrin lena johanna giuseppe marco francesco alessandro andrea luca matteo giulia chiara francesca sofia piotr krzysztof andrzej tomasz jan paweł michał marcin anna katarzyna małgorzata agnieszka ewa jan sven lars erik johan anders ingrid astrid kees pieter willem ' +
  'mehmet mustafa ahmet ali hüseyin hasan ibrahim ismail osman murat fatma ayşe emine hatice zeynep elif meryem mohammed muhammad mohamed ahmed omar youssef khalid abdullah abdul hassan hussein ibrahim fatima aisha maryam khadija zainab rajesh suresh ramesh sanjay amit rahul vijay anil sunil priya pooja sunita anita deepa kavita agus budi siti dewi nur nguyen minh anh thi somchai wei ming hiroshi takashi yuki kenji min joon ' +
  'иван александр сергей дмитрий андрей алексей максим евгений владимир николай михаил павел игорь олег виктор юрий антон денис артём роман илья кирилл константин анатолий василий борис пётр анна мария елена ольга наталья наталия татьяна ирина светлана екатерина юлия людмила галина валентина надежда анастасия дарья ксения виктория полина вера любовь нина оксана олександр сергій андрій дмитро микола михайло олена тетяна наталія ірина нұрлан ерлан айгүл динара гүлнар ' +
  'محمد احمد أحمد علي حسن حسين عبدالله عبد محمود مصطفى إبراهيم ابراهيم خالد عمر يوسف سعيد سالم صالح ناصر فاطمة عائشة مريم زينب خديجة نورة سارة ليلى هدى امل رضا مهدی زهرا فاطمه مەمەت ئەخمەت تۇرسۇن ئابدۇللا گۈلنار پاتىمە ئايگۈل'
).split(' ');

/** Very common surnames. */
export const SURNAMES = (
  "smith johnson williams brown jones garcia miller davis rodriguez martinez hernandez lopez gonzalez wilson anderson thomas taylor moore jackson martin lee perez thompson white harris sanchez clark ramirez lewis robinson walker young allen king wright scott torres nguyen hill flores green adams nelson baker hall rivera campbell mitchell carter roberts doe murphy kelly o'brien evans edwards hughes davies " +
  'garcía fernández gonzález rodríguez lópez martínez sánchez pérez gómez jiménez ruiz hernández díaz moreno álvarez muñoz romero silva santos oliveira souza pereira costa ferreira rodrigues almeida lima carvalho bernard dubois durand moreau petit leroy roux lefebvre müller schmidt schneider fischer weber meyer wagner becker schulz hoffmann schäfer koch bauer richter klein wolf mustermann musterfrau rossi russo ferrari esposito bianchi romano colombo nowak kowalski kowalska wiśniewski wójcik lewandowski jansen devries bakker visser jensen nielsen hansen johansson andersson karlsson nilsson ' +
  'yılmaz kaya demir çelik şahin yıldız yıldırım öztürk aydın özdemir arslan doğan kılıç aslan çetin örnek khan hussain singh kumar sharma patel gupta shah das reddy tran le pham hoang kim park choi jung tanaka suzuki sato watanabe wang li zhang liu chen yang huang zhao wu zhou'
).split(' ');

const names = wordTrie([...GIVEN, ...SURNAMES]);

/** Endings of surnames and patronymics of the East Slavic languages, and of Turkic surnames formed like them. */
const endings = wordTrie([
  'ович',
  'евич',
  'овна',
  'евна',
  'ична',
  'ович',
  'оглы',
  'кызы',
  'ұлы',
  'қызы',
  'енко',
  'ська',
  'ский',
  'ская',
  'ский',
  'ова',
  'ева',
  'ина',
  'ов',
  'ев',
  'ёв',
  'ин',
  'чук',
  'ко',
]);

/** Two to six words, one of them a very common name, or two Cyrillic words with name endings. */
export function latinNames(bytes: Uint8Array, start: number, end: number): boolean {
  let words = 1;
  for (let i = start; i < end; i++) if (bytes[i] === 0x20) words++;
  if (words > 6 || end - start > 120) return false;
  if (names.contains(bytes, start, end)) return true;
  const lead = bytes[start] ?? 0;
  if (lead !== 0xd0 && lead !== 0xd1) return false;
  let ended = 0;
  for (let from = start, i = start; i <= end; i++) {
    if (i < end && bytes[i] !== 0x20) continue;
    if (endings.endsToken(bytes, from, i)) ended++;
    from = i + 1;
  }
  return ended >= 2;
}
