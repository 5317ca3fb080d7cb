import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test } from 'vitest';
import { dossierTemporaire, JETON } from '../../testing/atelier';
import { operateurDEssai } from '../../testing/operateur';
import { demarrer, toutFermer } from '../../testing/svi-dessai';
import { commander } from './commande';

const TELEGESTION = fileURLToPath(new URL('../../../bin/telegestion', import.meta.url));
const ouverts: (() => Promise<void>)[] = [];
afterEach(async () => {
  await toutFermer();
  for (const fermer of ouverts.splice(0)) await fermer();
});

const plivo = async (env: Record<string, string>, ...args: string[]) => {
  const lu = { sortie: '', erreurs: '' };
  const code = await commander(
    args,
    { MODE: 'formation', ...env },
    {
      ecrire: (ligne) => {
        lu.sortie += `${ligne}\n`;
      },
      dire: (ligne) => {
        lu.erreurs += `${ligne}\n`;
      },
    },
  );
  expect(lu.sortie + lu.erreurs).not.toContain(JETON);
  return { code, ...lu };
};

/** The command as it is typed, in a process of its own. */
const telegestion = async (env: Record<string, string>, ...args: string[]) => {
  const { COUCHDB_URL: _, ...propre } = process.env;
  const p = spawn(process.execPath, [TELEGESTION, 'plivo', ...args], {
    env: { ...propre, MODE: 'formation', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let sortie = '';
  p.stdout.on('data', (d: unknown) => {
    sortie += String(d);
  });
  await once(p, 'close');
  return { code: p.exitCode, sortie };
};

describe('telegestion plivo', () => {
  test('configures, checks and compares; says what it did, in French or in JSON', async () => {
    const { operateur, env: compte } = await operateurDEssai();
    ouverts.push(operateur.arreter);
    const svi = await demarrer(undefined, undefined, compte);
    // The extranet's address is another: the telephone's is the one that counts.
    const adresses = { SVI_ORIGIN: svi.url, PUBLIC_ORIGIN: 'http://extranet.test' };
    const env = { ...compte, DATA_DIR: svi.dossier, PUBLIC_ORIGIN: svi.url };

    const blanc = await telegestion({ ...env, ...adresses }, 'configurer', '--a-blanc');
    expect(blanc.code).toBe(0);
    expect(blanc.sortie).toContain(`answer_url = ${svi.url}/plivo/appel#ct=1000&rt=4000&rc=3&rp=all`);
    expect(blanc.sortie).toContain('À blanc : rien n’a été changé.');
    expect(operateur.applications.size).toBe(0);

    const mauvais = await plivo(env, 'verifier');
    expect(mauvais).toMatchObject({ code: 1, erreurs: '' });
    expect(mauvais.sortie).toMatch(/^FAUTE {2}application : .*telegestion plivo configurer/m);

    const fait = JSON.parse((await plivo(env, 'configurer', '--json')).sortie);
    expect(fait).toMatchObject({
      aBlanc: false,
      actions: [{ action: 'CREER_APPLICATION' }, { action: 'LIER_NUMERO' }],
    });
    expect((await plivo(env, 'configurer')).sortie).toBe('Rien à changer : Plivo est déjà configuré ainsi.\n');
    const bon = await plivo(env, 'verifier', '--json');
    expect([bon.code, JSON.parse(bon.sortie)]).toMatchObject([0, { bon: true }]);

    // Nobody has called: nothing to ask of a store that is not there.
    const rapproche = await plivo(env, 'rapprocher', '--depuis', '2026-10-20');
    expect(rapproche).toMatchObject({ code: 0, erreurs: '' });
    expect(rapproche.sortie).toMatch(/Appels comparés : 0, finis avant le 2026-10-25[\s\S]*Jamais reçus.* : 0\./);
    await toutFermer();
    const arrete = await plivo(env, 'rapprocher');
    expect([arrete.code, arrete.erreurs]).toEqual([1, expect.stringContaining('telegestion servir')]);
  });

  test.each<[Record<string, string>, string[], RegExp]>([
    [
      {},
      ['configurer'],
      /Il manque 4 réglages :\n {2}SVI_ORIGIN.*\n {2}PLIVO_NUMERO.*\n {2}PLIVO_AUTH_ID.*\n {2}PLIVO_AUTH_TOKEN/,
    ],
    [{ MODE: 'production' }, ['verifier'], /Il manque 4 réglages[\s\S]*docs\/runbooks\/svi\.md/],
    [{ MODE: 'production' }, ['rapprocher'], /Il manque un réglage :\n {2}PLIVO_AUTH_TOKEN/],
    [{ PLIVO_NUMERO: '0805123456' }, ['configurer', '--a-blanc'], /Il manque 3 réglages/],
    [{}, [], /Il manque une action : configurer, verifier, rapprocher\./],
    [{}, ['verifier', '--a-blanc'], /Option --a-blanc inconnue de « plivo verifier »/],
    [{}, ['configurer', '--depuis', '2026-11-01'], /Option --depuis inconnue/],
    [{}, ['configurer', 'tout'], /« tout » est de trop/],
    [{}, ['configurer', '--forcer'], /Option inconnue/],
    [{ PLIVO_AUTH_ID: 'MA', PLIVO_AUTH_TOKEN: JETON }, ['verifier'], /SVI_ORIGIN/],
    [{ PLIVO_NUMERO: 'abc' }, ['configurer'], /PLIVO_NUMERO : numéro de téléphone attendu/],
    [{}, ['rapprocher', '--depuis', '25/11/2026'], /AAAA-MM-JJ/],
    [{}, ['effacer'], /Action « effacer » inconnue : configurer, verifier, rapprocher/],
  ])('%j %j: refused, code 1', async (env, args, phrase) => {
    const r = await plivo({ ...env, DATA_DIR: await dossierTemporaire() }, ...args);
    expect([r.code, r.sortie]).toEqual([1, '']);
    expect(r.erreurs).toMatch(phrase);
    expect(r.erreurs).not.toMatch(/\n\s+at /);
  });

  test('before there is an account, --a-blanc shows the addresses, and says what it could not compare', async () => {
    const env = { MODE: 'production', SVI_ORIGIN: 'https://svi.exemple.fr' };
    const r = await plivo(env, 'configurer', '--a-blanc');
    expect([r.code, r.erreurs]).toEqual([0, '']);
    expect(r.sortie).toContain('hangup_url = https://svi.exemple.fr/plivo/fin#');
    expect(r.sortie).toMatch(/ni comparé à ce qu’il a déjà\. Il manque 3 réglages/);
    const json = JSON.parse((await plivo(env, 'configurer', '--a-blanc', '--json')).sortie);
    expect(json).toMatchObject({ compare: false, manque: ['PLIVO_NUMERO', 'PLIVO_AUTH_ID', 'PLIVO_AUTH_TOKEN'] });
  });

  test.each([
    ['configurer', 'PLIVO_AUTH_ID'],
    ['verifier', 'PLIVO_APPLICATION'],
    ['rapprocher', 'DATA_DIR'],
  ])('%s --help names its settings and the runbook', async (action, reglage) => {
    const { code, sortie } = await plivo({}, action, '--help');
    expect([code, sortie]).toEqual([0, expect.stringMatching(/docs\/runbooks\/svi\.md/)]);
    expect(sortie).toContain(`  ${reglage} `);
    expect((await plivo({}, '--help')).sortie).toContain(`  ${action}`);
  });

  test('--help goes through the command as it is typed', async () => {
    const ici = await plivo({}, 'verifier', '--help');
    expect(await telegestion({}, 'verifier', '--help')).toEqual({ code: 0, sortie: ici.sortie });
  });
});
