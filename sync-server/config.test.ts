import { expect, test } from 'vitest';
import { ErreurConfig, lireConfig, tableDesVariables, VARIABLES } from './config';

test('with nothing set, every default is valid, and the optional ones are absent', () => {
  expect(lireConfig({})).toMatchObject({
    MODE: 'production',
    DATA_DIR: './donnees',
    HOTE: '127.0.0.1',
    PORT: 3000,
    TELEPHONY_PORT: 4000,
  });
  expect(lireConfig({ COUCHDB_URL: '' }).COUCHDB_URL).toBeUndefined();
});

test('values are read in their type', () => {
  const c = lireConfig({
    PORT: '0',
    PUBLIC_ORIGIN: 'https://extranet.test/',
    COUCHDB_URL: 'http://a:b@couch:5984',
  });
  expect(c).toMatchObject({ PORT: 0, PUBLIC_ORIGIN: 'https://extranet.test', COUCHDB_URL: 'http://a:b@couch:5984' });
});

test('all that is wrong is said at once, by name, and no secret is repeated', () => {
  const lire = () => lireConfig({ PORT: 'x', MODE: 'essai', COUCHDB_URL: 'motdepasse-secret' });
  expect(lire).toThrow(ErreurConfig);
  for (const nom of ['PORT', 'MODE', 'COUCHDB_URL']) expect(lire).toThrow(nom);
  expect(lire).not.toThrow('motdepasse-secret');
});

test('every variable that can be wrong is refused by its name, in French, with what is expected', () => {
  const origines = ['extranet', 'https://extranet.test/chemin', 'https://extranet.test/?a=b'];
  const fausses: Partial<Record<string, string[]>> = {
    PUBLIC_ORIGIN: origines,
    SVI_ORIGIN: origines,
    // Any text will do.
    DATA_DIR: [],
    HOTE: [],
    PLIVO_AUTH_ID: [],
    OIDC_ISSUER: ['-1', 'x y', 'ftp://id.test', 'http://id.test'],
    OIDC_ACR: ['niveau"2', 'a  b'],
    OIDC_CLIENT_ID: [],
    OIDC_CLIENT_SECRET: [],
    OIDC_NOM: ['x'.repeat(61)],
    PLIVO_AUTH_TOKEN: [],
    MILLESIME_DEPOT: ['sftp://sans-compte/dossier', 'sftp://a:secret@hote/dossier', 'sftp://'],
    MILLESIME_SFTP_CLE: [],
    MILLESIME_SFTP_MOT_DE_PASSE: [],
    MILLESIME_RETOUR: [],
    COQUILLE: [],
    DASES_DEPOT: ['sftp://sans-compte/dossier', 'sftp://a:secret@hote/dossier', 'sftp://'],
    DASES_SFTP_CLE: [],
    DASES_SFTP_MOT_DE_PASSE: [],
    DASES_TABLE: [],
    SAUVEGARDE_DIR: [],
    HORODATAGE_CA: [],
  };
  for (const { nom, description } of VARIABLES) {
    for (const valeur of fausses[nom] ?? ['-1', 'x y']) {
      const lire = () => lireConfig({ [nom]: valeur });
      expect(lire, `${nom}=${valeur}`).toThrow(`${nom} : valeur incorrecte. Attendu : ${description}.`);
      expect(lire).not.toThrow(/\b(expected|invalid|too|must|received)\b/i);
    }
  }
});

test('the documentation has one line per variable', () => {
  const lignes = tableDesVariables().split('\n').slice(2);
  expect(lignes.map((l) => l.split('`')[1])).toEqual(VARIABLES.map((v) => v.nom));
});

test('former names of the extranet are in https, without a path, parted by a space', () => {
  const lire = (texte: string) => lireConfig({ ANCIENNES_ORIGINES: texte }).ANCIENNES_ORIGINES;
  expect(lire('https://a.test https://B.test/')).toEqual(['https://a.test', 'https://b.test']);
  for (const faux of [
    'http://a.test',
    'https://a.test/x',
    'a.test',
    'https://a.test,https://b.test x',
    'https://a.test:99999',
  ])
    expect(() => lire(faux), faux).toThrow('ANCIENNES_ORIGINES : valeur incorrecte');
});

test('an identity provider needs its two secrets and our own address: what lacks is said, by name', () => {
  const lire = () => lireConfig({ OIDC_ISSUER: 'https://id.test', OIDC_CLIENT_ID: 'x' });
  for (const nom of ['OIDC_CLIENT_SECRET', 'PUBLIC_ORIGIN'])
    expect(lire).toThrow(`${nom} : nécessaire avec OIDC_ISSUER.`);
  expect(lire).not.toThrow('OIDC_CLIENT_ID');
  const tout = { OIDC_ISSUER: 'http://127.0.0.1:9/x', OIDC_CLIENT_ID: 'x', OIDC_CLIENT_SECRET: 's' };
  expect(lireConfig({ ...tout, PUBLIC_ORIGIN: 'https://extranet.test' })).toMatchObject({ OIDC_CHAMP: 'email' });
});

test('[DI-1] a number to call from needs the account and the number to call: what lacks is said', () => {
  const lire = () => lireConfig({ PLIVO_SONDE_NUMERO: '01 88 00 00 01' });
  for (const nom of ['PLIVO_AUTH_ID', 'PLIVO_AUTH_TOKEN', 'PLIVO_NUMERO'])
    expect(lire).toThrow(`${nom} : nécessaire avec PLIVO_SONDE_NUMERO.`);
  const compte = { PLIVO_AUTH_ID: 'MA', PLIVO_AUTH_TOKEN: 'x', PLIVO_NUMERO: '0805123456' };
  expect(lireConfig({ ...compte, PLIVO_SONDE_NUMERO: '01 88 00 00 01' }).PLIVO_SONDE_NUMERO).toBe('01 88 00 00 01');
});

test('an SFTP address needs the key of its server and a way in: what lacks is said', () => {
  const sftp = { DASES_DEPOT: 'sftp://tg@sftp.test/depot' };
  expect(() => lireConfig(sftp)).toThrow(
    /DASES_SFTP_EMPREINTE : nécessaire[\s\S]*DASES_SFTP_CLE ou DASES_SFTP_MOT_DE_PASSE/,
  );
  const complet = { ...sftp, DASES_SFTP_EMPREINTE: `SHA256:${'A'.repeat(43)}`, DASES_SFTP_CLE: '/etc/cle' };
  expect(lireConfig(complet).DASES_DEPOT).toBe(sftp.DASES_DEPOT);
  expect(lireConfig({ DASES_DEPOT: '/srv/dases' }).DASES_DEPOT).toBe('/srv/dases');
  // What goes back to Millésime by SFTP goes to the server whose key is pinned.
  expect(() => lireConfig({ MILLESIME_RETOUR: 'sftp://tg@sftp.test/retour' })).toThrow(
    /MILLESIME_SFTP_EMPREINTE : nécessaire avec MILLESIME_RETOUR/,
  );
});
