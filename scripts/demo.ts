import { dirname, join } from 'node:path';
import { setTimeout as delai } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { heureAffichee } from '#shared/temps/paris';
import { creerAlea } from '#shared/testing/alea';
import { simulerAppel } from '../telephony/simulator/appel';
import { maintenantUtc, sourceAppels } from './demo/appels';
import { aligner, encadrer } from './demo/cadre';
import { type Demonstration, demarrerDemonstration } from './demo/service';

// `npm run demo`: an invented service around today, on the embedded store, with calls that ring. Ctrl-C ends it and
// leaves nothing behind.

const debut = maintenantUtc();
const fin = new AbortController();
const aFermer: (() => Promise<void>)[] = [];
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => fin.abort());

const annoncer = ({ adresse, comptes, dossier, commandes }: Demonstration): void =>
  console.log(
    encadrer([
      'Télégestion — démonstration : six antennes, personnes et numéros inventés',
      '',
      `Adresse :  ${adresse}`,
      '',
      'Identifiants et mots de passe :',
      ...aligner(comptes.map((c) => [c.identifiant, c.motDePasse, c.nom])),
      '',
      `Données :  ${dossier}`,
      'Les commandes les lisent aussi. Dans un autre terminal, d’abord :',
      `   . ${commandes}`,
      'puis, par exemple :',
      '   npx telegestion lire appels',
      '   npx telegestion astreintes',
      '   npx telegestion compte creer mon-essai --nom "Mon essai" --role ADMINISTRATEUR',
      'Un appel simulé toutes les 10 à 20 secondes. Ctrl-C arrête tout et efface les données.',
    ]),
  );

const sonner = async (d: Demonstration): Promise<void> => {
  const alea = creerAlea(Date.now());
  const suivant = sourceAppels(alea, d.service, debut);
  while (!fin.signal.aborted) {
    const appel = suivant(maintenantUtc());
    if (appel) {
      const { phrase, ...quoi } = appel;
      const { issue, detail } = await simulerAppel({ ...d.telephonie(), ...quoi, essais: 3 });
      console.log(
        `${heureAffichee(maintenantUtc())}   ${phrase}${issue === 'ECHEC_HTTP' ? ` — échec : ${detail}` : ''}`,
      );
    }
    await delai(alea.entier(10_000, 20_000), undefined, { signal: fin.signal }).catch(() => undefined);
  }
};

try {
  const demo = await demarrerDemonstration({
    racine: join(dirname(fileURLToPath(import.meta.url)), '..'),
    debut,
    dire: console.log,
    signal: fin.signal,
    aFermer,
  });
  void demo.mort.then((code) => {
    if (!fin.signal.aborted) console.error(`Le service s’est arrêté de lui-même (sortie ${code}).`);
    fin.abort();
  });
  annoncer(demo);
  await sonner(demo);
} catch (e) {
  // Ctrl-C while it prepares ends the command under way too: that is no failure.
  if (!fin.signal.aborted) {
    console.error(e instanceof Error ? e.message : String(e));
    process.exitCode = 1;
  }
} finally {
  console.log('Arrêt…');
  for (const fermer of aFermer.reverse()) await fermer().catch((e: unknown) => console.error(e));
}
