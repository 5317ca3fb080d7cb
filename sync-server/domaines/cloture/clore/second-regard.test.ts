import { expect, test } from 'vitest';
import { BASE_CENTRALE } from '#shared/contrats/ids';
import { basesAntennes } from '#shared/domain/antenne/bases';
import type { Mois } from '#shared/temps/types';
import { financeur, paris, pec, pointage, usager } from '#shared/testing/constructeurs';
import type { Rattraper } from '../../../ports/rattraper';
import { assurerBases } from '../../../store/bases';
import { changer, ecrireTout, sansReponse } from '../../../store/ecrire';
import { lireFiges } from '../../../store/lectures/clos';
import { sansRev } from '../../../store/lire';
import type { Noeud } from '../../../store/magasin';
import { magasinMemoire } from '../../../store/memoire/memoire';
import { entourer } from '../../../store/testing/entourer';
import { plageType } from '../../../store/types';
import { rattraper } from '../../../transitions/rattraper';
import { intervenant } from '../../../transitions/testing/banc';
import { cloturer } from './cloturer';

const EST = 'tg-antenne-est';
const OCTOBRE = '2026-10' as Mois;
const horloge = () => paris('2026-11-03 12:00');
const NOEUDS: Noeud[] = [1, 2, 3].map((n) => ({ nom: `n${n}`, present: true, actifS: 3_600, aTransmettre: 0 }));

/** A visit of October, paired, in a store of three nodes; then written as whoever reads a copy that lags pairs it: in two halves. */
const moitie = async () => {
  const m = entourer(magasinMemoire(), async ({ nom }, faire) => (nom === 'noeuds' ? NOEUDS : faire()));
  await assurerBases(m, [BASE_CENTRALE, ...basesAntennes(), 'tg-pointages-2026']);
  await ecrireTout(m, 'tg-central', [financeur('APA', 'APA'), financeur('PROPRE', 'TARIF_PROPRE')]);
  await ecrireTout(m, EST, [usager('U1', { prisesEnCharge: [pec('P1', 'APA')] }), intervenant('I1', 'EST')]);
  await ecrireTout(m, 'tg-pointages-2026', [pointage('A', '2026-10-01 08:00'), pointage('D', '2026-10-01 09:00')]);
  await rattraper(m, horloge);
  const [entiere] = await plageType(m, 'intervention', { antenne: 'EST' });
  if (!entiere) throw new Error('aucune visite');
  const { depart, ...arrivee } = sansRev(entiere);
  const { arrivee: _, ...reste } = sansRev(entiere);
  sansReponse(await changer(m, EST, entiere._id, () => arrivee));
  await ecrireTout(m, EST, [{ ...reste, _id: `${entiere._id}-D`, id: `${entiere.id}-D`, depart }]);
  return m;
};

test('[FL-2] [CL-1] what was paired from a copy that lagged, and was not looked at again yet, is paired again before it is frozen', async () => {
  const m = await moitie();
  expect(await plageType(m, 'intervention', { antenne: 'EST' })).toHaveLength(2);
  const ports = { magasin: m, horloge, rattraper: (...quoi: Parameters<Rattraper>) => rattraper(m, horloge, ...quoi) };
  const r = await cloturer(ports, { mois: OCTOBRE, antennes: ['EST'], motif: 'essai', auteur: 'essai' });
  expect(r).toMatchObject({ ok: true, valeur: { closes: [{ nombreVisites: 1, nombreBruts: 1, incompletes: 0 }] } });
  const [etat] = await lireFiges(m, 'EST', OCTOBRE);
  expect(etat?.visites).toMatchObject([{ duree: 60 }]);
});
