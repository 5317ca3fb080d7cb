import { existsSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delai } from 'node:timers/promises';
import { baseAntenne, basePointages } from '#shared/contrats/ids';
import { codesAntennes } from '#shared/domain/antenne/registre';
import { instantDe } from '#shared/temps/paris';
import type { Instant } from '#shared/temps/types';
import { creerAlea } from '#shared/testing/alea';
import { attendreSante, demarrerService, portLibre } from '../../scripts/demo/processus';
import { sequenceDe } from '../../sync-server/store/lire';
import { type MagasinOuvert, ouvrirMagasin } from '../../sync-server/store/ouvrir';
import { suivre } from '../../sync-server/store/suivre';
import { clesType, plageType } from '../../sync-server/store/types';
import { JETON } from '../../telephony/testing/atelier';
import { type ClientLeger, clientLeger, passerAppel } from '../../telephony/testing/epreuve/client-leger';
import { centile, racine } from '../appuis/outils';
import { attendreFinDuMagasin, commander, environnement, memoire, trouverProcessus } from '../appuis/processus';
import { rythmer } from '../appuis/rythme';
import { type Appelant, preparerAppelants } from './appelants';
import type { Mesure } from './mesure';
import type { Service } from './service';

// The calls of the busiest minutes, on the product as it is started: what a call takes, from its answer to the visit that its
// antenna reads, must not depend on how many other antennas there are.

/** The service once, at 8:00. */
const APPELS_PAR_HEURE = 1.1 * 3_600;
/** Not counted: what is opened and compiled once. */
const CHAUFFE_S = 20;
const MESURE_S = 90;
/** Between two gestures of a caller. */
const GESTE_MS = 700;
const LIMITE_MS = 120_000;
const GRAINE = 9;

type Vecu = {
  id: string;
  compte: boolean;
  /** Milliseconds of each answer. */
  reponses: number[];
  /** On this process's clock: the punch was said to be recorded, was seen stored, its visit was seen in its antenna's database. */
  ditA?: number;
  rangeA?: number;
  visiteA?: number;
  visite?: { base: string; id: string };
};

const attendreQue = async (quoi: string, vrai: () => boolean | Promise<boolean>): Promise<void> => {
  for (const limite = performance.now() + LIMITE_MS; !(await vrai()); await delai(100))
    if (performance.now() > limite) throw new Error(`${quoi} : rien en ${LIMITE_MS / 1_000} s`);
};

/** The id of a call of ours, in that of the document that it made. */
const APPEL = /:(croissance-\d+)-/;

/** Watches the feeds, without bodies, as the server does; gives how to stop. */
const surveiller = async (m: MagasinOuvert, vecus: ReadonlyMap<string, Vecu>): Promise<() => Promise<void>> => {
  const bases = [basePointages(instantDe(Date.now())), ...codesAntennes().map(baseAntenne)];
  const suivis = await Promise.all(
    bases.map(async (base) =>
      suivre(m, {
        base,
        depuis: (await sequenceDe(m, base)) ?? '0',
        surLot: (lignes) => {
          const vuA = performance.now();
          for (const { id, supprime } of lignes) {
            const v = vecus.get(APPEL.exec(id)?.[1] ?? '');
            if (!v || supprime) continue;
            if (id.startsWith('pointage:')) v.rangeA ??= vuA;
            if (!id.startsWith('intervention:') || v.visiteA !== undefined) continue;
            v.visiteA = vuA;
            v.visite = { base, id };
          }
        },
      }),
    ),
  );
  return async () => {
    await Promise.all(suivis.map((s) => s.arreter()));
  };
};

type Appels = { un: (compte: boolean) => Promise<void>; vecus: Map<string, Vecu> };

const ouvrirAppels = (client: ClientLeger, url: string, appelants: readonly Appelant[]): Appels => {
  const vecus = new Map<string, Vecu>();
  const un = async (compte: boolean): Promise<void> => {
    const qui = appelants[vecus.size];
    if (!qui) throw new Error(`${vecus.size} appelants ne suffisent pas`);
    const v: Vecu = { id: `croissance-${vecus.size}`, compte, reponses: [] };
    vecus.set(v.id, v);
    await passerAppel(client, url, {
      ...{ id: v.id, de: qui.de.slice(1), touches: [qui.codeAide, '1'] },
      attendre: () => delai(GESTE_MS),
      surMesure: (x) => v.reponses.push(x.ms),
      surConfirmation: () => {
        v.ditA = performance.now();
      },
    });
  };
  return { un, vecus };
};

/** The visits of all who heard that their punch was recorded. */
const attendreVisites = (vecus: ReadonlyMap<string, Vecu>): Promise<void> =>
  attendreQue('visites', () => [...vecus.values()].every((v) => v.visiteA !== undefined || v.ditA === undefined));

/** What a process makes once, at its first calls: the visit of the second comes after all that the first has made be counted. */
const chauffer = async ({ un, vecus }: Appels): Promise<void> => {
  for (let n = 0; n < 2; n += 1) {
    await un(false);
    await attendreVisites(vecus);
  }
};

/** Calls begin at their moments, drawn beforehand, whatever those before them take. */
const appeler = async ({ un, vecus }: Appels, cadence: number): Promise<void> => {
  const alea = creerAlea(GRAINE);
  const debut = performance.now();
  const ecoule = (): number => (performance.now() - debut) / 1_000;
  await rythmer(
    APPELS_PAR_HEURE * cadence,
    () => ecoule() > CHAUFFE_S + MESURE_S,
    () => alea.fraction(),
    () => un(ecoule() > CHAUFFE_S),
  );
  await attendreVisites(vecus);
};

/** Every punch that was said to be recorded is stored, and is in a visit of its antenna; else nothing was measured. */
const exigerTout = async (m: MagasinOuvert, depuis: Instant, vecus: readonly Vecu[]): Promise<void> => {
  const muets = vecus.filter((v) => v.ditA === undefined);
  if (muets.length > 0) throw new Error(`${muets.length} appels sans « enregistré », dont ${muets[0]?.id}`);
  const ranges = await plageType(m, 'pointage', { base: basePointages(depuis) }, { de: depuis });
  const parAppel = new Set(ranges.map((p) => p.appelId));
  const perdus = vecus.filter((v) => !parAppel.has(v.id));
  if (perdus.length > 0) throw new Error(`${perdus.length} pointages entendus et non rangés, dont ${perdus[0]?.id}`);
  for (const base of codesAntennes().map(baseAntenne)) {
    const siens = vecus.filter((v) => v.visite?.base === base);
    const ids = siens.flatMap((v) => v.visite?.id ?? []);
    const lues = await clesType(m, 'intervention', ids, { base });
    const faux = siens.find((v, n) => !lues[n]?.arrivee?.id.startsWith(`${v.id}-`) || !lues[n]?.visite);
    if (faux) throw new Error(`${faux.visite?.id} n’est pas la visite prévue, commencée par l’appel ${faux.id}`);
  }
};

const mesures = (tous: readonly Vecu[], dataDir: string): Mesure[] => {
  const comptes = tous.filter((v) => v.compte);
  const depuisDit = (a: number | undefined, v: Vecu): number => Math.max(0, (a ?? 0) - (v.ditA ?? 0));
  const reponses = comptes.flatMap((v) => v.reponses);
  const ranges = comptes.map((v) => depuisDit(v.rangeA, v));
  const visites = comptes.map((v) => depuisDit(v.visiteA, v));
  const duree = (quoi: string, valeur: number): Mesure => ({ quoi, valeur, unite: 'ms', portee: 'UNE_ANTENNE' });
  return [
    { quoi: 'appels de 8 h, mesurés', valeur: comptes.length, unite: '' },
    duree('appels de 8 h : réponse du SVI, p50', centile(reponses, 50)),
    duree('appels de 8 h : réponse du SVI, p99', centile(reponses, 99)),
    duree('appels de 8 h : du pointage dit au pointage rangé, p50', centile(ranges, 50)),
    duree('appels de 8 h : du pointage dit au pointage rangé, p99', centile(ranges, 99)),
    duree('appels de 8 h : du pointage dit à la visite lisible, p50', centile(visites, 50)),
    duree('appels de 8 h : du pointage dit à la visite lisible, p99', centile(visites, 99)),
    ...Object.entries(trouverProcessus(dataDir)).map(
      ([nom, pid]): Mesure => ({
        ...{ quoi: `appels de 8 h : mémoire (${nom})`, valeur: memoire(pid, 'VmRSS'), unite: 'Mo' },
      }),
    ),
  ];
};

/** The server, the SVI's worker and the store, on these data, for the time of a work; `url`: the SVI's. */
const avecLeProduit = async <T>(
  dossier: string,
  { dataDir, couchdbUrl }: Service,
  travail: (o: { magasin: MagasinOuvert; url: string }) => Promise<T>,
): Promise<T> => {
  const port = await portLibre(20_000 + (process.pid % 20_000));
  const env = environnement(dataDir, {
    PORT: String(port),
    TELEPHONY_PORT: String(await portLibre(port + 1)),
    PLIVO_AUTH_ID: 'ESSAI',
    PLIVO_AUTH_TOKEN: JETON,
    JOURNAL_NIVEAU: 'warn',
    // The synthetic call of each minute takes a process that starts.
    SONDE: 'non',
    COUCHDB_URL: couchdbUrl ?? '',
  });
  const journal = join(dossier, 'service.log');
  const service = demarrerService({ racine, env }, openSync(journal, 'a'));
  const magasin = await ouvrirMagasin({ dataDir, couchdbUrl });
  try {
    await attendreSante(`http://127.0.0.1:${port}`, service);
    const fiche = join(dataDir, 'svi.json');
    await attendreQue('SVI prêt', () => existsSync(fiche));
    const { url } = JSON.parse(readFileSync(fiche, 'utf8')) as { url: string };
    return await travail({ magasin, url });
  } catch (e) {
    throw new Error(`${String(e)}\n${readFileSync(journal, 'utf8').slice(-4_000)}`, { cause: e });
  } finally {
    await magasin.fermer();
    await service.arreter();
    await attendreFinDuMagasin(dataDir);
  }
};

/** The replica of the directory is whole: before, a code that is right is a wrong one. */
const annuaireEntier = async (url: string, { usagers, aides }: Service): Promise<boolean> => {
  const r = await fetch(`${url}/sante`);
  const { annuaire } = (await r.json()) as { annuaire: { usagers: number; intervenants: number } };
  return annuaire.usagers >= usagers && annuaire.intervenants >= aides;
};

/** So many times 1.1 calls a second, on the data of the service that has its month. */
export const mesurerAppels = async (s: Service, cadence: number, dossier: string): Promise<Mesure[]> => {
  const planning = join(dossier, 'matin');
  const lecture = await ouvrirMagasin(s);
  const appelants = await preparerAppelants(lecture, s.fichiers, planning).finally(lecture.fermer);
  await commander(['importer', planning], s.dataDir, { COUCHDB_URL: s.couchdbUrl ?? '' });
  await attendreFinDuMagasin(s.dataDir);
  return avecLeProduit(dossier, s, async ({ magasin, url }) => {
    await attendreQue('annuaire du SVI entier', () => annuaireEntier(url, s));
    const client = clientLeger(url);
    const appels = ouvrirAppels(client, url, appelants);
    const depuis = instantDe(Date.now());
    const arreter = await surveiller(magasin, appels.vecus);
    try {
      await chauffer(appels);
      await appeler(appels, cadence);
      const vecus = [...appels.vecus.values()];
      await exigerTout(magasin, depuis, vecus);
      return mesures(vecus, s.dataDir);
    } finally {
      await arreter();
      client.fermer();
    }
  });
};
