import { afterAll, beforeAll, expect, test } from 'vitest';
import { baseAntenne, idAccuse } from '#shared/contrats/ids';
import { jour, paris, usager } from '#shared/testing/constructeurs';
import { ecrireTout } from '../../store/ecrire';
import { lireUn, type Magasin } from '../../store/lire';
import { preparerBases } from '../../store/preparer-bases';
import { entourer } from '../../store/testing/entourer';
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

/** The store, where acknowledgements are answered with an error of their row, as CouchDB does. */
const sansAccuses = (): Magasin =>
  entourer(essai.magasin, async (o, faire) =>
    o.nom === 'ecrire' && o.ids[0]?.startsWith('accuse:')
      ? o.ids.map((id) => ({ id, erreur: 'internal_server_error' }))
      : faire(),
  );

test('[CO-6] a row whose acknowledgement cannot be written is not said to be received; sent again, it has it', async () => {
  const r = {
    _id: `rattachement:${DATE}:R1`,
    type: 'rattachement',
    geste: 'RATTACHER',
    id: 'R1',
    date: DATE,
    antenne: 'EST',
    numero: '+33199000000',
    usagerId: 'U1',
    auteur: 'est',
    instant: paris('2026-10-02 11:59'),
    poste: 'poste-1',
  };
  const envoi = { antenne: 'EST', auteur: 'est', maintenant: MAINTENANT, debut: DATE, lignes: [r] } as const;
  await expect(recevoirSaisies(sansAccuses(), envoi)).rejects.toThrow('internal_server_error');
  expect(await recevoirSaisies(essai.magasin, envoi)).toEqual({ recus: [r._id], refuses: [] });
  expect(await lireUn(essai.magasin, baseAntenne('EST'), idAccuse(DATE, 'R1'))).toBeDefined();
});
