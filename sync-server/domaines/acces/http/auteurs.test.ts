import { afterAll, beforeAll, expect, test } from 'vitest';
import { paris, ulidDe } from '#shared/testing/constructeurs';
import { type Banc, corpsDe, creerCompteDEssai, ouvrirBanc } from '../../../http/testing/banc';

let banc: Banc;
beforeAll(async () => {
  banc = await ouvrirBanc({ horloge: () => paris('2026-11-25 12:00') });
  await creerCompteDEssai(banc.magasin, 'marie', 'GESTIONNAIRE', ['EST']);
  await creerCompteDEssai(banc.magasin, 'paul', 'GESTIONNAIRE', ['EST', 'SUD']);
  await creerCompteDEssai(banc.magasin, 'lea', 'GESTIONNAIRE', ['SUD']);
  await creerCompteDEssai(banc.magasin, 'centrale', 'CENTRAL', []);
  await creerCompteDEssai(banc.magasin, 'technique', 'TECHNIQUE', []);
});
afterAll(() => banc.fermer());

const auteurs = async (qui: string): Promise<Record<string, string>> => {
  const corps = await corpsDe(await (await banc.connecter(qui)).appeler('GET', '/api/referentiel'));
  return corps.auteurs as Record<string, string>;
};

test('[CO-1] names of those who write in the session’s antennas, and of no other', async () => {
  const lus = await auteurs('marie');
  expect(lus).toMatchObject({ marie: 'Essai marie', paul: 'Essai paul', centrale: 'Essai centrale' });
  for (const autre of ['lea', 'technique']) expect(lus).not.toHaveProperty(autre);
  expect(await auteurs('lea')).not.toHaveProperty('marie');
});

test('colleagues of the session’s antennas, those who write there and no one else', async () => {
  const collegues = async (qui: string) =>
    (await corpsDe(await (await banc.connecter(qui)).appeler('GET', '/api/referentiel'))).collegues;
  expect(await collegues('marie')).toEqual({ EST: ['centrale', 'marie', 'paul'] });
  expect(await collegues('paul')).toEqual({ EST: ['centrale', 'marie', 'paul'], SUD: ['centrale', 'lea', 'paul'] });
  expect(Object.keys((await collegues('centrale')) as object)).toHaveLength(6);
});

test('a visit is handed over to someone of the antenna only; a note that says nothing is refused', async () => {
  const marie = await banc.connecter('marie');
  let n = 0;
  const saisie = (type: string, plus: object) => {
    const id = ulidDe(++n);
    const commun = { id, date: '2026-11-25', antenne: 'EST', auteur: 'marie', poste: 'PC' };
    const instant = paris('2026-11-25 11:00');
    return { _id: `${type}:2026-11-25:${id}`, type, ...commun, instant, objet: { genre: 'VISITE', id: 'V1' }, ...plus };
  };
  const documents = [
    saisie('prise', { geste: 'PRENDRE' }),
    saisie('prise', { geste: 'CONFIER', a: 'paul' }),
    saisie('prise', { geste: 'CONFIER', a: 'lea' }),
    saisie('prise', { geste: 'CONFIER' }),
    saisie('note', { texte: 'Rappeler la fille.' }),
    saisie('note', { texte: '  ' }),
    saisie('note', { texte: 'Clé chez la voisine.', usagerId: 'U-AILLEURS' }),
  ];
  const r = await corpsDe(await marie.appeler('POST', '/replication/saisies?antenne=EST', { corps: { documents } }));
  expect(r.recus).toEqual([documents[0], documents[1], documents[4]].map((d) => d?._id));
  expect((r.refuses as { code: string }[]).map((x) => x.code)).toEqual([
    'COLLEGUE',
    'COLLEGUE',
    'NOTE_VIDE',
    'USAGER_AUTRE_ANTENNE',
  ]);
});

test('names alone: nothing else of an account leaves the server', async () => {
  for (const nom of Object.values(await auteurs('centrale'))) expect(typeof nom).toBe('string');
  const texte = await (await (await banc.connecter('marie')).appeler('GET', '/api/referentiel')).text();
  for (const secret of ['argon2', 'partCle', 'empreinte']) expect(texte).not.toContain(secret);
});
