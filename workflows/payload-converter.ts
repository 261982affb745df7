import { defaultPayloadConverter, type PayloadConverter } from '@temporalio/workflow';
import { UndecodablePayload } from '../src/contracts/undecodable-payload.ts';

/** The default converter, except that reading never throws: what can't be decoded becomes an `UndecodablePayload`. */
export const payloadConverter: PayloadConverter = {
  toPayload: (value, context) => defaultPayloadConverter.toPayload(value, context),
  fromPayload: (payload, context) => {
    try {
      return defaultPayloadConverter.fromPayload(payload, context);
    } catch {
      return new UndecodablePayload() as never;
    }
  },
};
