import type { Catalogue } from '../match/catalogue.ts';
import type { Column } from '../columns/column.ts';
import { distinctRatio } from './distribution.ts';
import { foldName } from '../match/field-names.ts';
import { AUDIO_MAGICS, IMAGE_MAGICS, TEMPLATE_MAGICS } from '../columns/magics.ts';
import { nameEvidence } from './name-evidence.ts';
import { positions } from './positions.ts';
import type { Field } from './record.ts';
import type { Candidate } from './verdict.ts';
import { parentOf } from './verdict-words.ts';
import { candidate, FACE_WORDS, magicShare, typeOf, VOICE_WORDS, vectorTypes } from './vectors.ts';

/** Who says something to whom: what stands beside a message. */
const PARTY =
  /^(from|to|sender|recipient|receiver|author|speaker|conversation|chat|thread|dialog|room|channel)( user| id| name)*$|发送|接收|отправитель|получатель|المرسل|gonderen|alici/u;

export function isLongText(column: Column | undefined): boolean {
  if (column === undefined || column.close === 0 || (column.marks?.json ?? 0) > column.close * 0.5)
    return false;
  return column.freeTexts >= column.close * 0.25;
}

/** Names of what somebody wrote of a person: wider ones (`description`, `body`) are of goods and logs as often as of people. */
const NOTE =
  /(^| )(comment|comments|note|notes|remark|remarks|feedback|bio|about|sms|chat|evolucao|anamnesis|kommentar|bemerkung|bemerkungen|komentarz|commentaire|observaciones|observacoes|комментарии|примечание|примечания|comentario|comentarios|catatan)$|备注|留言|評論|评论|備考|비고|메모|ملاحظات|تعليق|توضیحات/u;

/** Long text of low duplication under a name for messages or notes, beside those who wrote it or whom it is about. */
function spokenText(field: Field, column: Column, catalogue: Catalogue, beside: string): Candidate[] {
  const index = catalogue.byId.get('communication.free-text') ?? -1;
  const named = (nameEvidence(field.elements, catalogue).strong.get(index) ?? 0) >= 0.6;
  if (!named || !isLongText(column) || distinctRatio(column) < 0.5) return [];
  return candidate(
    catalogue,
    index,
    column.n,
    column.n,
    0.85,
    `long text that hardly repeats, beside ${beside}, field name`,
  );
}

/**
 * What no single value tells: coordinates by their pair, photos, recordings and templates by their first bytes, vectors by
 * their constant length. `persons` says whether fields of a person stand in the same record.
 */
export function structures(
  fields: readonly Field[],
  catalogue: Catalogue,
  persons: boolean,
): Map<Field, Candidate[]> {
  const out = new Map<Field, Candidate[]>();
  const put = (field: Field, found: Candidate[]): void => {
    if (found.length > 0) out.set(field, [...(out.get(field) ?? []), ...found]);
  };
  for (const [field, found] of positions(fields, catalogue)) put(field, found);
  const talk = new Set(
    fields
      .filter((field) => PARTY.test(foldName(field.elements.at(-1) ?? '')))
      .map((field) => parentOf(field.elements)),
  );
  const texts = new Set(
    fields.filter((field) => isLongText(field.column)).map((field) => parentOf(field.elements)),
  );
  for (const field of fields) {
    const column = field.column;
    if (column === undefined) continue;
    const name = field.elements.join(' ');
    const spoken = talk.has(parentOf(field.elements));
    if (spoken || (persons && NOTE.test(foldName(field.elements.at(-1) ?? ''))))
      put(field, spokenText(field, column, catalogue, spoken ? 'who wrote it' : 'fields of a person'));
    put(field, vectorTypes(field, column, catalogue, { text: texts.has(parentOf(field.elements)), persons }));
    const images = magicShare(column, IMAGE_MAGICS);
    if (images >= 0.3) {
      const face = FACE_WORDS.test(name);
      const names = nameEvidence(field.elements, catalogue);
      const photo = typeOf(catalogue, 'image.photo');
      const named = (names.strong.get(photo) ?? 0) >= 0.6;
      if (persons || named || face)
        put(
          field,
          candidate(
            catalogue,
            photo,
            images * column.n,
            column.n,
            named || face ? 0.96 : 0.85,
            `image signature in ${Math.round(images * 100)} % of values${named ? ', field name' : ', beside fields of a person'}`,
          ),
        );
    }
    const audio = magicShare(column, AUDIO_MAGICS);
    if (audio >= 0.3 && (persons || VOICE_WORDS.test(name)))
      put(
        field,
        candidate(
          catalogue,
          typeOf(catalogue, 'image.recording'),
          audio * column.n,
          column.n,
          0.85,
          'audio signature',
        ),
      );
    const templates = magicShare(column, TEMPLATE_MAGICS);
    if (templates >= 0.3)
      put(
        field,
        candidate(
          catalogue,
          typeOf(catalogue, 'biometric.template'),
          templates * column.n,
          column.n,
          0.95,
          'signature of a biometric template',
        ),
      );
  }
  return out;
}
