import { parseArgs } from 'node:util';
import { endurer, type Releve } from './endurance/endurer';

// `npm run epreuve -- endurance`: an hour (by default), a service ten times as large in its busiest hour, on the whole product:
// calls, pushes of the PCs, streams kept open, readings. Then: no error, every punch and every correction stored, and, after
// a forced collection, no process that holds five in a hundred more than after the warming up. With `--instantanes`, what each holds more of is named.

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '60' },
    facteur: { type: 'string', default: '10' },
    /** Before the first weighing: what is made once, caches that fill up. */
    chauffe: { type: 'string', default: '' },
    graine: { type: 'string', default: '11' },
    /** Names what each process holds more of at the end; for a run of its own, since each stops for seconds to say it. */
    instantanes: { type: 'boolean', default: false },
  },
});
const nombre = (cle: 'minutes' | 'facteur' | 'graine', texte = values[cle]): number => {
  const n = Number(texte);
  if (Number.isFinite(n) && n > 0) return n;
  console.error(`--${cle} : un nombre attendu`);
  process.exit(1);
};
const minutes = nombre('minutes');
const chauffe = values.chauffe === '' ? Math.min(10, minutes / 3) : Number(values.chauffe);
/** Five in a hundred of what was held, and a floor below which nothing is judged: a collection is not exact to the megabyte. */
const PART = 0.05;
const PLANCHER_MO = 4;
/** Kinds that grew, named of each process. */
const GRANDIES_DITES = 8;

const mo = (octets: number): string => `${(octets / 2 ** 20).toLocaleString('fr-FR', { maximumFractionDigits: 1 })} Mo`;
const fr = (n: number): string => n.toLocaleString('fr-FR');

const r = await endurer({
  minutes,
  chauffe,
  facteur: nombre('facteur'),
  graine: nombre('graine'),
  instantanes: values.instantanes,
  dire: (ligne) => console.log(`… ${ligne}`),
});
console.log(
  `${fr(r.appels)} appels, ${fr(r.pointages)} pointages entendus, ${fr(r.envois)} envois de ${fr(r.corrections)} corrections, ` +
    `${fr(r.lectures)} lectures, ${fr(r.flux)} flux ouverts, ${fr(r.nouvelles)} nouvelles reçues, en ${fr(Math.round(r.secondes / 60))} minutes`,
);
const fautes = [...r.fautes];
for (const [nom, debut] of Object.entries(r.debut)) {
  const fin: Releve | undefined = r.fin[nom];
  if (!fin) {
    fautes.push(`${nom} ne répond plus`);
    continue;
  }
  const part = (fin.tas - debut.tas) / debut.tas;
  console.log(
    `${nom} : tas ${mo(debut.tas)} puis ${mo(fin.tas)} (${part >= 0 ? '+' : '−'}${fr(Math.round(Math.abs(part) * 1000) / 10)} %), mémoire ${mo(debut.rss)} puis ${mo(fin.rss)}`,
  );
  for (const { sorte, octets, nombre: n } of (r.grandies[nom] ?? []).slice(0, GRANDIES_DITES))
    console.log(`  ${sorte} : ${mo(octets)} de plus, ${n >= 0 ? '+' : '−'}${fr(Math.abs(n))}`);
  if (part > PART && fin.tas - debut.tas > PLANCHER_MO * 2 ** 20)
    fautes.push(`${nom} tient ${Math.round(part * 100)} % de plus`);
}
for (const f of fautes.slice(0, 30)) console.log(`FAUTE : ${f}`);
console.log(fautes.length === 0 ? 'TENU.' : `${fr(fautes.length)} fautes.`);
process.exit(fautes.length === 0 ? 0 : 1);
