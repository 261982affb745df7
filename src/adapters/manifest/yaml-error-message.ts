import type { ErrorCode } from 'yaml';

/** A plain sentence for one of the YAML library's errors. */
export function yamlErrorMessage(code: ErrorCode, detail: string, found: string): string {
  const known = MESSAGES[code];
  if (known !== undefined) return known;
  if (code === 'BAD_SCALAR_START') return `A value can't start with ${found} here; put the value in quotes.`;
  return `The YAML is broken here: ${detail.split('\n')[0]?.slice(0, 200)}.`;
}

const MESSAGES: Partial<Record<ErrorCode, string>> = {
  TAB_AS_INDENT: 'This line is indented with a tab; use spaces.',
  BAD_INDENT:
    'This line is indented differently from the ones it belongs to, or a bracket is not closed; correct that.',
  BLOCK_AS_IMPLICIT_KEY:
    'A second "key: value" stands on one line; put it on a line of its own, or the value in quotes.',
  MULTILINE_IMPLICIT_KEY: 'A key goes on over several lines; a ":" may be missing, or quotes may not be closed.',
  KEY_OVER_1024_CHARS: 'A key is longer than 1,024 characters; a line break or a quote may be missing.',
  BAD_DQ_ESCAPE:
    'This backslash sequence means nothing in double quotes; write \\\\ for a backslash, or use single quotes.',
  BAD_ALIAS: 'A "*" starts a YAML alias, and this one has no name; put the value in quotes.',
  BLOCK_IN_FLOW: 'Inside brackets, lists and mappings have to be written with brackets too.',
  MULTIPLE_ANCHORS: 'A value can have one anchor ("&") only.',
  MULTIPLE_TAGS: 'A value can have one tag ("!") only.',
  BAD_DIRECTIVE: 'A line that starts with "%" is not understood; remove it.',
};
