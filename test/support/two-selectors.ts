import { parseManifest } from '../../src/adapters/manifest/parse-manifest.ts';
import type { Manifest } from '../../src/domain/manifest/manifest.ts';

/**
 * A manifest 0.4 as they are found in the wild: two required selectors of the type string, one over a bare placeholder, one
 * over a titled one that claims to be a number; no `type: object` anywhere.
 */
const TWO_SELECTORS = `
version: 0.4
base: node:20.9.0
build: npm install && npm run compile
run: node main.js
configs:
  schema:
    properties:
      plant_kind:
        type: string
        $ref: '#/definitions/plant_kinds'
      reader:
        type: string
        $ref: '#/definitions/readers'
    required: [plant_kind, reader]
    definitions:
      readers:
        type: number
        oneOf:
          - title: Placeholder
            const: placeholder
      plant_kinds:
        enum:
          - placeholder
  uischema:
    type: VerticalLayout
    elements:
      - type: Section
        label: Plant of the day
        hintText: Which kind of plant to read about, and who gets the message.
        elements:
          - label: Kind of plant
            scope: '#/properties/plant_kind'
            type: Control
          - label: Reader
            scope: '#/properties/reader'
            type: Control
`;

export const twoSelectors = (): Manifest => manifestOf(TWO_SELECTORS);

/** A manifest that is known to be valid. */
export function manifestOf(text: string): Manifest {
  const parsed = parseManifest(text, 'PANDIUM.yaml');
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues));
  return parsed.manifest;
}
