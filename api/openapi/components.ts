import type { TSchema } from 'typebox';

/** What the operations of the document refer to: named schemas, and responses that several of them have. */
export class Components {
  readonly #schemas = new Map<string, object>();
  readonly #responses = new Map<string, object>();

  /** Returns the schema as it appears in the document: each schema in it that has an `$id` as a reference. */
  describe(schema: TSchema, isClosed = false): object {
    return this.#describe(JSON.parse(JSON.stringify(schema)), isClosed) as object;
  }

  /** Returns a reference to the response. */
  addResponse(name: string, response: object): object {
    this.#responses.set(name, response);
    return { $ref: `#/components/responses/${name}` };
  }

  schemas(): Record<string, object> {
    return inOrder(this.#schemas);
  }

  responses(): Record<string, object> {
    return inOrder(this.#responses);
  }

  #describe(node: unknown, isClosed: boolean): unknown {
    if (Array.isArray(node)) return node.map((item) => this.#describe(item, isClosed));
    if (typeof node !== 'object' || node === null) return node;
    const { $id: id, ...rest } = node as Record<string, unknown>;
    const described = Object.fromEntries(
      Object.entries(rest).map(([key, value]) => [key, this.#describe(value, isClosed)]),
    );
    if (isClosed && described.type === 'object' && typeof described.properties === 'object') {
      described.additionalProperties ??= false;
    }
    return typeof id === 'string' ? this.#addSchema(id, described) : described;
  }

  #addSchema(id: string, schema: object): object {
    const known = this.#schemas.get(id);
    if (known !== undefined && JSON.stringify(known) !== JSON.stringify(schema)) {
      throw new Error(`Two different schemas are named ${id}: one of them needs another $id or additionalProperties.`);
    }
    this.#schemas.set(id, schema);
    return { $ref: `#/components/schemas/${id}` };
  }
}

function inOrder(components: ReadonlyMap<string, object>): Record<string, object> {
  return Object.fromEntries([...components].sort(([left], [right]) => (left < right ? -1 : 1)));
}
