process.stderr.write('connecting to the shop\n');
process.stderr.write('the shop answered 503: this example fails on purpose\n');
process.exitCode = 1;
