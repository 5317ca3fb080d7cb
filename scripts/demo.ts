import { randomBytes } from 'node:crypto';
import { mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as delai } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { ajouterMois, heureAffichee, moisParis } from '#shared/temps/paris';
import { creerAlea } from '#shared/testing/alea';
import { genererService } from '#shared/testing/generateur/generer';
import { TAILLES } from '#shared/testing/generateur/tailles';
import { ouvrirMagasin } from '../sync-server/adapters/magasin/magasin';
import { generer } from '../sync-server/use-cases/generer';
import { simulerAppel } from '../telephony/simulator/appel';
import { maintenantUtc, sourceAppels } from './demo/appels';
import { aligner, encadrer } from './demo/cadre';
import { comptesDeDemonstration } from './demo/comptes';
import { attendreSante, demarrerService, portLibre, type Service, telegestion } from './demo/processus';
import { assurerConstruction } from './outils/construction';

// `npm run demo`: an invented service around today, on the embedded store, with calls that ring. Ctrl-C ends it and
// leaves nothing behind.

const racine = join(dirname(fileURLToPath(import.meta.url)), '..');
const GRAINE = 6;

const debut = maintenantUtc();
const mois = [-2, -1, 0].map((n) => ajouterMois(moisParis(debut), n));
const dossier = mkdtempSync(join(tmpdir(), 'telegestion-demo-'));
const fin = new AbortController();
const aFermer: (() => Promise<void>)[] = [];

const fermer = async (): Promise<void> => {
  for (const f of aFermer.reverse()) await f().catch((e: unknown) => console.error(e));
  rmSync(dossier, { recursive: true, force: true });
};
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => fin.abort());

const demander = { graine: GRAINE, mois, taille: 'moyenne', jusqua: debut } as const;

const annoncer = (adresse: string, comptes: ReturnType<typeof comptesDeDemonstration>): void => {
  const lignes = aligner(comptes.map((c) => [c.identifiant, c.motDePasse, c.nom]));
  console.log(
    encadrer([
      'Télégestion — démonstration (six antennes, personnes et numéros inventés)',
      '',
      `Adresse :  ${adresse}`,
      '',
      'Identifiant, mot de passe :',
      ...lignes,
      '',
      `Données : ${dossier}`,
      'Un appel simulé toutes les 10 à 20 secondes. Ctrl-C arrête tout et efface les données.',
    ]),
  );
};

const preparer = async (env: Record<string, string>): Promise<ReturnType<typeof comptesDeDemonstration>> => {
  const options = { racine, env };
  console.log('Un service inventé de six antennes autour d’aujourd’hui…');
  const echange = join(dossier, 'millesime');
  const ecrit = await generer({ vers: echange, ...demander });
  if (!ecrit.ok) throw new Error(ecrit.refus.message);
  console.log('Import des fichiers…');
  await telegestion(['importer', echange], options);
  console.log('Clôture du mois le plus ancien…');
  const [ancien] = mois;
  if (ancien) await telegestion(['cloturer', ancien, '--motif', 'démonstration'], options);
  const comptes = comptesDeDemonstration();
  for (const c of comptes) {
    const args = ['compte', 'creer', c.identifiant, '--nom', c.nom, '--role', c.role];
    if (c.antennes.length > 0) args.push('--antennes', c.antennes.join(','));
    if (c.responsable) args.push('--responsable');
    await telegestion(args, options, `${c.motDePasse}\n`);
  }
  return comptes;
};

const sonner = async (authToken: string): Promise<void> => {
  const alea = creerAlea(Date.now());
  const suivant = sourceAppels(alea, genererService({ ...demander, taille: TAILLES.moyenne }), debut);
  while (!fin.signal.aborted) {
    const appel = suivant(maintenantUtc());
    if (appel) {
      const svi = JSON.parse(readFileSync(join(dossier, 'svi.json'), 'utf8')) as { url: string; origine: string };
      const { issue, detail } = await simulerAppel({ origin: svi.origine, baseUrl: svi.url, authToken, ...appel });
      console.log(
        `${heureAffichee(maintenantUtc())}   ${appel.phrase}${issue === 'ECHEC_HTTP' ? ` — échec : ${detail}` : ''}`,
      );
    }
    await delai(alea.entier(10_000, 20_000), undefined, { signal: fin.signal }).catch(() => undefined);
  }
};

const demontrer = async (): Promise<void> => {
  assurerConstruction(racine);
  const [port, portSvi] = [await portLibre(3000), await portLibre(4000)];
  if (port !== 3000 || portSvi !== 4000) console.log(`Ports 3000 ou 4000 occupés : ${port} et ${portSvi} à la place.`);
  const authToken = randomBytes(24).toString('base64url');
  const env = {
    MODE: 'demonstration',
    DATA_DIR: dossier,
    PORT: String(port),
    TELEPHONY_PORT: String(portSvi),
    PLIVO_AUTH_ID: 'DEMONSTRATION',
    PLIVO_AUTH_TOKEN: authToken,
    COUCHDB_URL: '',
    PUBLIC_ORIGIN: '',
  };
  // Held from beginning to end: the commands below then share one running store.
  const magasin = await ouvrirMagasin({ dataDir: dossier });
  aFermer.push(() => magasin.fermer());
  const comptes = await preparer(env);
  if (fin.signal.aborted) return;
  const service: Service = demarrerService({ racine, env }, openSync(join(dossier, 'service.log'), 'a'));
  aFermer.push(service.arreter);
  const adresse = `http://127.0.0.1:${port}`;
  try {
    await attendreSante(adresse, service);
  } catch (e) {
    throw new Error(
      `${e instanceof Error ? e.message : String(e)}\n${readFileSync(join(dossier, 'service.log'), 'utf8')}`,
    );
  }
  service.enfant.once('exit', (code) => {
    if (!fin.signal.aborted) console.error(`Le service s’est arrêté de lui-même (sortie ${code}).`);
    fin.abort();
  });
  annoncer(adresse, comptes);
  await sonner(authToken);
};

try {
  await demontrer();
} catch (e) {
  // Ctrl-C while it prepares ends the command under way too: that is no failure.
  if (!fin.signal.aborted) {
    console.error(e instanceof Error ? e.message : String(e));
    process.exitCode = 1;
  }
} finally {
  console.log('Arrêt…');
  await fermer();
}
