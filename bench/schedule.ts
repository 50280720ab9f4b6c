import { makePopulation, simulate } from './schedule/simulate';

/** A month of polling 1,000 simulated feeds by our plan and every 30 minutes. `--json` for one line of JSON. */

const population = makePopulation(1000);
const figures = { adaptive: simulate(population, null), fixed: simulate(population, 30 * 60_000) };
if (process.argv.includes('--json')) console.log(JSON.stringify(figures));
else console.table(figures);
