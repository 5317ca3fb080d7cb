import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ajouterMois, moisParis } from '#shared/temps/paris';
import type { Instant } from '#shared/temps/types';
import { type Demande, genererService, type ServiceGenere } from '#shared/testing/generateur/generer';
import { TAILLES } from '#shared/testing/generateur/tailles';
import { creerCompte } from '../../sync-server/domaines/acces/comptes';
import { generer } from '../../sync-server/domaines/formation/generer';
import { inventerExploitation } from '../../sync-server/domaines/formation/inventer-exploitation';
import { horlogeSysteme } from '../../sync-server/ports/horloge';
import { lireFiche } from '../../sync-server/store/embarque/fiche';
import { type MagasinOuvert, ouvrirMagasin } from '../../sync-server/store/ouvrir';
import { assurerConstruction } from '../outils/construction';
import { donnerAstreinte } from './astreinte';
import { type CompteDemo, comptesDeDemonstration } from './comptes';
import { attendreFin, attendreSante, demarrerService, type Environnement, portLibre, telegestion } from './processus';

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

const GRAINE = 6;
/** Of the range kept for invented numbers: nobody answers there. */
const NUMERO_VERT = '+33199008000';
const ASSISTANCE = { numero: '+33199008100', heures: 'lundi à vendredi, 8\u00a0h\u00a030 – 17\u00a0h' };

type Options = {
  racine: string;
  debut: Instant;
  dire: (ligne: string) => void;
  /** Ctrl-C, or whatever else ends it. */
  signal: AbortSignal;
  /** What must be undone at the end, last first. */
  aFermer: (() => Promise<void>)[];
};

const remplir = async (
  o: Options,
  magasin: MagasinOuvert,
  dossier: string,
  demande: Demande,
  env: Environnement,
): Promise<CompteDemo[]> => {
  const options = { racine: o.racine, env, signal: o.signal };
  o.dire('Un service inventé de six antennes autour d’aujourd’hui…');
  const echange = join(dossier, 'millesime');
  const { graine, mois, jusqua } = demande;
  const ecrit = await generer({ vers: echange, graine, mois, taille: 'moyenne', jusqua });
  if (!ecrit.ok) throw new Error(ecrit.refus.message);
  o.dire('Import des fichiers…');
  await telegestion(['importer', echange], options);
  const [ancien] = mois;
  if (ancien) {
    o.dire('Clôture du mois le plus ancien…');
    await telegestion(['cloturer', ancien, '--motif', 'démonstration'], options);
    const ecrire = (cle: string, valeur: string) =>
      telegestion(['parametre', 'ecrire', cle, valeur, '--depuis', `${ancien}-01`], options);
    await ecrire('numeroVert', NUMERO_VERT);
    await ecrire('assistance', JSON.stringify(ASSISTANCE));
  }
  o.dire('Comptes…');
  const comptes = comptesDeDemonstration();
  const acte = { auteur: 'demonstration', horloge: horlogeSysteme };
  for (const c of comptes) {
    const cree = await creerCompte(magasin, acte, c);
    if (!cree.ok) throw new Error(cree.refus.message);
  }
  await donnerAstreinte(magasin, o.debut);
  const vecu = await inventerExploitation(
    { magasin, maintenant: o.debut },
    { mode: 'demonstration', antenne: 'EST', auteur: 'est' },
  );
  if (!vecu.ok) throw new Error(vecu.refus.message);
  return comptes;
};

/** A whole service in a folder that will be erased: built, filled, started; throws where the signal comes first. */
export const demarrerDemonstration = async (o: Options): Promise<Demonstration> => {
  // A shell that is given is served as it is.
  if (!process.env.COQUILLE) assurerConstruction(o.racine);
  const dossier = mkdtempSync(join(tmpdir(), 'telegestion-demo-'));
  o.aFermer.push(async () => rmSync(dossier, { recursive: true, force: true, maxRetries: 20 }));
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
    MODE: 'demonstration',
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
  // Held from beginning to end: the commands below then share one running store.
  const magasin = await ouvrirMagasin({ dataDir: dossier });
  o.aFermer.push(async () => {
    const pid = lireFiche(dossier)?.pid;
    await magasin.fermer();
    // The folder is erased next: the store must have written its last.
    if (pid !== undefined) await attendreFin(pid);
  });
  const mois = [-2, -1, 0].map((n) => ajouterMois(moisParis(o.debut), n));
  const demande = { graine: GRAINE, mois, taille: TAILLES.moyenne, jusqua: o.debut };
  const comptes = await remplir(o, magasin, dossier, demande, env);
  o.signal.throwIfAborted();
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
    service: genererService(demande),
    telephonie: () => ({ authToken, origin: svi, baseUrl: svi }),
    mort: processus.mort,
  };
};
