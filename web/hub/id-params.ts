import { notFound } from '@tanstack/react-router';

/** Returns how an id in an address is read; what is no id is an address with nothing at it. */
export function idParams<Name extends string>(name: Name) {
  return {
    parse: (raw: Record<Name, string>): Record<Name, number> => {
      const id = Number(raw[name]);
      if (!/^\d{1,15}$/.test(raw[name]) || id < 1) throw notFound();
      return { [name]: id } as Record<Name, number>;
    },
    stringify: (params: Record<Name, number>): Record<Name, string> => {
      return { [name]: String(params[name]) } as Record<Name, string>;
    },
  };
}
