import { Composer, type CST, type Document, Lexer, Parser } from 'yaml';
import { type LocatedIssue, locateValues } from './locate-values.ts';
import type { LocatedValue } from './located-value.ts';
import { yamlErrorMessage } from './yaml-error-message.ts';

export const MAX_MANIFEST_BYTES = 256 * 1024;
const MAX_YAML_DEPTH = 64;
/** Parts of the text (words, marks, indents, line ends); bounds the time that parsing takes. */
const MAX_LEXEMES = 60_000;
const MAX_ERRORS = 20;

export type ReadYamlResult =
  | { readonly ok: true; readonly root: LocatedValue; readonly warnings: readonly LocatedIssue[] }
  | { readonly ok: false; readonly issues: readonly LocatedIssue[] };

/** Reads one YAML 1.2 document into located JSON within bounds; never throws, whatever the text. */
export function readYaml(text: string): ReadYamlResult {
  const tokens = tokenise(text);
  if (!tokens.ok) return { ok: false, issues: [tokens.issue] };
  const document = compose(tokens.tokens, text.length);
  if (document.errors.length > 0) return { ok: false, issues: syntaxFaults(document, text) };
  if (document.contents === null)
    return refuse(0, 'empty_file', 'The file is empty; it needs at least "base" and "run".');
  const located = locateValues(document.contents, text);
  if (!located.ok) return { ok: false, issues: located.issues };
  const ignoredTags = document.warnings.slice(0, MAX_ERRORS).map((warning) => ({
    offset: warning.pos[0],
    code: 'yaml_tag',
    message: 'This YAML tag is unknown and ignored.',
  }));
  return { ok: true, root: located.root, warnings: ignoredTags };
}

type Tokens =
  | { readonly ok: true; readonly tokens: readonly CST.Token[] }
  | { readonly ok: false; readonly issue: LocatedIssue };

/** The bounds are checked while reading: what follows recurses as deep as the document and keeps a list of its errors. */
function tokenise(text: string): Tokens {
  const parser = new Parser();
  const tokens: CST.Token[] = [];
  let lexemes = 0;
  for (const lexeme of new Lexer().lex(text)) {
    for (const token of parser.next(lexeme)) tokens.push(token);
    if (parser.stack.length > MAX_YAML_DEPTH + 2)
      return issue(
        parser.offset - lexeme.length,
        'too_deep',
        `More than ${MAX_YAML_DEPTH} levels inside one another are not allowed.`,
      );
    lexemes += 1;
    if (lexemes > MAX_LEXEMES)
      return issue(
        parser.offset - lexeme.length,
        'too_many_parts',
        'The file has too many parts for a manifest; make it smaller.',
      );
  }
  tokens.push(...parser.end());
  const second = tokens.filter((token) => token.type === 'document')[1];
  if (second !== undefined) {
    const message = 'The file holds more than one YAML document; keep one and remove the "---" lines.';
    return issue(second.offset, 'several_documents', message);
  }
  const version = tokens.find(
    (token) => token.type === 'directive' && /^%YAML/.test(token.source) && !/^%YAML\s+1\.2\s*(#|$)/.test(token.source),
  );
  if (version !== undefined)
    return issue(version.offset, 'yaml_version', 'Only YAML 1.2 is read; remove the "%YAML" line.');
  return { ok: true, tokens };
}

function compose(tokens: readonly CST.Token[], length: number): Document.Parsed {
  const composer = new Composer({
    schema: 'core',
    // Duplicate keys are looked for by ourselves: the library's search takes quadratic time.
    uniqueKeys: false,
    resolveKnownTags: false,
    prettyErrors: false,
    logLevel: 'silent',
  });
  const [document] = composer.compose(tokens, true, length);
  if (document === undefined) throw new Error('a forced document is always there');
  return document as Document.Parsed;
}

function syntaxFaults(document: Document, text: string): readonly LocatedIssue[] {
  return document.errors.slice(0, MAX_ERRORS).map((error) => ({
    offset: error.pos[0],
    code: 'yaml_syntax',
    message: yamlErrorMessage(error.code, error.message, text.slice(error.pos[0], error.pos[0] + 1)),
  }));
}

function issue(offset: number, code: string, message: string): Tokens {
  return { ok: false, issue: { offset, code, message } };
}

function refuse(offset: number, code: string, message: string): ReadYamlResult {
  return { ok: false, issues: [{ offset, code, message }] };
}
