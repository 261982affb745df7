import { Type } from 'typebox';
import { Nullable } from './common-schema.ts';

const Host = Type.String({ minLength: 1, maxLength: 255 });

const OpenedHosts = Type.Array(
  Type.Object({
    host: Type.String({ minLength: 1, maxLength: 255, description: 'An exact name, or an IPv4 address.' }),
    port: Nullable(Type.Integer({ minimum: 1, maximum: 65_535, description: 'null = all.' })),
  }),
  { maxItems: 50, description: 'Reachable although their address may be private.' },
);

const AllowedHosts = Nullable(
  Type.Array(Host, {
    maxItems: 200,
    description: 'Names and *.example.com that everything else is narrowed to; null = the whole internet.',
  }),
);

/** What the runs of an integration may reach. */
export const EgressSchema = Type.Object({ opened: OpenedHosts, allowed: AllowedHosts }, { $id: 'Egress' });

export const EgressPatchSchema = Type.Object(
  {
    opened: Type.Optional(OpenedHosts),
    allowed: Type.Optional(AllowedHosts),
  },
  { $id: 'EgressPatch' },
);
