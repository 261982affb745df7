declare const rowOf: unique symbol;

/** The text of one SQL statement that returns rows of type `Row`. */
export type Statement<Row extends object = object> = string & { readonly [rowOf]: Row };

const names = new Map<string, string>();

/**
 * Registers one statement and returns it, to be kept in a constant of a store. A connection prepares a registered statement once, under
 * its name; a test prepares every one against the migrated schema. `Row` is the row that the statement returns.
 */
export function statement<Row extends object = object>(text: string): Statement<Row> {
  if (!names.has(text)) names.set(text, `hw_${names.size + 1}`);
  return text as Statement<Row>;
}

/**
 * Marks a text that is put together for one call from constant pieces; it is not prepared under a name. Code that composes texts
 * registers their variants by `statement`, so that the test sees every piece.
 */
export function composedStatement<Row extends object = object>(text: string): Statement<Row> {
  return text as Statement<Row>;
}

/** Returns the name under which connections prepare the statement; undefined for one that is not registered. */
export function statementName(text: string): string | undefined {
  return names.get(text);
}

/** Returns the texts of all statements that were registered so far. */
export function registeredStatements(): readonly string[] {
  return [...names.keys()];
}
