import { stdin, stdout } from 'node:process';
import { text } from 'node:stream/consumers';
import { runMain } from '../src/base/process/run-main.ts';
import { preparationHere } from './preparation.ts';
import type { PreparationRequest, PreparationResponse } from './prepare-apart.ts';
import { failureSentence } from './start-failure.ts';

// A process that does one preparation and ends. The request comes as JSON on standard input, as it may hold the owner's key.

async function main(): Promise<number> {
  const request = JSON.parse(await text(stdin)) as PreparationRequest;
  const work =
    request.kind === 'temporal'
      ? preparationHere.awaitTemporal(request.wait)
      : preparationHere.prepareDatabase(request.owner);
  const response: PreparationResponse = await work.then(
    (result) => ({ result }),
    (error: unknown) => ({ failure: failureSentence(error) }),
  );
  stdout.write(`${JSON.stringify(response)}\n`);
  return 0;
}

runMain('preparation', main);
