import { foundName } from './found-name.ts';
import { anywhere } from './held.ts';
import { Unreadable } from './limits.ts';
import { memberTitle, oneMore } from './members.ts';
import type { ReadMember } from './read-member.ts';
import { goOn, type Input, type Notes, skipped, type Work } from './work.ts';
import { readXlsx } from './xlsx.ts';
import { type ZipEntry, zipEntries } from './zip-directory.ts';
import { memberBytes, refusedEntry } from './zip-member.ts';

/** Members of a zip by its directory; a workbook (XLSX) is read as one. */
export async function readZip(input: Input, work: Work, notes: Notes, readMember: ReadMember): Promise<void> {
  const file = await anywhere(input, work, 'a zip');
  const entries = await zipEntries(file);
  if (entries.some((entry) => entry.name === 'xl/workbook.xml')) {
    notes.formats[notes.formats.length - 1] = 'xlsx';
    await readXlsx(file, entries, input, work, notes);
    return;
  }
  const office = officeOf(entries);
  if (office !== undefined) throw new Unreadable(office);
  let members = 0;
  for (const entry of entries) {
    goOn(work);
    if (entry.name.endsWith('/') && entry.size === 0) continue;
    if (!oneMore(++members, notes)) return;
    const refused = refusedEntry(entry);
    if (refused !== undefined) {
      skipped(notes, refused);
      continue;
    }
    await readMember(
      `${notes.name}/${foundName(entry.name)}`,
      memberBytes(file, entry, work),
      { title: memberTitle(entry.name), depth: input.depth + 1, formats: [] },
      work,
    );
  }
}

/** Documents that are zips of XML or of binary parts: their text would be described as what it is not. */
function officeOf(entries: readonly ZipEntry[]): string | undefined {
  const has = (name: string): boolean => entries.some((entry) => entry.name === name);
  if (has('xl/workbook.bin'))
    return 'a workbook in binary form (XLSB), which is not read: save it as XLSX or CSV';
  if (has('content.xml') && has('META-INF/manifest.xml'))
    return 'an OpenDocument file, which is not read: save it as XLSX or CSV';
  if (has('word/document.xml')) return 'a Word document, which is not read: save it as text';
  if (has('ppt/presentation.xml')) return 'a PowerPoint file, which is not read: save it as text';
  return undefined;
}
