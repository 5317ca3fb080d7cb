import { afterAll, beforeAll, expect, test } from 'vitest';
import { baseAntenne, idAccuse } from '#shared/contrats/ids';
import { jour, paris, ulidDe, usager } from '#shared/testing/constructeurs';
import { ecrireTout } from '../../store/ecrire';
import { lireUn, type Magasin } from '../../store/lire';
import { preparerBases } from '../../store/preparer-bases';
import { entourer } from '../../store/testing/entourer';
import { enMinorite } from '../../store/testing/minorite';
import { ouvrirMagasinEnMemoire } from '../testing/banc';
import { recevoirSaisies } from './pousser';

let essai: Awaited<ReturnType<typeof ouvrirMagasinEnMemoire>>;
const MAINTENANT = paris('2026-10-02 12:00');
const DATE = jour('2026-10-01');

beforeAll(async () => {
  essai = await ouvrirMagasinEnMemoire();
  await preparerBases(essai.magasin, MAINTENANT);
  await ecrireTout(essai.magasin, baseAntenne('EST'), [usager('U1')]);
});
afterAll(() => essai.fermer());

const envoiDe = (n: string) => {
  const id = ulidDe(n);
  const r = {
    _id: `rattachement:${DATE}:${id}`,
    type: 'rattachement',
    geste: 'RATTACHER',
    id,
    date: DATE,
    antenne: 'EST',
    numero: `+3319900000${n.slice(1)}`,
    usagerId: 'U1',
    auteur: 'est',
    instant: paris('2026-10-02 11:59'),
    poste: 'poste-1',
  };
  return { r, envoi: { antenne: 'EST', auteur: 'est', maintenant: MAINTENANT, debut: DATE, lignes: [r] } as const };
};

/** The store, where acknowledgements are answered with an error of their row, as CouchDB does. */
const sansAccuses = (): Magasin =>
  entourer(essai.magasin, async (o, faire) =>
    o.nom === 'ecrire' && o.ids[0]?.startsWith('accuse:')
      ? o.ids.map((id) => ({ id, erreur: 'internal_server_error' }))
      : faire(),
  );

test('[CO-6] a row whose acknowledgement cannot be written is not said to be received; sent again, it has it', async () => {
  const { r, envoi } = envoiDe('R1');
  await expect(recevoirSaisies(sansAccuses(), envoi)).rejects.toThrow('internal_server_error');
  expect(await recevoirSaisies(essai.magasin, envoi)).toEqual({ recus: [r._id], refuses: [] });
  expect(await lireUn(essai.magasin, baseAntenne('EST'), idAccuse(DATE, ulidDe('R1')))).toBeDefined();
});

test('[CO-6] a row that the quorum does not have has no acknowledgement that a PC could read, sent once or again', async () => {
  const { m, perdre, revenir } = enMinorite(essai.magasin);
  const accuse = () => lireUn(essai.magasin, baseAntenne('EST'), idAccuse(DATE, ulidDe('R2')));
  const { r, envoi } = envoiDe('R2');
  perdre();
  for (let fois = 1; fois <= 2; fois += 1) {
    await expect(recevoirSaisies(m, envoi)).rejects.toMatchObject({ statusCode: 503 });
    expect(await lireUn(essai.magasin, baseAntenne('EST'), r._id)).toBeDefined();
    expect(await accuse()).toBeUndefined();
  }
  revenir();
  expect(await recevoirSaisies(m, envoi)).toEqual({ recus: [r._id], refuses: [] });
  expect(await accuse()).toBeDefined();
});
