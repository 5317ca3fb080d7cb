import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { BASE_CENTRALE } from '#shared/contrats/ids';
import { ecrireParametre } from '../sync-server/domaines/exploitation/parametres/parametres';
import { ouvrirMagasinEnMemoire } from '../sync-server/http/testing/banc';
import { horlogeSysteme } from '../sync-server/ports/horloge';
import { commander } from '../telephony/plivo/compte/commande';
import { configurer } from '../telephony/plivo/compte/configurer';
import { type ApiOperateur, demarrerApiOperateur } from '../telephony/simulator/api-operateur';
import { dossierDEssai, JETON } from '../telephony/testing/atelier';
import { NUMERO_SVI, operateurDEssai } from '../telephony/testing/operateur';
import { lancerMagasin } from '../telephony/testing/processus';
import { ouvrirRepartiteur, type Repartiteur } from '../telephony/testing/repartiteur';
import { demarrer, toutFermer } from '../telephony/testing/svi-dessai';

// The page of the telephone's fallbacks, walked: each of its commands as it is written there, on the simulated operator, and what it
// answers. A line of its blocks that is not known here fails: nothing on that page is untried.

const PAGE = join(dirname(fileURLToPath(import.meta.url)), '../docs/runbooks/telephone-repli.md');
const HEURE = 3_600_000;

type Ligne = { commande: string; attendus: string[] };
/** The blocks of a section, each command with what it is to answer. */
const lireBlocs = (section: string): Ligne[][] => {
  const texte =
    readFileSync(PAGE, 'utf8')
      .split('\n## ')
      .find((s) => s.startsWith(section)) ?? '';
  return [...texte.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, bloc = '']) => {
    const lignes: Ligne[] = [];
    for (const l of bloc.split('\n').filter((x) => x !== '')) {
      const attendu = /^# → (.*)$/.exec(l)?.[1];
      if (attendu === undefined) lignes.push({ commande: l, attendus: [] });
      else lignes.at(-1)?.attendus.push(attendu);
    }
    return lignes;
  });
};

type Svi = Awaited<ReturnType<typeof demarrer>>;
const svi = new Map<string, Svi>();
const dossiers = new Map<string, string>();
const aFermer: (() => Promise<unknown>)[] = [];
let env: Record<string, string>;
let repartiteur: Repartiteur;
let operateur: ApiOperateur;
let magasin: Awaited<ReturnType<typeof ouvrirMagasinEnMemoire>>;

const demarrerSvi = async (port: string): Promise<void> => {
  await svi.get(port)?.arreter();
  const un = await demarrer(dossiers.get(port), undefined, { ...env, PUBLIC_ORIGIN: repartiteur.url });
  // What was lost is looked for an hour after its end.
  un.horloge.maintenant = Date.now() + 2 * HEURE;
  svi.set(port, un);
};
const arreterSvi = async (port: string): Promise<void> => {
  await svi.get(port)?.arreter();
  svi.delete(port);
};

beforeAll(async () => {
  repartiteur = await ouvrirRepartiteur(() => [...svi.values()].map((s) => s.url));
  aFermer.push(repartiteur.arreter);
  const premier = await operateurDEssai();
  operateur = premier.operateur;
  aFermer.push(operateur.arreter);
  const dossier = await dossierDEssai();
  const couchdb = await lancerMagasin(dossier);
  aFermer.push(() => couchdb.tuer('SIGKILL'));
  await couchdb.serveur.db.create(BASE_CENTRALE);
  magasin = await ouvrirMagasinEnMemoire();
  aFermer.push(magasin.fermer);
  await magasin.magasin.creerBase(BASE_CENTRALE).catch(() => undefined);
  env = { ...premier.env, MODE: 'formation', SVI_ORIGIN: repartiteur.url, COUCHDB_URL: couchdb.url };
  dossiers.set('4000', dossier).set('4001', await dossierDEssai());
  await configurer(premier.api, { origine: repartiteur.url, numero: NUMERO_SVI, application: 'telegestion' }, false);
  for (const port of dossiers.keys()) await demarrerSvi(port);
});
afterAll(async () => {
  await toutFermer();
  for (const fermer of aFermer.reverse()) await fermer();
});

/** A call that the operator carried, and that nobody of ours heard of. */
const perdre = (callUuid: string): void => {
  const fin = Date.now() - 1_000;
  operateur.appels.push({ callUuid, de: '33199000001', vers: NUMERO_SVI.slice(1), debut: fin - 20_000, fin });
};

const plivo = async (args: string[], plus: Record<string, string>): Promise<string> => {
  const dits: string[] = [];
  const sortie = { ecrire: (l: string) => void dits.push(l), dire: (l: string) => void dits.push(l) };
  await commander(args, { ...env, ...plus }, sortie);
  return dits.join('\n');
};

const GESTES: readonly [RegExp, (...mots: string[]) => Promise<string | undefined>][] = [
  [
    /^sed -i 's\/\^(\w+)=\.\*\/\1=(\S+)\/' \/etc\/telegestion\/environnement$/,
    async (nom = '', valeur = '') => {
      env[nom] = valeur;
      return undefined;
    },
  ],
  [
    /^systemctl (?:re)?start telegestion-svi@(\d+)$/,
    async (port = '') => {
      await demarrerSvi(port);
      return undefined;
    },
  ],
  // The server: nothing of it runs here, and the telephone does without.
  [/^systemctl restart telegestion$/, async () => undefined],
  [
    /^curl -sf http:\/\/127\.0\.0\.1:(\d+)\/sante$/,
    async (port = '') => {
      const r = await fetch(`${svi.get(port)?.url}/sante`);
      expect(r.ok).toBe(true);
      return undefined;
    },
  ],
  [/^telegestion plivo (\w+)$/, (action = '') => plivo([action], {})],
  [
    /^DATA_DIR=\/var\/lib\/telegestion\/svi-(\d+) telegestion plivo (\w+)$/,
    (port = '', action = '') => plivo([action], { DATA_DIR: dossiers.get(port) ?? '' }),
  ],
  [
    /^telegestion parametre ecrire (\w+) '(\S+)' --depuis (\S+)$/,
    async (cle = '', valeur = '', depuis = '') => {
      const r = await ecrireParametre(magasin.magasin, horlogeSysteme, { cle, valeur, depuis, auteur: 'root' });
      return r.ok ? `${r.valeur.cle} = ${JSON.stringify(r.valeur.valeur)}` : r.refus.message;
    },
  ],
];

const jouer = async (lignes: readonly Ligne[]): Promise<void> => {
  for (const { commande, attendus } of lignes) {
    const geste = GESTES.find(([forme]) => forme.test(commande));
    if (!geste) throw new Error(`commande que l’essai ne sait pas jouer : ${commande}`);
    const dit = await geste[1](...(geste[0].exec(commande)?.slice(1) ?? []));
    for (const attendu of attendus)
      expect([commande, dit ?? '']).toEqual([
        commande,
        expect.stringContaining(attendu.replace('https://svi.exemple.fr', repartiteur.url)),
      ]);
  }
};
/** What goes wrong, what is confirmed, what puts it right, and what is then done: one repair less than blocks. */
const parcourir = async (section: string, casser: () => unknown, reparer?: () => unknown): Promise<void> => {
  const [confirmer, ...suite] = lireBlocs(section);
  expect(confirmer?.length).toBeGreaterThan(0);
  await casser();
  await jouer(confirmer ?? []);
  await reparer?.();
  for (const bloc of suite) await jouer(bloc);
};
const appeler = async (callUuid: string): Promise<string> => {
  const [un] = svi.values();
  if (!un) return '';
  const o = { origin: repartiteur.url, touches: '71248,1', callUuid, authToken: env.PLIVO_AUTH_TOKEN ?? JETON };
  return (await un.appeler(o)).dit.join(' ');
};

test('the operator is down: it is confirmed, nothing is to be changed, and what it lost meanwhile is found', async () => {
  let autres: typeof operateur.pannes = [];
  await parcourir(
    "L'opérateur est en panne",
    () => operateur.pannes.push(...Array.from({ length: 30 }, () => ({ sorte: 'STATUT' as const, statut: 503 }))),
    () => {
      autres = operateur.pannes.splice(0);
      perdre('perdu-operateur');
    },
  );
  expect(autres.length).toBeGreaterThan(0);
  expect(await appeler('apres-panne')).toContain('Arrivée enregistrée');
});

test('the number is lost: another takes its place, and calls come through it', async () => {
  await parcourir('Le numéro est perdu', () => {
    operateur.numeros.delete(NUMERO_SVI.slice(1));
    operateur.numeros.set('33805654321', { number: '33805654321', application: null, voice_enabled: true });
  });
  expect(operateur.numeros.get('33805654321')?.application).toContain('/Application/');
  expect(await appeler('nouveau-numero')).toContain('Arrivée enregistrée');
});

test('the account is suspended: a second one takes its place, and its signature is the one that is believed', async () => {
  const second = await demarrerApiOperateur({
    ...{ mode: 'formation' as const, authId: 'MASECOURS', authToken: 'JETON_DU_SECOND_COMPTE' },
  });
  aFermer.push(second.arreter);
  await parcourir(
    'Le compte est suspendu',
    () => operateur.pannes.push({ sorte: 'STATUT', statut: 401 }),
    () => {
      // The number was carried to it; one operator is one address, here as there.
      second.numeros.set('33805654321', { number: '33805654321', application: null, voice_enabled: true });
      env.PLIVO_API = second.url;
      operateur = second;
    },
  );
  expect(await appeler('second-compte')).toContain('Arrivée enregistrée');
});

test('both workers are down: one is enough to take calls again, and what was lost meanwhile is found', async () => {
  await parcourir('Les deux SVI sont arrêtés', async () => {
    for (const port of dossiers.keys()) await arreterSvi(port);
    const fin = Date.now() - 1_000;
    operateur.appels.push({ callUuid: 'perdu-svi', de: '33199000001', vers: '33805654321', debut: fin - 20_000, fin });
  });
  expect(svi.size).toBe(2);
  expect(await appeler('au-retour')).toContain('Arrivée enregistrée');
});
