/** Runs parametrised SQL (`$1`, `$2` …) and answers the rows; bigints are numbers, timestamps are Dates. */
export interface Sql {
  query<Row extends object>(text: string, values?: readonly unknown[]): Promise<Row[]>;
}
