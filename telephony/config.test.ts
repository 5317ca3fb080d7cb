import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { lireConfig, VARIABLES } from './config';
import { type Identifiants, identifiantsPlivo } from './plivo/compte/identifiants';
import { dossierTemporaire, JETON } from './testing/atelier';

const erreurs = (env: Record<string, string>): string[] => {
  const lu = lireConfig(env);
  return lu.ok ? [] : lu.erreurs;
};

describe('configuration', () => {
  test('defaults, and empty variables are absent ones', () => {
    const lu = lireConfig({ PLIVO_AUTH_TOKEN: JETON, COUCHDB_URL: '', MODE: '' });
    expect(lu.ok && lu.config).toMatchObject({ MODE: 'production', DATA_DIR: './donnees', TELEPHONY_PORT: 4000 });
    expect(lu.ok && lu.config.COUCHDB_URL).toBeUndefined();
  });

  test('what is wrong is named, in French, and a secret is never repeated', () => {
    expect(erreurs({})).toEqual([expect.stringContaining('PLIVO_AUTH_TOKEN : obligatoire')]);
    expect(erreurs({ PLIVO_AUTH_TOKEN: 'court' }).join()).not.toContain('court ');
    for (const [cle, valeur] of Object.entries({
      MODE: 'essai',
      TELEPHONY_PORT: '99999',
      PUBLIC_ORIGIN: 'svi.fr',
      COUCHDB_URL: 'ftp://u:motdepasse@x',
      TELEPHONES_ANTENNES: 'LYON=04',
      PLIVO_API: 'plivo',
      PLIVO_NUMERO: 'masqué',
      PLIVO_FUSEAU: 'Asia/Tokyo',
      RAPPROCHEMENT_DELAI: '5',
    })) {
      const dites = erreurs({ PLIVO_AUTH_TOKEN: JETON, [cle]: valeur });
      expect(dites).toHaveLength(1);
      expect(dites[0]).toMatch(new RegExp(`^${cle} : `));
      expect(dites.join()).not.toContain('motdepasse');
    }
  });

  test('every variable that can be wrong is refused in French, and with what is expected', () => {
    const fausses: Partial<Record<keyof typeof VARIABLES, string[]>> = {
      MODE: ['essai'],
      TELEPHONY_PORT: ['99999', 'abc', '3.5', '-1'],
      PUBLIC_ORIGIN: ['svi.fr', 'ftp://svi.fr', 'https://svi.fr/chemin', 'https://svi.fr/?a=b', 'https://moi:x@svi.fr'],
      SVI_ORIGIN: ['svi.fr', 'https://svi.fr/chemin'],
      COUCHDB_URL: ['couch', 'ftp://couch'],
      PLIVO_API: ['plivo'],
      PLIVO_NUMERO: ['abc', '12'],
      PLIVO_APPLICATION: ['x'.repeat(61), ' '],
      PLIVO_FUSEAU: ['Paris'],
      TELEPHONES_ANTENNES: ['LYON=04', 'CENTRE'],
      JOURNAL_NIVEAU: ['verbeux'],
    };
    // Only a text too long is refused there.
    for (const nom of ['DATA_DIR', 'HOTE', 'PLIVO_AUTH_ID', 'PLIVO_AUTH_TOKEN'] as const)
      fausses[nom] = ['x'.repeat(1001)];
    for (const nom of Object.keys(VARIABLES) as (keyof typeof VARIABLES)[]) {
      for (const valeur of fausses[nom] ?? ['abc', '1.5', '-1', '99999999']) {
        const dites = erreurs({ PLIVO_AUTH_TOKEN: JETON, [nom]: valeur });
        expect(dites, `${nom}=${valeur}`).toHaveLength(1);
        expect(dites[0]).toMatch(new RegExp(`^${nom} : .*(attendu|CODE=numéro)`));
        expect(dites[0]).not.toMatch(/\b(expected|invalid|too|must|received|NaN|string|number)\b/i);
      }
    }
  });

  test('the public address is an origin; the telephones of the antennas are read', () => {
    const lu = lireConfig({
      PLIVO_AUTH_TOKEN: JETON,
      PUBLIC_ORIGIN: 'https://svi.exemple.fr/',
      TELEPHONES_ANTENNES: 'CENTRE=01 44 01 02 03, CENTRAL=+33144010204',
    });
    expect(lu.ok && lu.config.PUBLIC_ORIGIN).toBe('https://svi.exemple.fr');
    expect(lu.ok && lu.config.TELEPHONES_ANTENNES).toEqual({ CENTRE: '01 44 01 02 03', CENTRAL: '+33144010204' });
  });

  test('the extranet may have another public address than the SVI: SVI_ORIGIN then wins', () => {
    const env = { PLIVO_AUTH_TOKEN: JETON, PUBLIC_ORIGIN: 'https://extranet.exemple.fr' };
    const lu = lireConfig({ ...env, SVI_ORIGIN: 'https://svi.exemple.fr/' });
    expect(lu.ok && lu.config.PUBLIC_ORIGIN).toBe('https://svi.exemple.fr');
    expect(erreurs({ ...env, SVI_ORIGIN: 'svi' })).toHaveLength(1);
  });

  test('the number of the service is read in any writing', () => {
    for (const PLIVO_NUMERO of ['0805123456', '08 05 12 34 56', '+33 8 05 12 34 56', '33805123456']) {
      const lu = lireConfig({ PLIVO_AUTH_TOKEN: JETON, PLIVO_NUMERO });
      expect(lu.ok && lu.config.PLIVO_NUMERO).toBe('+33805123456');
    }
  });

  test('every variable is described', () => {
    for (const [nom, v] of Object.entries(VARIABLES)) expect([nom, v.description.length > 20]).toEqual([nom, true]);
  });
});

describe('jeton de Plivo', () => {
  test('a demonstration makes one, once, for its owner only; production never does', async () => {
    const DATA_DIR = await dossierTemporaire();
    // One more at each turn: some of them look while the first one writes.
    const partis: Promise<Identifiants>[] = [];
    for (let i = 0; i < 40; i += 1) {
      partis.push(identifiantsPlivo({ MODE: 'demonstration', DATA_DIR }));
      await setImmediate();
    }
    const ensemble = await Promise.all(partis);
    const [premier] = ensemble;
    expect(new Set(ensemble.map((i) => i.authToken)).size).toBe(1);
    expect(await readdir(DATA_DIR)).toEqual(['plivo.json']);
    expect((await stat(join(DATA_DIR, 'plivo.json'))).mode & 0o777).toBe(0o600);
    expect(await readFile(join(DATA_DIR, 'plivo.json'), 'utf8')).toContain(premier?.authToken);
    await expect(identifiantsPlivo({ MODE: 'production', DATA_DIR })).rejects.toThrow('obligatoire');
    expect((await identifiantsPlivo({ MODE: 'production', DATA_DIR, PLIVO_AUTH_TOKEN: JETON })).authToken).toBe(JETON);
  });
});
