// Draws docs/demo.svg: what `sidelight demo` prints, as a picture for the README. Run after a build.
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';

const COLUMNS = 104;
const ran = spawnSync(process.execPath, ['dist/cli/main.js', 'demo'], {
  encoding: 'utf8',
  env: { ...process.env, FORCE_COLOR: '1', COLUMNS: String(COLUMNS), LANG: 'C.UTF-8', NO_COLOR: '' },
});
if (ran.status !== 0) throw new Error(`demo ended with ${ran.status}: ${ran.stderr}`);

const COLOURS = { 31: '#ff6b6b', 32: '#7bd88f', 33: '#f6c85f', 36: '#5fc8e8', 97: '#ffffff' };
const lines = `$ npm run demo\n\n${ran.stdout}`.trimEnd().split('\n');
const CELL = 8.43;
const ROW = 19;

const escape = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

function spans(line) {
  const out = [];
  let style = { fill: '#d7dde5', bold: false, background: undefined };
  let column = 0;
  for (const part of line.split(/(\x1b\[[0-9;]*m)/)) {
    const codes = /^\x1b\[([0-9;]*)m$/.exec(part);
    if (codes) {
      for (const code of (codes[1] || '0').split(';').map(Number)) {
        if (code === 0) style = { fill: '#d7dde5', bold: false, background: undefined };
        else if (code === 1) style = { ...style, bold: true };
        else if (code === 41) style = { ...style, background: '#c0392b' };
        else if (COLOURS[code]) style = { ...style, fill: COLOURS[code] };
      }
    } else if (part !== '') {
      out.push({ text: part, column, style });
      column += [...part].length;
    }
  }
  return out;
}

const body = lines.flatMap((line, row) =>
  spans(line).map(({ text, column, style }) => {
    const x = 24 + column * CELL;
    const y = 56 + row * ROW;
    const box = style.background
      ? `<rect x="${(x - 2).toFixed(1)}" y="${y - 14}" width="${([...text].length * CELL + 4).toFixed(1)}" height="18" rx="3" fill="${style.background}"/>`
      : '';
    const weight = style.bold ? ' font-weight="700"' : '';
    return `${box}<text x="${x.toFixed(1)}" y="${y}" fill="${style.fill}"${weight} xml:space="preserve">${escape(text)}</text>`;
  }),
);
const width = Math.ceil(48 + COLUMNS * CELL);
const height = 80 + lines.length * ROW;
writeFileSync(
  'docs/demo.svg',
  `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="What sidelight demo prints" font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="14">
<rect width="100%" height="100%" rx="10" fill="#11161d"/>
<circle cx="22" cy="20" r="6" fill="#ff5f57"/><circle cx="42" cy="20" r="6" fill="#febc2e"/><circle cx="62" cy="20" r="6" fill="#28c840"/>
${body.join('\n')}
</svg>
`,
);
