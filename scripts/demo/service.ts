import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as suiteImmediate } from 'node:timers/promises';
import { ajouterJours, dateParis, moisDe, moisParis } from '#shared/temps/paris';
import type { DateCivile, Instant } from '#shared/temps/types';
import { genererService, type ServiceGenere } from '#shared/testing/generateur/generer';
import { inventerExploitation } from '../../sync-server/domaines/formation/inventer-exploitation';
import { lireFiche } from '../../sync-server/store/embarque/fiche';
import { type MagasinOuvert, ouvrirMagasin } from '../../sync-server/store/ouvrir';
import { assurerConstruction } from '../outils/construction';
import { donnerAstreinte } from './astreinte';
import { commander } from './commande';
import type { CompteDemo } from './comptes';
import {
  avecCorrections,
  copierDonnees,
  type DonneesPretes,
  demander,
  ecrireFichiers,
  fichiersDe,
  MODE,
  preparerDonnees,
} from './donnees';
import { avecOublis, avecRetard, avecVoisin, JOURS, vivreLaJournee } from './journee';
import { attendreFin, attendreSante, demarrerService, type Environnement, portLibre } from './processus';

export type Demonstration = {
  adresse: string;
  dossier: string;
  /** Read by a shell, it has the commands work on this service. */
  commandes: string;
  comptes: CompteDemo[];
  service: ServiceGenere;
  /** With what simulated calls are signed, and where they go. */
  telephonie: () => { authToken: string; origin: string; baseUrl: string };
  /** Resolves where the service ends by itself. */
  mort: Promise<number | null>;
};

type Options = {
  racine: string;
  debut: Instant;
  dire: (ligne: string) => void;
  /** Ctrl-C, or whatever else ends it. */
  signal: AbortSignal;
  /** What must be undone at the end, last first. */
  aFermer: (() => Promise<void>)[];
};

/** The service of the last days: its files of the months before were taken with them. */
const derniersJours = (debut: Instant, { corrections, limite }: DonneesPretes): ServiceGenere => {
  const depuis = moisDe(ajouterJours(dateParis(debut), -JOURS));
  const service = avecCorrections(genererService({ ...demander(debut), depuis }), corrections, limite);
  return avecRetard(avecOublis(service, debut, limite), debut);
};

/** What depends on the hour: the month that goes on, who is on call, what was lived through. */
const remplir = async (
  o: Options,
  magasin: MagasinOuvert,
  { dossier, limite, service }: { dossier: string; limite: DateCivile; service: ServiceGenere },
  env: Environnement,
): Promise<void> => {
  const echange = join(dossier, 'millesime');
  ecrireFichiers(echange, fichiersDe(avecVoisin(service), { mois: moisParis(o.debut), limite, depuis: true }));
  o.dire('Les derniers jours…');
  await commander(['importer', echange], env);
  await vivreLaJournee(magasin, service, o.debut);
  await donnerAstreinte(magasin, o.debut);
  const vecu = await inventerExploitation(
    { magasin, maintenant: o.debut },
    { mode: MODE, antenne: 'EST', auteur: 'est' },
  );
  if (!vecu.ok) throw new Error(vecu.refus.message);
};

/** What cannot be stopped half-way is left to end by itself, and nobody waits for it. */
const interrompre = async <T>(signal: AbortSignal, travail: Promise<T>): Promise<T> => {
  travail.catch(() => undefined);
  signal.throwIfAborted();
  return Promise.race([
    travail,
    new Promise<never>((_, echec) =>
      signal.addEventListener('abort', () => echec(signal.reason as Error), { once: true }),
    ),
  ]);
};

/** A whole service in a folder that will be erased: built, filled, started; throws where the signal comes first. */
export const demarrerDemonstration = async (o: Options): Promise<Demonstration> => {
  // A shell that is given is served as it is.
  if (!process.env.COQUILLE) assurerConstruction(o.racine);
  const pret = await interrompre(o.signal, preparerDonnees({ racine: o.racine, maintenant: o.debut, dire: o.dire }));
  const dossier = mkdtempSync(join(tmpdir(), 'telegestion-demo-'));
  o.aFermer.push(async () => rmSync(dossier, { recursive: true, force: true, maxRetries: 20 }));
  const donnees = copierDonnees(pret, dossier, moisParis(o.debut));
  const { limite, comptes } = donnees;
  const voulus = [Number(process.env.PORT ?? 3000), Number(process.env.TELEPHONY_PORT ?? 4000)] as const;
  const [port, portSvi] = [await portLibre(voulus[0]), await portLibre(voulus[1])];
  if (port !== voulus[0] || portSvi !== voulus[1])
    o.dire(`Ports ${voulus.join(' ou ')} occupés : ${port} et ${portSvi} à la place.`);
  const authToken = randomBytes(24).toString('base64url');
  // Where `simuler-appel` looks for it too: a call can be made by hand into the demonstration.
  writeFileSync(join(dossier, 'plivo.json'), JSON.stringify({ authId: 'DEMONSTRATION', authToken }), { mode: 0o600 });
  // Where what is sent arrives: else the sendings could not be shown to the end.
  const [dases, millesime] = [join(dossier, 'depots/dases'), join(dossier, 'depots/millesime')];
  for (const d of [dases, millesime]) mkdirSync(d, { recursive: true });
  // The Département has given no code of its own yet: only the CSV files can leave.
  const table = join(dossier, 'dases.json');
  writeFileSync(table, JSON.stringify({ esppadom: { ecrit: false } }));
  const env = {
    MODE,
    DATA_DIR: dossier,
    PORT: String(port),
    TELEPHONY_PORT: String(portSvi),
    PLIVO_AUTH_ID: '',
    PLIVO_AUTH_TOKEN: '',
    COUCHDB_URL: '',
    PUBLIC_ORIGIN: '',
    DASES_DEPOT: dases,
    DASES_TABLE: table,
    MILLESIME_RETOUR: millesime,
  };
  // Its mode above all: a command that did not know it would make papers that pass for real ones.
  const commandes = join(dossier, 'commandes');
  writeFileSync(
    commandes,
    Object.entries(env)
      .map(([nom, valeur]) => `export ${nom}='${valeur}'\n`)
      .join(''),
  );
  // Held from beginning to end: the commands below then share one running store. It starts while the days are drawn.
  const ouverture = ouvrirMagasin({ dataDir: dossier });
  await suiteImmediate();
  const service = derniersJours(o.debut, donnees);
  const magasin = await ouverture;
  o.aFermer.push(async () => {
    const pid = lireFiche(dossier)?.pid;
    await magasin.fermer();
    // The folder is erased next: the store must have written its last.
    if (pid !== undefined) await attendreFin(pid);
  });
  await interrompre(o.signal, remplir(o, magasin, { dossier, limite, service }, env));
  const journal = join(dossier, 'service.log');
  const processus = demarrerService({ racine: o.racine, env }, openSync(journal, 'a'));
  o.aFermer.push(processus.arreter);
  const adresse = `http://127.0.0.1:${port}`;
  const svi = `http://127.0.0.1:${portSvi}`;
  // The telephone too: the first call must find it.
  await Promise.all([adresse, svi].map((a) => attendreSante(a, processus))).catch((e: unknown) => {
    throw new Error(`${e instanceof Error ? e.message : String(e)}\n${readFileSync(journal, 'utf8')}`);
  });
  return {
    adresse,
    dossier,
    commandes,
    comptes,
    service,
    telephonie: () => ({ authToken, origin: svi, baseUrl: svi }),
    mort: processus.mort,
  };
};
