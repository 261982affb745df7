import { ERROR_CATALOGUE } from '../../src/errors/catalogue.ts';

/** The text of `docs/errors.md`, made from the catalogue, laid out as the formatter wants it. */
export function describeErrors(): string {
  const rows = Object.entries(ERROR_CATALOGUE)
    .toSorted(([left], [right]) => left.localeCompare(right, 'en'))
    .map(([code, { status, isRetryable, title }]) => [`\`${code}\``, `${status}`, isRetryable ? 'yes' : 'no', title]);
  return `${HEAD}\n${layOut([['code', 'status', 'again', 'title'], ...rows])}\n`;
}

function layOut(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => (row[at] ?? '').length)));
  const line = (row: readonly string[]): string =>
    `| ${row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(' | ')} |`;
  const [head = [], ...body] = rows;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...body.map(line)].join('\n');
}

const HEAD = `# Errors

Every error of the hub has a code. The API returns it as \`application/problem+json\` (RFC 9457): \`code\` names it, \`type\` is
\`urn:hubwright:error:<code>\`, \`title\` is the fixed sentence below, \`detail\` says what happened this time. _Again_ says whether the same request may succeed
later; such responses carry \`Retry-After\` where the hub knows when.

Made from \`src/errors/catalogue.ts\` by \`node test/support/write-errors-page.ts\`; a test keeps both equal.
`;
