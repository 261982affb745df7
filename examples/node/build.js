// The build may make files: they become part of the release, beside the repository's own.
const { writeFileSync } = require('node:fs');

const greetings = ['Hello', 'Bonjour', 'Hallo', 'Ciao'];
writeFileSync('greetings.json', JSON.stringify(greetings));
process.stdout.write(`wrote ${greetings.length} greetings\n`);
