import { parseArgs } from 'node:util';
import { type Chiffre, dansUnDossier, ecrireValeur, type Ligne, presenter } from './appuis/outils';
import { type Mesure, PORTEES } from './croissance/mesure';
import { lirePartie, mesurerFois } from './croissance/mesurer';

// How the cost grows with the service: the same work at 1, 3 and 10 times its size, and the exponent of each cost (log of the cost
// over log of the size). Given sizes, those: `npm run bench -- croissance --fois=1,3`; given parts, those: `--parties=appels`; `--cadence=1`
// has the calls come at the pace of the service once, whatever its size: what then grows is not of the pace. It takes an hour at ten
// times, and is asked for by its name only. With `COUCHDB_URL`, on that CouchDB, which must hold no service.

const { values } = parseArgs({
  options: { fois: { type: 'string' }, parties: { type: 'string' }, cadence: { type: 'string' } },
  allowPositionals: true,
  strict: false,
});
const FOIS = String(values.fois ?? '1,3,10')
  .split(',')
  .map(Number)
  .filter((n) => n >= 1)
  .sort((a, b) => a - b);
const PARTIES = values.parties === undefined ? undefined : String(values.parties).split(',').map(lirePartie);
const CADENCE = values.cadence === undefined ? undefined : Number(values.cadence);
if (CADENCE !== undefined && !(CADENCE > 0)) throw new Error('--cadence : un nombre attendu, plus grand que zéro');

type Serie = { premiere: Mesure; valeurs: Map<number, number> };

const mesurer = async (): Promise<Chiffre> => {
  const series = new Map<string, Serie>();
  for (const fois of FOIS)
    await dansUnDossier((dossier) =>
      mesurerFois(
        fois,
        dossier,
        (m) => {
          console.log(`${fois} × ${m.quoi} : ${ecrireValeur(m.valeur, m.unite)}`);
          const serie = series.get(m.quoi) ?? { premiere: m, valeurs: new Map() };
          series.set(m.quoi, { ...serie, valeurs: serie.valeurs.set(fois, m.valeur) });
        },
        { parties: PARTIES, cadence: CADENCE, couchdbUrl: process.env.COUCHDB_URL || undefined },
      ),
    );
  const [petit = 1, grand = 1] = [FOIS[0], FOIS.at(-1)];
  const lignes = [...series.values()].flatMap(({ premiere: { quoi, unite, portee }, valeurs }): Ligne[] => {
    const exposant = Math.log((valeurs.get(grand) ?? 0) / (valeurs.get(petit) ?? 0)) / Math.log(grand / petit);
    return [
      ...[...valeurs].map(([fois, valeur]): Ligne => ({ quoi: `${quoi}, ${fois} ×`, valeur, unite })),
      ...(portee === undefined || grand === petit
        ? []
        : [{ quoi: `${quoi}, exposant`, valeur: exposant, unite: 'exposant', limite: PORTEES[portee] } as const]),
    ];
  });
  return {
    titre: `Croissance : le service ${FOIS.map((n) => `${n} ×`).join(', ')}`,
    plancher: 'le même travail sur le service une fois',
    lignes,
  };
};

await presenter(import.meta.url, mesurer);
